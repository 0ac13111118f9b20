/* Pages as visitors and machines meet them. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test';
import { inDays, signIn } from './support/people';

const demo = { email: 'guest@demo.example', password: 'pousada demo' };
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
    Number(text.replace(/[^\d,]/g, '').replace(',', '.')),
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no page has an accessibility fault that axe can find, ${colorScheme} @hydrated`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    const check = async (address: string) => {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`);
      expect(told, address).toEqual([]);
    };
    const open = ['/', `/search?place=Paraty&${dates()}`, '/sign-in', '/sign-up', '/sign-up?role=hotelier'];
    const links = ['/forgot', '/forgot?done=sent', '/verify', '/verify?token=used', '/reset?token=used'];
    for (const address of [...open, ...links]) await check(address);
    await page.goto('/search?place=Paraty');
    const hotel = await page.locator('.cards h3 a').first().getAttribute('href');
    await check(`${hotel!.split('?')[0]}?${dates()}`);
    await signIn(page, demo);
    await check('/trips');
    await page.getByRole('listitem').getByRole('link').first().click();
    await expect(page.getByTestId('booking-code')).toBeVisible();
    await check(new URL(page.url()).pathname);
    await page.context().clearCookies();
    await signIn(page, { ...demo, email: 'hotelier@demo.example' });
    await check('/manage');
    const mine = await page.locator('.card-link').first().getAttribute('href');
    for (const part of ['', '/bookings', '/edit', '/room-types/new', '/rooms/new']) await check(`${mine}${part}`);
  });
}
