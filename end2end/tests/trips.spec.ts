/* The page of a trip, which letters lead to. */
import { expect, test } from './support/test';
import { createHotel, inDays, linkIn, mailTo, path, signIn, signUp, unique } from './support/people';

test('a hold is confirmed on its page, as the letter about its end asks for', async ({ page, request, javaScriptEnabled, watch }) => {
  test.setTimeout(60_000);
  watch.expect(/status of 409/);
  await signUp(page, 'hotelier');
  await createHotel(page, `Pousada ${unique()}`, '1');
  const hotel = path(page).split('/').pop();
  await page.context().clearCookies();

  // Holds come from other programs.
  const guest = await signUp(page, 'guest');
  const session = await request.post('/api/v1/sessions', { data: guest });
  const headers = { authorization: `Bearer ${(await session.json()).token}`, 'idempotency-key': unique() };
  const types = await (await request.get(`/api/v1/hotels/${hotel}/room-types`, { headers })).json();
  const rooms = [{ room_type_id: (types.data ?? types)[0].id, adults: 2 }];
  const data = { hotel_id: hotel, check_in: inDays(50), check_out: inDays(52), rooms, hold: true };
  const held = await request.post('/api/v1/bookings', { headers, data });
  expect(held.status()).toBe(201);
  const { id } = await held.json();

  await page.goto(`/trips/${id}`);
  await expect(page.getByTestId('booking-state').first()).toHaveText('On hold');
  await expect(page.getByText(/^We hold it for you until /)).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(`/trips/${id}`);
  await page.getByRole('button', { name: 'Confirm the booking' }).click();
  await expect(page.getByText('Your stay is booked.')).toBeVisible();
  await expect(page.getByTestId('booking-state').first()).toHaveText('Confirmed');
  expect(linkIn(await mailTo(guest.email, 'Confirmed: '), '/trips/')).toContain(id);

  // The same once more, from a page that was open all the time: nothing is booked twice.
  await other.getByRole('button', { name: 'Confirm the booking' }).click();
  if (javaScriptEnabled) await expect(other.getByRole('alert')).toBeVisible();
  await other.goto(`/trips/${id}`);
  await expect(other.getByTestId('booking-state').first()).toHaveText('Confirmed');
  await expect(other.getByRole('button', { name: 'Confirm the booking' })).toHaveCount(0);
});

test('the letter after a stay leads to the place for the review', async ({ page }) => {
  await signIn(page, { email: 'guest@demo.example', password: 'pousada demo' });
  await page.goto('/trips');
  const past = page.getByRole('listitem').filter({ hasText: 'Completed' }).first();
  await past.getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'How was it?' })).toBeVisible();
  const trip = path(page);
  await page.setViewportSize({ width: 800, height: 300 });
  await page.goto('/');
  await page.goto(`${trip}#review`);
  await expect(page.getByRole('region', { name: 'How was it?' })).toBeInViewport();
});
