// Asks servers what guests and hoteliers ask most, and tells how the database answered: see explain.sh.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const password = "correct horse battery";
const people = {
  guest: { email: "guest@plans.example", document: { kind: "cpf", number: "52998224725" } },
  hotelier: { email: "hotelier@plans.example", document: { kind: "cnpj", number: "12ABC34501DE35" } },
};

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

async function call(at, method, path, { token, body, key } = {}) {
  const headers = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  const answer = await fetch(`${at}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

async function signUp(at) {
  for (const [role, person] of Object.entries(people)) {
    const body = { role, password, first_name: "Ana", last_name: "Lima", phone: "+5511987654321", ...person };
    await call(at, "POST", "/accounts", { body });
  }
}

const search = (city, ahead) =>
  `/hotels?city=Cidade+${city}&state=RJ&check_in=${day(ahead)}&check_out=${day(ahead + 2)}&guests=2`;

// Each at turns, the later first every other time, so that what else the machine does falls on both.
async function compare(few, many) {
  const took = { [few]: [], [many]: [] };
  for (let turn = 0; turn < 130; turn++) {
    for (const at of turn % 2 ? [many, few] : [few, many]) {
      const begun = performance.now();
      await call(at, "GET", search(turn % 20, 1 + (turn % 45)));
      // The first ones warm up.
      if (turn >= 10) took[at].push(performance.now() - begun);
    }
  }
  const median = (all) => [...all].sort((a, b) => a - b)[all.length / 2];
  const [a, b] = [median(took[few]), median(took[many])];
  const ratios = took[few].map((time, turn) => took[many][turn] / time);
  console.log(
    `search of a city, p50 of ${took[few].length}: ${a.toFixed(2)} ms with few bookings, ${b.toFixed(2)} ms with many; ` +
      `ratio ${(b / a).toFixed(2)}, median of the pairs' ratios ${median(ratios).toFixed(2)}`,
  );
}

async function requests(at) {
  const tokens = {};
  for (const [role, { email }] of Object.entries(people)) {
    tokens[role] = (await call(at, "POST", "/sessions", { body: { email, password } })).token;
  }
  const { guest, hotelier } = tokens;
  const found = await call(at, "GET", search(3, 40));
  const hotel = found.data[0].id;
  const offer = found.data[0].offer;
  const stay = { hotel_id: hotel, check_in: day(40), check_out: day(42) };
  stay.rooms = [{ room_type_id: offer.room_type_id, adults: 2 }];
  const booked = await call(at, "GET", `/hotels/${hotel}/bookings?limit=1`, { token: hotelier });
  const booking = booked.data[0].id;
  return [
    ["search of a city", "GET", search(7, 21)],
    ["search by room", "GET", search(8, 22).replace("/hotels?", "/rooms?")],
    ["search by words", "GET", `/hotels?q=pousada+77&check_in=${day(9)}&check_out=${day(12)}`],
    ["a hotel", "GET", `/hotels/${hotel}`],
    ["availability, 30 nights", "GET", `/hotels/${hotel}/availability?from=${day(1)}&to=${day(31)}`],
    ["a quote", "POST", "/quotes", { body: stay }],
    ["booking", "POST", "/bookings", { token: guest, body: stay, key: `plans-${Date.now()}` }],
    ["a booking", "GET", `/bookings/${booking}`, { token: hotelier }],
    ["a guest's bookings", "GET", "/bookings", { token: guest }],
    ["a hotel's bookings", "GET", `/hotels/${hotel}/bookings?state=confirmed`, { token: hotelier }],
    ["who is in which room", "GET", `/hotels/${hotel}/occupancy`, { token: hotelier }],
    ["report, 30 nights", "GET", `/hotels/${hotel}/reports?from=${day(-30)}&to=${day(0)}`, { token: hotelier }],
    ["report, 365 nights", "GET", `/hotels/${hotel}/reports?from=${day(-300)}&to=${day(65)}`, { token: hotelier }],
  ];
}

// The end of the log from an offset.
function read(log, from) {
  const file = openSync(log, "r");
  const size = fstatSync(file).size;
  const bytes = Buffer.alloc(size - from);
  readSync(file, bytes, 0, bytes.length, from);
  closeSync(file);
  return { size, text: bytes.toString() };
}

// What each statement of a log took: its beginning, ms, pages, and how it gets at its rows.
function statements(text) {
  return text.split(/^\S+ \S+ UTC \[\d+\] /m).flatMap((entry) => {
    const head = entry.match(/duration: ([\d.]+) ms {2}plan:\s+Query Text: ([\s\S]*?)\n\t?([A-Z][\s\S]*)$/);
    if (!head) return [];
    const [, ms, sql, plan] = head;
    const pages = [...(plan.match(/Buffers: (shared[^\n]*)/)?.[1] ?? "").matchAll(/(?:hit|read)=(\d+)/g)];
    const ways = new Map();
    for (const line of plan.split("\n")) {
      const way = line.match(/(Seq Scan|Index Only Scan|Index Scan|Bitmap Index Scan|Bitmap Heap Scan|Function Scan)\b(?: Backward)?(?: using (\S+))? on (\S+)/);
      if (!way || way[1] === "Function Scan" || way[1] === "Bitmap Heap Scan") continue;
      const counted = line.match(/\(actual rows=(\d+) loops=(\d+)\)/);
      const name = way[1] === "Seq Scan" ? `all of ${way[3]}` : (way[2] ?? way[3]);
      const [rows, loops] = counted ? [Number(counted[1]), Number(counted[2])] : [0, 0];
      if (loops > 0) ways.set(name, (ways.get(name) ?? 0) + rows * loops);
    }
    return [{ ms: Number(ms), sql, pages: pages.reduce((sum, [, n]) => sum + Number(n), 0), ways }];
  });
}

async function plans(at, log) {
  console.log("\n| request | statements | ms | pages | how the slowest gets at its rows (rows by index) |\n|---|---|---|---|---|");
  for (const [name, method, path, options] of await requests(at)) {
    // Warm, and with statements that are prepared already; a booking is made once only.
    if (method === "GET") for (let i = 0; i < 3; i++) await call(at, method, path, options);
    await sleep(300);
    const before = read(log, 0).size;
    await call(at, method, path, options);
    await sleep(300);
    const all = statements(read(log, before).text).filter(({ sql }) => !/FROM session|cache_change|outbox o/.test(sql));
    const slowest = all.reduce((a, b) => (b.ms > a.ms ? b : a), { ms: 0, pages: 0, ways: new Map() });
    const sum = (of) => all.reduce((total, one) => total + of(one), 0);
    const ways = [...slowest.ways].map(([way, rows]) => `${way} ${rows}`).join(", ");
    console.log(`| ${name} | ${all.length} | ${sum((s) => s.ms).toFixed(1)} | ${sum((s) => s.pages)} | ${ways} |`);
    if (process.env.PLANS_IN_FULL) console.log(read(log, before).text);
  }
}

const [what, ...args] = process.argv.slice(2);
await { "sign-up": signUp, compare, plans }[what](...args);
