/* Hotels that somebody wants to find again. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test';
import { path, signUp } from './support/people';

const heartOf = (place: Locator | Page) => place.getByRole('button', { name: /^Keep .* among your favourites$/ });

/* Presses the heart, and waits until the server has heard of it. */
async function press(page: Page, heart: Locator) {
  const answered = page.waitForResponse((response) => response.url().endsWith('/rpc/set-favourite'));
  await heart.click();
  await answered;
}

test('a hotel is kept by its heart, found again and let go', async ({ page }) => {
  await signUp(page, 'guest');
  await page.getByRole('link', { name: 'Favourites' }).click();
  await expect(page.getByRole('heading', { name: 'No favourites yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Find a hotel' }).click();
  const card = page.locator('.hotel-card').first();
  const name = await card.getByRole('heading').innerText();
  await expect(heartOf(card)).toHaveAccessibleName(`Keep ${name} among your favourites`);
  await expect(heartOf(card)).toHaveAttribute('aria-pressed', 'false');
  await press(page, heartOf(card));
  await expect(heartOf(card)).toHaveAttribute('aria-pressed', 'true');
  expect(path(page)).toBe('/search');

  await card.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(heartOf(page)).toHaveAttribute('aria-pressed', 'true');
  await press(page, heartOf(page));
  await expect(heartOf(page)).toHaveAttribute('aria-pressed', 'false');
  await press(page, heartOf(page));
  await expect(heartOf(page)).toHaveAttribute('aria-pressed', 'true');

  await page.goto('/account');
  await page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name: 'Favourites' }).click();
  await expect(page.getByRole('heading', { level: 3 })).toHaveText([name]);
  await press(page, heartOf(page));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No favourites yet' })).toBeVisible();
});

test('who is not signed in is sent to sign in, and comes back', async ({ page }) => {
  const person = await signUp(page, 'guest');
  await page.context().clearCookies();
  await page.goto('/search?place=Paraty');
  await heartOf(page).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome back' })).toBeVisible();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hotels for “Paraty”' })).toBeVisible();
  await press(page, heartOf(page).first());
  await expect(heartOf(page).first()).toHaveAttribute('aria-pressed', 'true');
});

test('a heart shows at once what was pressed, and takes it back if that fails @hydrated', async ({ page, watch }) => {
  watch.expect(/ERR_FAILED/);
  await signUp(page, 'guest');
  await page.goto('/search');
  let fail = () => {};
  const pressed = new Promise<void>((done) => (fail = done));
  await page.route('**/rpc/set-favourite', async (route) => {
    await pressed;
    await route.abort();
  });
  const heart = heartOf(page).first();
  await heart.click();
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  fail();
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('alert')).toContainText('We could not reach the server.');
});
