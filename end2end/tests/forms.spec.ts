/* What is wrong is told beside its field, and what was typed stays. */
import { expect, test } from './support/test';
import { createHotel, signUp, unique } from './support/people';

test('signing up tells everything that is wrong at once and keeps what was typed', async ({ page, watch }) => {
  watch.expect(/status of 422/);
  await page.goto('/sign-up?role=guest');
  await page.getByLabel('First name').fill('Zoé');
  await page.getByLabel('Last name').fill('Lima');
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByLabel('Password').fill('short');
  await page.getByLabel('Phone').fill('12');
  await page.getByLabel('Document number').fill('111.111.111-11');
  await page.getByRole('button', { name: 'Create account' }).click();

  await expect(page.getByRole('alert').first()).toBeVisible();
  for (const label of ['E-mail', 'Password', 'Phone', 'Document number']) {
    const field = page.getByLabel(label, { exact: true });
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    const about = (await field.getAttribute('aria-describedby'))!.split(' ');
    await expect(page.locator(`[id="${about[about.length - 1]}"]`)).not.toBeEmpty();
  }
  await expect(page.getByLabel('First name')).toHaveValue('Zoé');
  await expect(page.getByLabel('E-mail')).toHaveValue('not an address');
  await expect(page.getByLabel('Document number')).toHaveValue('111.111.111-11');
  expect(page.url()).not.toContain('short');
});

test('a wrong password is not told apart from an unknown address @no-js', async ({ page }) => {
  for (const email of ['guest@demo.example', `${unique()}@example.com`]) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('surely not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').first()).toContainText('The e-mail address or the password is wrong.');
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expect(page.getByLabel('Password')).toHaveValue('');
  }
});

test('a room type with a bad price and rooms that exist are refused beside their fields', async ({ page, watch }) => {
  test.setTimeout(60_000);
  watch.expect(/status of 422/);
  await signUp(page, 'hotelier');
  await createHotel(page, `Pousada ${unique()}`, '1-3');
  await page.getByRole('link', { name: 'Add room type' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Suite');
  await page.getByLabel('Sleeps').fill('2');
  await page.getByLabel('Price per night').fill('a lot');
  await page.getByRole('button', { name: 'Create room type' }).click();
  await expect(page.getByLabel('Price per night')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Suite');
  await page.getByLabel('Price per night').fill('1.234,50');
  await page.getByRole('button', { name: 'Create room type' }).click();
  await expect(page.getByText('R$1,234.50')).toBeVisible();

  await page.getByRole('link', { name: 'Add rooms' }).click();
  await page.getByLabel('Room numbers').fill('3-5');
  await page.getByRole('button', { name: 'Create rooms' }).click();
  await expect(page.getByLabel('Room numbers')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Room numbers')).toHaveValue('3-5');
});

test('an absurd search is explained and keeps what was typed', async ({ page }) => {
  const response = await page.goto('/search?place=Paraty&check_in=2020-01-05&check_out=2020-01-02&guests=0&rooms=99');
  expect(response!.status()).toBeLessThan(500);
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByLabel('Place or hotel')).toHaveValue('Paraty');
  await expect(page.getByLabel('Rooms')).toHaveValue('99');
});
