/* What a test needs beside its subject is made through the API: quicker than through pages. */
import { expect, type APIRequestContext } from '@playwright/test';
import { inDays, unique, type Person } from './people';

export type Account = Person & { headers: Record<string, string> };

type Options = { as?: Account; data?: unknown; headers?: Record<string, string> };

/* Asks the API, again if it is too busy, and gives what it answers; what it refuses fails the test. */
export async function call<T = { id: string }>(request: APIRequestContext, what: string, options: Options = {}): Promise<T> {
  const [method, path] = what.split(' ');
  const headers = { ...options.as?.headers, 'idempotency-key': unique(), ...options.headers };
  const ask = () => request.fetch(`/api/v1/${path}`, { method, headers, data: options.data });
  let response = await ask();
  for (let again = 0; again < 3 && response.status() === 503; again += 1) response = await ask();
  const text = await response.text();
  expect(response.ok(), `${what}: ${response.status()} ${text}`).toBe(true);
  return (text ? JSON.parse(text) : {}) as T;
}

/* The same person for the API, who has an account already. */
export async function session(request: APIRequestContext, { email, password }: Person): Promise<Account> {
  const { token } = await call<{ token: string }>(request, 'POST sessions', { data: { email, password } });
  return { email, password, headers: { authorization: `Bearer ${token}` } };
}

const documents = {
  guest: { kind: 'cpf', number: '529.982.247-25' },
  hotelier: { kind: 'cnpj', number: '12.ABC.345/01DE-35' },
};

/* Somebody new. */
export async function newAccount(request: APIRequestContext, role: 'guest' | 'hotelier', more: object = {}): Promise<Account> {
  const person = { email: `${role}-${unique()}@example.com`, password: 'correct horse battery' };
  const about = { first_name: 'Ana', last_name: 'Lima', phone: '+5511987654321', locale: 'en', document: documents[role] };
  await call(request, 'POST accounts', { data: { role, ...person, ...about, ...more } });
  return session(request, person);
}

export type House = { owner: Account; id: string; slug: string; name: string; roomType: string };

type Furniture = { owner?: Account; rooms?: string[]; room?: object; hotel?: object };

/* A hotel, of somebody new if of nobody else, with rooms for two at R$ 321,00 unless it is told otherwise. */
export async function newHotel(request: APIRequestContext, furniture: Furniture = {}): Promise<House> {
  const { rooms = ['1'], room = {}, hotel = {} } = furniture;
  const owner = furniture.owner ?? (await newAccount(request, 'hotelier'));
  const address = { street: 'Rua do Comércio', number: '12', postal_code: '23970-000', city: 'Paraty', state: 'RJ' };
  const about = { name: `Pousada ${unique()}`, address, stars: 4, description: 'Between the river and the square.', ...hotel };
  const { id, slug } = await call<{ id: string; slug: string }>(request, 'POST hotels', { as: owner, data: about });
  const type = { name: 'Double with balcony', kind: 'double', capacity: 2, base_price: brl(32100), ...room };
  const { id: roomType } = await call(request, `POST hotels/${id}/room-types`, { as: owner, data: type });
  const numbers = { rooms: rooms.map((number) => ({ number, room_type_id: roomType })) };
  await call(request, `POST hotels/${id}/rooms`, { as: owner, data: numbers });
  return { owner, id, slug, name: about.name, roomType };
}

export const brl = (amount: number) => ({ amount, currency: 'BRL' });

/* A stay of that guest, confirmed or on hold; gives the booking's id. */
export async function newBooking(request: APIRequestContext, guest: Account, house: House, from: number, nights = 2, hold = false) {
  const dates = { check_in: inDays(from), check_out: inDays(from + nights) };
  const data = { hotel_id: house.id, ...dates, rooms: [{ room_type_id: house.roomType, adults: 2 }], hold };
  return (await call(request, 'POST bookings', { as: guest, data })).id;
}

/* A stay that has ended: the guest came today, and has left. */
export async function newStay(request: APIRequestContext, guest: Account, house: House): Promise<string> {
  const id = await newBooking(request, guest, house, 0, 1);
  for (const step of ['check-in', 'check-out']) await take(request, house, id, step);
  return id;
}

async function take(request: APIRequestContext, house: House, id: string, step: string) {
  const response = await request.get(`/api/v1/bookings/${id}`, { headers: house.owner.headers });
  const headers = { 'if-match': response.headers()['etag'] };
  await call(request, `POST bookings/${id}/${step}`, { as: house.owner, headers, data: step === 'check-out' ? {} : undefined });
}
