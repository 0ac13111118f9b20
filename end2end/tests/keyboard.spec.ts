/* What people come for, without a mouse: Tab, Enter, Space, the arrows, and letters in fields. */
import { Keys } from './support/keys';
import { inDays, path, signUp, unique } from './support/people';
import { expect, test } from './support/test';

test('a guest signs up, finds a hotel, books it and calls it off, by keyboard alone', async ({ page }) => {
  test.setTimeout(120_000);
  const keys = new Keys(page);
  await page.goto('/');
  await keys.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await keys.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await keys.to(page.getByLabel(/^Place or hotel/));

  await page.goto('/sign-up?role=guest');
  await keys.write('First name', 'Ana');
  await keys.write('Last name', 'Lima');
  await keys.write('E-mail', `keys-${unique()}@example.com`);
  await keys.write('Password', 'correct horse battery');
  await keys.write('Phone', '(11) 98765-4321');
  await keys.choose('Document', 'CPF');
  await keys.write('Document number', '529.982.247-25');
  await keys.push('Create account');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();

  await page.goto('/');
  await keys.to(page.getByLabel(/^Place or hotel/));
  await page.keyboard.type('Paraty');
  await keys.date(/^Check-in/, inDays(0));
  await keys.date(/^Check-out/, inDays(1));
  await keys.to(page.getByLabel('Guests'));
  await keys.press('ArrowDown');
  await expect(page.getByLabel('Guests')).toHaveValue('1');
  await keys.push('Search', 'Space');
  const first = page.locator('.cards .card-link').first();
  await keys.to(first);
  const hotel = await first.innerText();
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: hotel })).toBeVisible();
  await keys.follow(/^Reserve/);
  await expect(page.getByRole('heading', { name: 'Reserve your room' })).toBeVisible();
  await keys.write('Note to the hotel (optional)', 'No mouse at home.');
  await keys.push('Confirm reservation', 'Space');
  await expect(page.getByText('Your stay is booked.')).toBeVisible();

  // For today it costs something, and that is told before.
  await keys.follow('Cancel this booking');
  await expect(page.getByTestId('cancel-fee')).toHaveText(/^Cancelling costs R\$.?\d/);
  await keys.to(page.getByLabel(/^Why\?/));
  await page.keyboard.type('The mouse came back.');
  await keys.push('Cancel the booking');
  await expect(page.getByText('Your booking is cancelled.')).toBeVisible();
  await expect(page.getByTestId('booking-state').first()).toHaveText('Cancelled');
  expect(keys.wrong).toEqual([]);
});

test('a hotelier opens a hotel with rooms by keyboard alone', async ({ page }) => {
  test.setTimeout(120_000);
  const keys = new Keys(page);
  const name = `Pousada ${unique()}`;
  await signUp(page, 'hotelier');
  await page.goto('/manage');
  await keys.follow('Add your first hotel');
  await expect(page.getByRole('heading', { level: 1, name: 'Add a hotel' })).toBeVisible();
  await keys.write('Name', name);
  await keys.choose('Stars', '3');
  await keys.write('Street', 'Rua do Comércio');
  await keys.write('Street number', '12');
  await keys.write('CEP', '23970-000');
  await keys.write('City', 'Paraty');
  await keys.choose('State', 'RJ');
  const wifi = page.getByRole('checkbox').first();
  await keys.to(wifi);
  await keys.press('Space');
  await expect(wifi).toBeChecked();
  await keys.push('Create hotel');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await keys.follow('Add room type');
  await keys.write('Name', 'Double with balcony');
  await keys.choose('Kind', 'Double');
  await keys.to(page.getByLabel('Sleeps'));
  await keys.press('ArrowUp');
  await expect(page.getByLabel('Sleeps')).toHaveValue('3');
  await keys.write('Price per night', '321,00');
  await keys.push('Create room type', 'Space');
  await expect(page.getByRole('heading', { name: 'Double with balcony' })).toBeVisible();

  await keys.follow('Add rooms');
  await keys.write('Room numbers', '1-3');
  await keys.push('Create rooms');
  await expect(page.getByText('The rooms are there.')).toBeVisible();
  expect(path(page)).toMatch(/^\/manage\/hotels\//);
  await expect(page.getByRole('link', { name: 'Edit room 3' })).toBeVisible();
  expect(keys.wrong).toEqual([]);
});
