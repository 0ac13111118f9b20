/* Finding hotels and rooms: what limits and orders them, by rooms, and when nothing is free. */
import type { APIRequestContext, Page } from '@playwright/test';
import { inDays, path, unique } from './support/people';
import { brl, call, newAccount, newBooking, newHotel, newStay, type House } from './support/rest';
import { expect, test, ways } from './support/test';

/* Three hotels that one word finds, and nothing else does. */
async function street(request: APIRequestContext) {
  const word = `Rua${unique()}`;
  const owner = await newAccount(request, 'hotelier');
  const house = (name: string, price: number, hotel: object, room: object) =>
    newHotel(request, { owner, hotel: { name: `${word} ${name}`, ...hotel }, room: { base_price: brl(price), ...room } });
  const ana = await house('Ana', 40000, { stars: 3, amenities: ['wifi'] }, { kind: 'double' });
  const bia = await house('Bia', 50000, { stars: 5, amenities: ['wifi', 'pool'] }, { kind: 'suite' });
  const caio = await house('Caio', 30000, { stars: 4 }, { kind: 'single', capacity: 1 });
  return { word, ana, bia, caio };
}

/* The hotels that are shown, or whose rooms are. */
const found = (page: Page) => page.locator('.cards h3, .types h3 + p');
const query = (page: Page) => new URL(page.url()).searchParams;

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('filters leave what they say, are part of the address, and go away again', async ({ page, request }) => {
      const { word, ana, bia, caio } = await street(request);
      await page.goto(`/search?place=${word}`);
      await expect(found(page)).toHaveText([ana.name, bia.name, caio.name]);

      const filter = async (fill: () => Promise<unknown>) => {
        const box = page.locator('.filter-box');
        if ((await box.getAttribute('open')) === null) await box.locator('summary').click();
        await fill();
        await page.getByRole('button', { name: 'Show results' }).click();
      };
      await filter(() => page.getByLabel('Price per night to').fill('450'));
      await expect(found(page)).toHaveText([ana.name, caio.name]);
      expect(query(page).get('max_price')).toBe('450');
      await expect(page.locator('summary', { hasText: 'Filters (1)' })).toBeVisible();
      await filter(() => page.getByLabel('Price per night from').fill('350,50'));
      await expect(found(page)).toHaveText([ana.name]);

      // Whoever is given the address sees the same, and the same filters.
      await page.goto(page.url());
      await expect(found(page)).toHaveText([ana.name]);
      await expect(page.locator('summary', { hasText: 'Filters (2)' })).toBeVisible();
      await expect(page.getByLabel('Price per night from')).toHaveValue('350,50');
      await page.goBack();
      await expect(found(page)).toHaveText([ana.name, caio.name]);
      await page.getByRole('link', { name: 'Clear filters' }).click();
      await expect(found(page)).toHaveText([ana.name, bia.name, caio.name]);
      expect([...query(page).keys()].filter((key) => key.includes('price'))).toEqual([]);
      for (const label of ['Price per night from', 'Price per night to']) await expect(page.getByLabel(label)).toHaveValue('');

      await filter(() => page.getByLabel('Stars', { exact: true }).selectOption('4'));
      await expect(found(page)).toHaveText([bia.name, caio.name]);
      await filter(async () => {
        await page.getByLabel('Stars', { exact: true }).selectOption('');
        await page.getByLabel('Kind of room').selectOption('suite');
      });
      await expect(found(page)).toHaveText([bia.name]);
      await filter(async () => {
        await page.getByLabel('Kind of room').selectOption('');
        await page.getByRole('group', { name: 'Amenities' }).getByLabel('Wi-Fi').check();
      });
      await expect(found(page)).toHaveText([ana.name, bia.name]);

      // Another search keeps them.
      await page.getByRole('search').getByLabel('Guests').fill('1');
      await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
      await expect(page).toHaveURL(/guests=1/);
      expect(query(page).getAll('amenities')).toEqual(['wifi']);
      await expect(found(page)).toHaveText([ana.name, bia.name]);
    });

    test('results come in the order asked for, and go back to the one before', async ({ page, request, javaScriptEnabled, wasm }) => {
      const { word, ana, bia, caio } = await street(request);
      const guest = await newAccount(request, 'guest');
      for (const [house, overall] of [[ana, 6], [bia, 9]] as [House, number][]) {
        const stay = await newStay(request, guest, house);
        await call(request, `POST bookings/${stay}/review`, { as: guest, data: { scores: { overall }, text: 'Quiet.' } });
      }
      await page.goto(`/search?place=${word}`);
      const order = async (by: string) => {
        const list = page.getByLabel('Sort by');
        if (!javaScriptEnabled || !wasm) {
          await list.selectOption(by);
          await page.getByRole('button', { name: 'Apply' }).click();
        } else {
          // By itself, once the page is taken over.
          await expect(async () => {
            await list.selectOption(by);
            await expect(page).toHaveURL(new RegExp(`sort=${by}`), { timeout: 1_000 });
          }).toPass();
        }
        await expect(list).toHaveValue(by);
      };
      await order('price');
      await expect(found(page)).toHaveText([caio.name, ana.name, bia.name]);
      await order('stars');
      await expect(found(page)).toHaveText([bia.name, caio.name, ana.name]);
      await order('rating');
      await expect(found(page)).toHaveText([bia.name, ana.name, caio.name]);
      expect(query(page).get('place')).toBe(word);
      await page.goBack();
      await expect(found(page)).toHaveText([bia.name, caio.name, ana.name]);
      // Otherwise the browser brings back what was chosen there last.
      if (javaScriptEnabled && wasm) await expect(page.getByLabel('Sort by')).toHaveValue('stars');
    });

    test('rooms are found by themselves, with what the stay costs', async ({ page, request }) => {
      const { word, ana, bia, caio } = await street(request);
      const dates = `check_in=${inDays(30)}&check_out=${inDays(33)}`;
      await page.goto(`/search?place=${word}&${dates}&guests=1&rooms=1&max_price=450`);
      await page.getByRole('navigation', { name: 'What to look for' }).getByRole('link', { name: 'Rooms' }).click();
      await expect(page.getByRole('heading', { level: 1, name: `Rooms for “${word}”` })).toBeVisible();
      await expect(found(page)).toHaveText([ana.name, caio.name]);
      expect(query(page).get('max_price')).toBe('450');
      const card = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: ana.name, exact: true }) });
      await expect(card).toContainText('R$1,200.00');
      await expect(card).toContainText('for 3 nights');
      await expect(card).toContainText('1 room left');

      // Where two are to sleep, the single room is none.
      await page.getByRole('search').getByLabel('Guests').fill('2');
      await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
      await expect(page).toHaveURL(/\/rooms\?.*guests=2/);
      await expect(found(page)).toHaveText([ana.name]);
      await page.getByRole('link', { name: 'Clear filters' }).click();
      await expect(found(page)).toHaveText([ana.name, bia.name]);

      const reserve = page.getByRole('link', { name: new RegExp(`^Reserve .*${ana.name}$`) });
      const offer = new URL((await reserve.getAttribute('href'))!, page.url());
      expect([offer.pathname, offer.searchParams.get('type'), offer.searchParams.get('adults')]).toEqual(['/book', ana.roomType, '2']);
      await page.getByRole('link', { name: bia.name, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: bia.name })).toBeVisible();
      await expect(page.getByRole('listitem').filter({ hasText: 'Double with balcony' })).toContainText('R$1,500.00');
    });

    test('where a hotel is full, the nearest dates that it is not are offered', async ({ page, request }) => {
      const house = await newHotel(request);
      await newBooking(request, await newAccount(request, 'guest'), house, 30, 2);
      await page.goto(`/search?place=${house.name}&check_in=${inDays(30)}&check_out=${inDays(32)}&guests=2&rooms=1`);
      await expect(page.getByRole('heading', { name: 'No hotel found' })).toBeVisible();
      const near = page.getByRole('region', { name: 'Nearest dates' });
      await expect(near.getByRole('heading', { name: house.name })).toBeVisible();
      await expect(near).toContainText(/Full on the nights of/);
      const other = near.getByRole('link').first();
      await expect(other).toContainText('R$642.00');
      const there = new URL((await other.getAttribute('href'))!, page.url()).searchParams;
      const [from, to] = [there.get('check_in')!, there.get('check_out')!];
      expect(Date.parse(to) - Date.parse(from)).toBe(2 * 86_400_000);
      expect(from >= inDays(32) || to <= inDays(30), `${from} to ${to} is free`).toBe(true);
      await other.click();
      await expect(page.getByRole('heading', { level: 1, name: house.name })).toBeVisible();
      expect(path(page)).toBe(`/hotels/${house.slug}`);
      await expect(page.getByRole('link', { name: /^Reserve/ })).toBeVisible();
      await expect(page.getByText('R$642.00')).toBeVisible();
    });
  });
}

test('a filter that cannot be read is told, beside what was typed', async ({ page }) => {
  await page.goto('/search?min_price=cheap&max_price=-3');
  await expect(page.getByRole('alert').first()).toContainText('This search cannot be made as it is.');
  await expect(page.getByRole('heading', { name: 'Results' })).toHaveCount(0);
});

test('a review of a hotel that is searched by score counts at once', async ({ page, request }) => {
  const [house, guest] = [await newHotel(request), await newAccount(request, 'guest')];
  await page.goto(`/hotels/${house.slug}`);
  await expect(page.getByRole('heading', { name: 'What guests say' })).toHaveCount(0);
  const stay = await newStay(request, guest, house);
  await call(request, `POST bookings/${stay}/review`, { as: guest, data: { scores: { overall: 7 }, text: 'Quiet.' } });
  await page.goto(`/search?place=${house.name}`);
  await expect(page.locator('.score').first()).toContainText('7.0');
});
