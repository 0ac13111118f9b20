/* The document of the API in the browser: whoever reads it can sign in there and book, without the network. */
import type { Locator, Page } from '@playwright/test';
import { inDays, unique } from './support/people';
import { expect, test } from './support/test';

const asked = { password: 'correct horse battery', days: 40 };

/* Opens an operation, makes its fields ready, and says where it is. */
async function open(page: Page, tag: string, id: string): Promise<Locator> {
  const operation = page.locator(`#operations-${tag}-${id}`);
  await operation.locator('.opblock-summary-control').click();
  const ready = operation.getByRole('button', { name: 'Execute' });
  const offer = operation.getByRole('button', { name: 'Try it out' });
  await expect(ready.or(offer)).toBeVisible();
  if (await offer.isVisible()) await offer.click();
  return operation;
}

/* Sends what is filled in, and gives the answer's status and body. */
async function execute(operation: Locator) {
  await operation.getByRole('button', { name: 'Execute' }).click();
  const answer = operation.locator('.live-responses-table tbody .response');
  await expect(answer.locator('.response-col_status')).toBeVisible();
  const text = (await answer.locator('.highlight-code code').first().textContent()) ?? '';
  return { status: Number.parseInt((await answer.locator('.response-col_status').innerText()).trim(), 10), body: JSON.parse(text) };
}

test('the API is tried out from its own page: sign in, then book @hydrated', async ({ page, request }) => {
  const email = `guest-${unique()}@example.com`;
  const account = {
    role: 'guest', email, password: asked.password, first_name: 'Ana', last_name: 'Lima', phone: '+5511987654321',
    document: { kind: 'cpf', number: '52998224725' },
  };
  expect((await request.post('/api/v1/accounts', { data: account })).status()).toBe(201);
  const dates = { check_in: inDays(asked.days), check_out: inDays(asked.days + 2) };
  const found = await (await request.get('/api/v1/rooms', { params: { ...dates, guests: 2, limit: 1 } })).json();
  const room = found.data[0];

  const elsewhere: string[] = [];
  page.on('request', (sent) => {
    if (!sent.url().startsWith(new URL(page.url() === 'about:blank' ? sent.url() : page.url()).origin)) elsewhere.push(sent.url());
  });
  await page.goto('/api/schema/swagger-ui/');
  const session = await open(page, 'sessions', 'createSession');
  await session.locator('textarea.body-param__text').fill(JSON.stringify({ email, password: asked.password }));
  const signedIn = await execute(session);
  expect(signedIn.status).toBe(201);

  await page.locator('.scheme-container button.authorize').click();
  const dialog = page.locator('.dialog-ux');
  await dialog.locator('input[type="text"], input[type="password"]').first().fill(signedIn.body.token);
  await dialog.locator('.auth-btn-wrapper button.authorize').click();
  await dialog.locator('.auth-btn-wrapper button.btn-done').click();

  const booking = await open(page, 'bookings', 'createBooking');
  await booking.locator('tr[data-param-name="Idempotency-Key"] input').fill(unique());
  const wish = { hotel_id: room.hotel.id, ...dates, rooms: [{ room_type_id: room.room_type.id, adults: 2 }] };
  await booking.locator('textarea.body-param__text').fill(JSON.stringify(wish));
  const booked = await execute(booking);
  expect([booked.status, booked.body.state]).toEqual([201, 'confirmed']);
  expect(elsewhere).toEqual([]);
});
