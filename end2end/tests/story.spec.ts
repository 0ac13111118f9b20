/* The whole story, with and without JavaScript: a hotel comes into being, and a guest finds and books it. */
import { expect, test } from './support/test';
import { createHotel, inDays, mailTo, path, signIn, signUp, unique } from './support/people';

test('a hotelier opens a hotel, a guest books a room, and both see it', async ({ page, context }) => {
  test.setTimeout(90_000);
  const hotel = `Pousada ${unique()}`;
  const owner = await signUp(page, 'hotelier', 'Rui');
  await mailTo(owner.email, 'Welcome to Pousada');
  await createHotel(page, hotel, '101, 205');
  const desk = path(page);

  // A room is changed: its own price, and taken off sale.
  await page.getByRole('link', { name: 'Edit room 205' }).click();
  await page.getByLabel('Status').selectOption('out_of_service');
  await page.getByRole('button', { name: 'Save room' }).click();
  await expect(page.getByText('The room is saved.')).toBeVisible();

  await page.getByRole('link', { name: 'Details' }).click();
  await page.getByLabel('Stars').selectOption('5');
  await page.getByRole('button', { name: 'Save hotel' }).click();
  await expect(page.getByText('The hotel is saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();

  // The guest looks for it by name and dates, and signs up on the way to the reservation.
  await page.goto('/');
  await page.getByLabel('Place or hotel').fill(hotel);
  await page.getByLabel('Check-in').fill(inDays(40));
  await page.getByLabel('Check-out').fill(inDays(43));
  await page.getByLabel('Guests').fill('2');
  await page.getByRole('button', { name: 'Search' }).click();
  const card = page.getByRole('listitem').filter({ hasText: hotel });
  await expect(card).toContainText('R$963.00');
  await card.getByRole('link', { name: hotel }).click();
  await expect(page.getByRole('heading', { level: 1, name: hotel })).toBeVisible();
  const reserve = page.getByRole('link', { name: 'Reserve' });
  await expect(page.getByText('1 room left')).toBeVisible();
  const offer = await reserve.getAttribute('href');

  const guest = await signUp(page, 'guest');
  await page.goto(offer!);
  await expect(page.getByRole('heading', { name: 'Reserve your room' })).toBeVisible();
  await page.getByLabel('Note to the hotel').fill('We arrive late.');
  await page.getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(page.getByText('Your stay is booked.')).toBeVisible();
  const code = await page.getByTestId('booking-code').innerText();
  expect(code).toMatch(/^[A-Z0-9]{8}$/);
  await expect(page.getByRole('article')).toContainText('R$963.00');

  const mail = await mailTo(guest.email, 'Confirmed: ');
  expect(mail.text).toContain(code);
  expect(mail.text).toContain('R$963.00');
  await mailTo(owner.email, 'New booking: ');

  await page.goto('/trips');
  await expect(page.getByRole('listitem').filter({ hasText: code })).toContainText('Confirmed');

  // For the same nights there is nothing left, and the same link says so.
  await page.goto(offer!);
  await expect(page.getByRole('alert')).toContainText('Double with balcony is sold out on these dates.');
  await context.clearCookies();
  await signIn(page, owner);
  await page.goto(`${desk}/bookings`);
  const row = page.getByRole('row').filter({ hasText: code });
  await expect(row).toContainText('Ana Lima');
  await row.getByRole('link', { name: 'Ana Lima' }).click();
  await expect(page.getByText('We arrive late.')).toBeVisible();
});

test('who is not signed in is sent to sign in, and back', async ({ page, browser, javaScriptEnabled }) => {
  const person = await signUp(page, 'guest');
  const other = await browser.newContext({ javaScriptEnabled });
  const visitor = await other.newPage();
  await visitor.goto('/trips');
  expect(path(visitor)).toBe('/sign-in');
  await visitor.getByLabel('E-mail').fill(person.email);
  await visitor.getByLabel('Password').fill(person.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await expect(visitor.getByRole('heading', { level: 1, name: 'My trips' })).toBeVisible();
  expect(path(visitor)).toBe('/trips');
  const cookies = await other.cookies();
  const session = cookies.find((cookie) => cookie.name === '__Host-pousada');
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  await other.close();
});

test('two guests want the last room: the second is told so and loses nothing', async ({ page, browser, javaScriptEnabled }) => {
  test.setTimeout(90_000);
  const hotel = `Pousada ${unique()}`;
  await signUp(page, 'hotelier');
  await createHotel(page, hotel, '7');
  await page.getByRole('link', { name: 'See what guests see' }).click();
  const slug = path(page);
  const dates = `?check_in=${inDays(20)}&check_out=${inDays(22)}&guests=2&rooms=1`;
  const pages = [];
  for (const name of ['Bia', 'Caio']) {
    const context = await browser.newContext({ javaScriptEnabled });
    const guest = await context.newPage();
    await signUp(guest, 'guest', name);
    await guest.goto(`${slug}${dates}`);
    await guest.getByRole('link', { name: 'Reserve' }).click();
    await guest.getByLabel('Note to the hotel').fill(`It is for ${name}.`);
    pages.push(guest);
  }
  await pages[0].getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(pages[0].getByText('Your stay is booked.')).toBeVisible();
  await pages[1].getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(pages[1].getByRole('alert').first()).toBeVisible();
  await expect(pages[1].getByText('Your stay is booked.')).toHaveCount(0);
  await pages[1].goto('/trips');
  await expect(pages[1].getByText('No trips yet')).toBeVisible();
  for (const guest of pages) await guest.context().close();
});
