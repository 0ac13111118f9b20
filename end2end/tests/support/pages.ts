/*
 * Every page of the site, and how to come to it: for the specs that look at all of them.
 * A new page goes in here, and is then looked at in both colour schemes, at all widths.
 */
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { inDays, linkIn, mailTo, signIn, signUp, unique, type Person } from './people';
import { call, newAccount, newBooking, newHotel, session, type Account } from './rest';
import { codeOf, wrongCode } from './totp';

export type Who = 'visitor' | 'guest' | 'new guest' | 'hotelier' | 'new hotelier';

export type Listed = {
  name: string;
  /* Where it is; some addresses are known only when there is data. */
  path: string | ((world: World) => string);
  /* What is done there, to see the page after it. */
  act?: (page: Page, there: World) => Promise<void>;
  /* The status that its document, or what is done there, is answered with. */
  status?: number;
};

/* Ids of what the demonstration data has, and of what was made for these pages. */
export type World = {
  hotel: string;
  slug: string;
  offer: string;
  roomType: string;
  room: string;
  trips: Record<'confirmed' | 'completed' | 'cancelled' | 'held' | 'soon' | 'reviewed' | 'changing', string>;
  /* A hotel with one room, and the first of two nights that it is taken for. */
  full: { name: string; slug: string; from: number };
  verify: string;
  reset: string;
  /* Somebody whose account has a second factor. */
  secured: Person & { secret: string };
};

const demo = {
  guest: { email: 'guest@demo.example', password: 'pousada demo' },
  hotelier: { email: 'hotelier@demo.example', password: 'pousada demo' },
};

const stay = (from: number, nights = 2) => `check_in=${inDays(from)}&check_out=${inDays(from + nights)}`;
const search = (from = 30) => `${stay(from)}&guests=2&rooms=1`;
const press = (name: string) => async (page: Page) => {
  await page.getByRole('main').getByRole('button', { name }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
};

/* Fills one field and sends its form, which is refused. */
const refused = (label: string, text: string, button: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).fill(text);
  await press(button)(page);
};

/* Gives the password of an account that has a second factor. */
const challenged = async (page: Page, { secured }: World) => {
  await page.getByLabel('E-mail').fill(secured.email);
  await page.getByLabel('Password').fill(secured.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Code', { exact: true })).toBeVisible();
};

/* Keeps the first hotel of the results, and looks at all that are kept. */
const kept = async (page: Page) => {
  const heart = page.getByRole('button', { name: /among your favourites$/ }).first();
  if ((await heart.getAttribute('aria-pressed')) === 'false') {
    const answered = page.waitForResponse('**/rpc/set-favourite');
    await heart.click();
    await answered;
  }
  await page.goto('/favourites');
  await expect(page.locator('.hotel-card').first()).toBeVisible();
};

const otherAddress = async (page: Page) => {
  const form = page.locator('#email');
  await form.getByLabel('New e-mail').fill(`other-${unique()}@example.com`);
  await form.getByLabel('Password').fill('correct horse battery');
  await form.getByRole('button', { name: 'Change the address' }).click();
  await expect(page.getByTestId('pending-email')).toBeVisible();
};

/* Begins to set up the second factor, and ends it. */
const begun = async (page: Page) => {
  await page.getByRole('button', { name: 'Set up two-step sign-in' }).click();
  await expect(page.getByTestId('secret')).toBeVisible();
};
const switchedOn = async (page: Page) => {
  await begun(page);
  const secret = (await page.getByTestId('secret').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code of the app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByTestId('recovery-codes')).toBeVisible();
  for (const summary of await page.locator('.folded > summary').all()) await summary.click();
};
/* Opens what a summary hides. */
const open = (name: string) => async (page: Page) => {
  await page.getByRole('main').locator('summary', { hasText: name }).click();
  await expect(page.locator('details[open] button').first()).toBeVisible();
};

const makeKey = async (page: Page) => {
  await page.getByLabel('Name', { exact: true }).fill('Channel manager');
  await page.getByLabel('hotels:read').check();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByTestId('secret')).toBeVisible();
};

/* A stay that begins a day later and ends a day later than it is booked. */
const preview = ({ trips }: World) => `/trips/${trips.changing}/edit?check_in=${inDays(41)}&check_out=${inDays(44)}`;

/* A name in English for what is looked at in another language. */
const translated = (lang: 'pt-BR' | 'es', names: Record<string, Listed['path']>): Listed[] =>
  Object.entries(names).map(([name, path]) => {
    const add = (to: string) => `${to}${to.includes('?') ? '&' : '?'}lang=${lang}`;
    return { name: `${name}-${lang.toLowerCase()}`, path: typeof path === 'string' ? add(path) : (world: World) => add(path(world)) };
  });

export const pages: Record<Who, Listed[]> = {
  visitor: [
    { name: 'home', path: '/' },
    { name: 'results', path: '/search' },
    { name: 'results-dates', path: () => `/search?place=Paraty&${search()}` },
    { name: 'results-empty', path: '/search?place=Nowhere+at+all' },
    { name: 'results-empty-dates', path: () => `/search?place=Paraty&${stay(30)}&guests=50&rooms=1` },
    { name: 'results-filters', path: () => `/search?${search()}&stars=3&kind=double&amenities=wifi&max_price=900&sort=rating`, act: open('Filters') },
    { name: 'results-nearest', path: ({ full }) => `/search?place=${full.name}&${stay(full.from)}&guests=2&rooms=1` },
    { name: 'results-wrong', path: () => `/search?check_in=${inDays(9)}&check_out=${inDays(8)}&guests=0` },
    { name: 'rooms', path: '/rooms' },
    { name: 'rooms-dates', path: () => `/rooms?place=Paraty&${search()}` },
    { name: 'rooms-empty', path: '/rooms?place=Nowhere+at+all' },
    { name: 'rooms-wrong', path: () => `/rooms?check_in=${inDays(9)}&check_out=${inDays(8)}&guests=0&min_price=cheap` },
    { name: 'hotel', path: (world) => `/hotels/${world.slug}` },
    { name: 'hotel-sold-out', path: ({ full }) => `/hotels/${full.slug}?${stay(full.from)}&guests=2&rooms=1` },
    { name: 'reviews', path: (world) => `/hotels/${world.slug}/reviews` },
    { name: 'reviews-none', path: ({ full }) => `/hotels/${full.slug}/reviews` },
    { name: 'hotel-dates', path: (world) => `/hotels/${world.slug}?${search()}` },
    { name: 'hotel-too-small', path: (world) => `/hotels/${world.slug}?${stay(30)}&guests=9&rooms=1` },
    { name: 'hotel-wrong', path: (world) => `/hotels/${world.slug}?check_in=${inDays(9)}&check_out=${inDays(8)}` },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'sign-in-refused', path: '/sign-in', act: refused('E-mail', 'nobody@example.com', 'Sign in'), status: 422 },
    { name: 'sign-in-over', path: '/sign-in?done=over' },
    { name: 'sign-in-code', path: '/sign-in', act: challenged },
    {
      name: 'sign-in-code-refused',
      path: '/sign-in',
      act: async (page, there) => {
        await challenged(page, there);
        await refused('Code', wrongCode(there.secured.secret), 'Sign in')(page);
      },
      status: 422,
    },
    { name: 'sign-up-guest', path: '/sign-up' },
    { name: 'sign-up-guest-refused', path: '/sign-up?role=guest', act: press('Create account'), status: 422 },
    { name: 'sign-up-hotelier', path: '/sign-up?role=hotelier' },
    { name: 'sign-up-hotelier-refused', path: '/sign-up?role=hotelier', act: press('Create account'), status: 422 },
    { name: 'verify-link', path: (world) => world.verify },
    { name: 'verify-dead', path: '/verify?token=used' },
    { name: 'verify-sent', path: '/verify?done=sent' },
    { name: 'verify-done', path: '/verify?done=confirmed' },
    { name: 'forgot', path: '/forgot' },
    { name: 'forgot-sent', path: '/forgot?done=sent' },
    { name: 'reset', path: (world) => world.reset },
    { name: 'reset-refused', path: (world) => world.reset, act: refused('New password', 'short', 'Set the password'), status: 422 },
    { name: 'reset-dead', path: '/reset?token=used' },
    { name: 'sign-in-password-set', path: '/sign-in?done=password' },
    { name: 'not-found', path: '/no/such/page', status: 404 },
    { name: 'not-found-hotel', path: '/hotels/no-such-hotel', status: 404 },
    ...translated('pt-BR', {
      home: '/',
      'results-dates': () => `/search?place=Paraty&${search()}`,
      'rooms-dates': () => `/rooms?place=Paraty&${search()}`,
      'hotel-dates': (world) => `/hotels/${world.slug}?${search()}`,
      reviews: (world) => `/hotels/${world.slug}/reviews`,
      'sign-up-hotelier': '/sign-up?role=hotelier',
    }),
    ...translated('es', { home: '/', 'results-nearest': ({ full }) => `/search?place=${full.name}&${stay(full.from)}&guests=2` }),
  ],
  guest: [
    { name: 'book', path: (world) => world.offer },
    { name: 'book-refused', path: (world) => world.offer, act: refused('Adults', '300', 'Confirm reservation'), status: 422 },
    { name: 'book-code', path: (world) => `${world.offer}&code=NONE` },
    { name: 'book-taken', path: (world) => world.offer.replace(/rooms=\d+/, 'rooms=10').replace(/adults=\d+/, 'adults=10') },
    { name: 'confirmation', path: (world) => `/trips/${world.trips.confirmed}?booked=1` },
    { name: 'trips', path: '/trips' },
    { name: 'trip', path: (world) => `/trips/${world.trips.soon}` },
    { name: 'trip-held', path: (world) => `/trips/${world.trips.held}` },
    { name: 'trip-held-new', path: (world) => `/trips/${world.trips.held}?booked=held` },
    { name: 'trip-changed', path: (world) => `/trips/${world.trips.confirmed}?done=changed` },
    { name: 'trip-review-refused', path: (world) => `/trips/${world.trips.completed}`, act: press('Send the review'), status: 422 },
    { name: 'trip-reviewed', path: (world) => `/trips/${world.trips.reviewed}?done=reviewed` },
    { name: 'edit', path: (world) => `/trips/${world.trips.confirmed}/edit` },
    { name: 'edit-preview', path: preview },
    { name: 'edit-same', path: (world) => `/trips/${world.trips.changing}/edit?adults=1` },
    { name: 'edit-full', path: (world) => `/trips/${world.trips.changing}/edit?check_in=${inDays(30)}&check_out=${inDays(42)}` },
    { name: 'edit-wrong', path: (world) => `/trips/${world.trips.confirmed}/edit?check_in=${inDays(9)}&check_out=${inDays(8)}` },
    { name: 'receipt', path: (world) => `/trips/${world.trips.confirmed}/receipt` },
    { name: 'receipt-cancelled', path: (world) => `/trips/${world.trips.cancelled}/receipt` },
    { name: 'account', path: '/account?done=saved' },
    { name: 'account-refused', path: '/account', act: refused('Phone', '12', 'Save'), status: 422 },
    { name: 'security', path: '/account/security?done=ended' },
    { name: 'keys', path: '/account/keys' },
    { name: 'keys-refused', path: '/account/keys', act: press('Create key'), status: 422 },
    { name: 'privacy', path: '/account/privacy' },
    { name: 'privacy-refused', path: '/account/privacy', act: press('Erase my account'), status: 422 },
    ...translated('pt-BR', {
      book: (world) => world.offer,
      trip: (world) => `/trips/${world.trips.soon}`,
      'edit-preview': preview,
      'trip-completed': (world) => `/trips/${world.trips.completed}`,
      account: '/account',
      keys: '/account/keys',
    }),
    ...translated('es', { receipt: (world) => `/trips/${world.trips.confirmed}/receipt`, privacy: '/account/privacy' }),
    { name: 'trip-completed', path: (world) => `/trips/${world.trips.completed}` },
    { name: 'trip-cancelled', path: (world) => `/trips/${world.trips.cancelled}?done=cancelled` },
    { name: 'cancel', path: (world) => `/trips/${world.trips.confirmed}/cancel` },
    { name: 'cancel-fee', path: (world) => `/trips/${world.trips.soon}/cancel` },
    { name: 'cancel-impossible', path: (world) => `/trips/${world.trips.cancelled}/cancel`, status: 409 },
    { name: 'favourites', path: '/search', act: kept },
    { name: 'forbidden', path: '/manage', status: 403 },
  ],
  'new guest': [
    { name: 'trips-none', path: '/trips' },
    { name: 'verify-ask', path: '/verify' },
    { name: 'favourites-none', path: '/favourites' },
    { name: 'account-address-refused', path: '/account', act: refused('New e-mail', 'nowhere', 'Change the address'), status: 422 },
    { name: 'account-pending', path: '/account', act: otherAddress },
    { name: 'security-refused', path: '/account/security', act: refused('New password', 'short', 'Change the password'), status: 422 },
    { name: 'second-factor-none', path: '/account/second-factor' },
    { name: 'second-factor', path: '/account/security', act: begun },
    { name: 'security-on', path: '/account/security', act: switchedOn },
    { name: 'account-new', path: '/account' },
    { name: 'keys-made', path: '/account/keys', act: makeKey },
  ],
  hotelier: [
    { name: 'manage', path: '/manage' },
    { name: 'manage-hotel-new', path: '/manage/hotels/new' },
    { name: 'manage-hotel-new-refused', path: '/manage/hotels/new', act: press('Create hotel'), status: 422 },
    { name: 'manage-hotel', path: (world) => `/manage/hotels/${world.hotel}?done=hotel-saved` },
    { name: 'manage-hotel-edit', path: (world) => `/manage/hotels/${world.hotel}/edit` },
    { name: 'manage-bookings', path: (world) => `/manage/hotels/${world.hotel}/bookings` },
    { name: 'manage-bookings-none', path: (world) => `/manage/hotels/${world.hotel}/bookings?state=expired` },
    { name: 'manage-type-new', path: (world) => `/manage/hotels/${world.hotel}/room-types/new` },
    { name: 'manage-type-new-refused', path: (world) => `/manage/hotels/${world.hotel}/room-types/new`, act: press('Create room type'), status: 422 },
    { name: 'manage-type', path: (world) => `/manage/room-types/${world.roomType}` },
    { name: 'manage-rooms-new', path: (world) => `/manage/hotels/${world.hotel}/rooms/new` },
    { name: 'manage-rooms-new-refused', path: (world) => `/manage/hotels/${world.hotel}/rooms/new`, act: press('Create rooms'), status: 422 },
    { name: 'manage-room', path: (world) => `/manage/rooms/${world.room}` },
    { name: 'manage-booking', path: (world) => `/manage/bookings/${world.trips.soon}` },
    { name: 'account-hotelier', path: '/account' },
    ...translated('es', { manage: '/manage', 'manage-type': (world) => `/manage/room-types/${world.roomType}` }),
  ],
  'new hotelier': [{ name: 'manage-none', path: '/manage' }],
};

/* Who can be looked at side by side: a test each. */
export const groups: Who[][] = [['visitor'], ['guest', 'new guest'], ['hotelier', 'new hotelier']];

type Listing = { data: { id: string; slug: string; state: string; check_in: string }[] };

/* Looks up, and makes where there is none, what the addresses of the pages need. */
export async function world(request: APIRequestContext): Promise<World> {
  const [guest, hotelier] = [await session(request, demo.guest), await session(request, demo.hotelier)];
  const list = async (what: string, as?: Account) => (await call<Listing>(request, `GET ${what}`, { as })).data;
  const { id: hotel, slug } = (await list('me/hotels', hotelier))[0];
  const types = await list(`hotels/${hotel}/room-types`);
  const roomType = types[0].id;
  const room = (await list(`hotels/${hotel}/rooms`, hotelier))[0].id;
  const offer = `/book?hotel=${slug}&type=${roomType}&${stay(30)}&adults=2&rooms=1`;

  // Any days and types that are free: the demonstration data has sold many nights.
  const book = async (days: number[], nights: number, hold: boolean): Promise<string> => {
    for (const from of days) {
      for (const { id: room_type_id } of types) {
        const dates = { check_in: inDays(from), check_out: inDays(from + nights) };
        const data = { hotel_id: hotel, ...dates, rooms: [{ room_type_id, adults: 1 }], hold };
        const headers = { ...guest.headers, 'idempotency-key': unique() };
        const response = await request.post('/api/v1/bookings', { headers, data });
        if (response.ok()) return (await response.json()).id;
        expect(response.status(), await response.text()).toBe(409);
      }
    }
    throw new Error('there is no room');
  };
  const listed = await list('bookings?limit=100', guest);
  const one = (state: string, until = inDays(999)) => listed.find((booking) => booking.state === state && booking.check_in <= until)?.id;
  const review = (id: string) => call<{ review: object | null }>(request, `GET bookings/${id}/review`, { as: guest });
  const over = listed.filter(({ state }) => state === 'completed');
  const stays = await Promise.all(over.map(async ({ id }) => ({ id, review: (await review(id)).review })));
  const someDays = Array.from({ length: 12 }, () => 60 + Math.floor(Math.random() * 200));
  const trips = {
    confirmed: one('confirmed')!,
    completed: stays.find(({ review }) => !review)!.id,
    reviewed: stays.find(({ review }) => review)!.id,
    cancelled: one('cancelled')!,
    held: one('held') ?? (await book(someDays, 1, true)),
    soon: one('confirmed', inDays(1)) ?? (await book([0, 1], 1, false)),
  };
  const { house, from } = await full(request);
  const changing = await newBooking(request, guest, house, 40, 3);
  const { name, slug: at } = house;
  return { hotel, slug, offer, roomType, room, trips: { ...trips, changing }, full: { name, slug: at, from }, ...(await links(request)), secured: await secured(request) };
}

/* A hotel with one room that somebody has booked. */
async function full(request: APIRequestContext) {
  const [house, from] = [await newHotel(request), 30];
  await newBooking(request, await newAccount(request, 'guest'), house, from);
  return { house, from };
}

/* Somebody who signs in in two steps. */
async function secured(request: APIRequestContext) {
  const person = await newAccount(request, 'guest');
  const { secret } = await call<{ secret: string }>(request, 'POST me/second-factor', { as: person, data: {} });
  await call(request, 'POST me/second-factor/confirm', { as: person, data: { code: codeOf(secret) } });
  return { ...person, secret };
}

/* The links of letters, with tokens that work. */
async function links(request: APIRequestContext): Promise<Pick<World, 'verify' | 'reset'>> {
  const { email } = await newAccount(request, 'guest');
  await call(request, 'POST password-resets', { data: { email } });
  const [verify, reset] = [await mailTo(email, 'Welcome to Pousada'), await mailTo(email, 'password')];
  return { verify: linkIn(verify, '/verify?token='), reset: linkIn(reset, '/reset?token=') };
}

/* Becomes that person, in this page's context. */
export async function become(page: Page, who: Who) {
  await page.context().clearCookies();
  if (who === 'guest' || who === 'hotelier') await signIn(page, demo[who]);
  if (who === 'new guest') await signUp(page, 'guest');
  if (who === 'new hotelier') await signUp(page, 'hotelier');
}

/* Goes to a page of the list, does there what is to be done, and waits until it is there. */
export async function visit(page: Page, listed: Listed, there: World) {
  const path = typeof listed.path === 'string' ? listed.path : listed.path(there);
  const response = await page.goto(path);
  if (listed.act === undefined) expect(response!.status(), listed.name).toBe(listed.status ?? 200);
  await listed.act?.(page, there);
  await expect(page.getByRole('heading', { level: 1 }).first(), listed.name).toBeVisible();
}
