/* Pages as visitors and machines meet them. */
import { expect, test } from './support/test';
import { inDays } from './support/people';

const dates = () => `check_in=${inDays(30)}&check_out=${inDays(32)}&guests=2&rooms=1`;

test('what does not exist is a 404 that helps', async ({ page, watch }) => {
  watch.expect(/status of 404/);
  for (const address of ['/no/such/page', '/hotels/no-such-hotel']) {
    const response = await page.goto(address);
    expect(response!.status(), address).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  }
});

test('a search shows prices for the stay, in the order asked for, page by page', async ({ page }) => {
  await page.goto(`/search?place=Paraty&${dates()}&sort=price`);
  const prices = (await page.locator('.cards .price strong').allInnerTexts()).map((text) =>
    Number(text.replace(/[^\d.]/g, '')),
  );
  expect(prices.length).toBeGreaterThan(1);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
  await page.goto('/search');
  const first = await page.locator('.cards h3').allInnerTexts();
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByRole('link', { name: 'First page' })).toBeVisible();
  const second = await page.locator('.cards h3').allInnerTexts();
  expect(second.filter((name) => first.includes(name))).toEqual([]);
});

test('every page has headers that keep others out', async ({ request }) => {
  for (const address of ['/', '/search', '/sign-in', '/no/such/page', '/api/v1/hotels', '/healthz']) {
    const headers = (await request.get(address)).headers();
    expect(headers['content-security-policy'], address).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy'], address).not.toContain('unsafe-inline');
    expect(headers['x-content-type-options'], address).toBe('nosniff');
    expect(headers['referrer-policy'], address).toBeTruthy();
    expect(headers['x-request-id'], address).toBeTruthy();
  }
});

test('another site cannot send forms in a visitor’s name', async ({ request, baseURL }) => {
  const data = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, form: {} };
  const response = await request.post(`${baseURL}/rpc/sign-out`, data);
  expect(response.status()).toBe(403);
});

test('Swagger UI works under our own policy @hydrated', async ({ page }) => {
  await page.goto('/api/schema/swagger-ui/');
  await expect(page.getByText('/api/v1/bookings', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
});
