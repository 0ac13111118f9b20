/* The browser's code comes in modules: hoteliers' pages are no part of what guests load. */
import { expect, test } from './support/test';
import { signIn } from './support/people';

const demo = { email: 'hotelier@demo.example', password: 'pousada demo' };
const later = /\/pkg\/(split|chunk)_[\w.]+\.wasm$/;

test('guests never load what hoteliers need, and hoteliers load it once @hydrated', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (later.test(request.url())) loaded.push(request.url());
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Hotels', exact: true }).click();
  await expect(page.locator('.cards h3').first()).toBeVisible();
  expect(loaded).toEqual([]);
  await signIn(page, demo);
  await page.goto('/sign-in');
  loaded.length = 0;

  // By a click, without loading the page afresh.
  await page.evaluate(() => Object.assign(window, { same: true }));
  await page.getByRole('link', { name: 'My hotels' }).click();
  await page.locator('.card-link').first().click();
  await page.getByRole('link', { name: 'Bookings', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Bookings', exact: true })).toBeVisible();
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  expect(loaded.length).toBeGreaterThan(0);
  expect(new Set(loaded).size).toBe(loaded.length);
});

test('a hotelier’s page names what it needs, for the browser to load it early @hydrated', async ({ page, request }) => {
  await signIn(page, demo);
  const wanted: string[] = [];
  page.on('request', (asked) => {
    if (later.test(asked.url())) wanted.push(new URL(asked.url()).pathname);
  });
  await page.goto('/manage');
  await expect(page.locator('.card-link').first()).toBeVisible();
  const named = await page.locator('link[rel="preload"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  expect(wanted.length).toBeGreaterThan(0);
  for (const path of wanted) {
    expect(named).toContain(path);
    const { 'cache-control': cache, 'content-type': type } = (await request.get(path)).headers();
    expect([cache, type]).toEqual(['public, max-age=31536000, immutable', 'application/wasm']);
  }
});

test('when a module is gone, as after an update, pages still come from the server @hydrated', async ({ page, watch }) => {
  watch.expect(/ERR_FAILED|Failed to fetch|preloaded using link preload/);
  await signIn(page, demo);
  await page.route(later, (route) => route.abort());
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'My hotels' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My hotels' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/manage');
  // What the server has rendered works as it does without JavaScript.
  await page.locator('.card-link').first().click();
  await expect(page.getByRole('navigation', { name: 'This hotel' })).toBeVisible();
});

test('without any of the code, forms and links work all the same @hydrated', async ({ page, watch }) => {
  watch.expect(/ERR_FAILED|Failed to fetch|preloaded using link preload/);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail').fill('nobody-at-all@example.com');
  await page.getByRole('button', { name: 'Send me the letter' }).click();
  await expect(page.getByText('If this address has an account')).toBeVisible();
  await signIn(page, demo);
  await page.goto('/manage');
  await page.locator('.card-link').first().click();
  await expect(page.getByRole('navigation', { name: 'This hotel' })).toBeVisible();
});
