/* The page that books: what it costs by night, the terms, a promotion's code, and a hold of a quarter of an hour. */
import type { APIRequestContext } from '@playwright/test';
import { inDays, mailTo, path, signIn } from './support/people';
import { call, newAccount, newHotel } from './support/rest';
import { expect, test, ways } from './support/test';

/* A guest, a hotel with a tax and a promotion, and the page that books two nights there. */
async function offer(request: APIRequestContext) {
  const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
  await call(request, `POST hotels/${house.id}/charges`, { as: house.owner, data: { name: 'ISS', basis: 'percent', value: 500 } });
  const promotion = { code: 'WINTER', name: 'Winter', percent: 1000 };
  await call(request, `POST hotels/${house.id}/promotions`, { as: house.owner, data: promotion });
  const stay = `check_in=${inDays(40)}&check_out=${inDays(42)}`;
  return { guest, house, address: `/book?hotel=${house.slug}&type=${house.roomType}&${stay}&adults=2&rooms=1` };
}

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('what a stay costs is told before, with tax, terms and a promotion, and is what is booked', async ({ page, request }) => {
      const { guest, address } = await offer(request);
      await signIn(page, guest);
      await page.goto(address);
      const summary = page.getByRole('complementary', { name: 'Your stay' });
      await expect(summary.locator('.nights tbody td')).toHaveText(['R$321.00', 'R$321.00']);
      await expect(summary.getByRole('term').filter({ hasText: 'ISS' })).toBeVisible();
      await expect(page.getByTestId('total')).toHaveText('R$674.10');
      await expect(summary.getByRole('heading', { name: 'If you cancel' })).toBeVisible();
      await expect(summary.getByText(/^Cancel free of charge until /)).toBeVisible();

      const code = async (text: string) => {
        await expect(async () => {
          if (!(await page.getByLabel('Promotion code').isVisible())) await summary.locator('summary').click();
          await page.getByLabel('Promotion code').fill(text);
        }).toPass();
        await summary.getByRole('button', { name: 'Apply' }).click();
        await expect(page).toHaveURL(new RegExp(`code=${text}`));
      };
      await code('winter');
      await expect(summary.getByText(/^You save R\$64\.20/)).toBeVisible();
      await expect(page.getByTestId('total')).toHaveText('R$606.69');
      await page.getByRole('button', { name: 'Confirm reservation' }).click();
      await expect(page.getByText('Your stay is booked.')).toBeVisible();
      await expect(page.getByTestId('booking-total')).toHaveText('R$606.69');
    });

    test('a code that is none is told, and nothing is booked', async ({ page, request }) => {
      const { guest, address } = await offer(request);
      await signIn(page, guest);
      await page.goto(`${address}&code=NONE`);
      await expect(page.getByRole('alert').first()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Confirm reservation' })).toHaveCount(0);
      await page.goto('/trips');
      await expect(page.getByText('No trips yet')).toBeVisible();
    });

    test('a room is held for a quarter of an hour, counted down, and then confirmed', async ({ page, request, javaScriptEnabled, wasm }) => {
      const { guest, house, address } = await offer(request);
      await signIn(page, guest);
      await page.goto(address);
      await page.getByLabel('Note to the hotel').fill('With a view.');
      await page.getByRole('button', { name: 'Hold it for 15 minutes' }).click();
      await expect(page.getByText('The room is held for you. Nothing is booked yet.')).toBeVisible();
      await expect(page.getByTestId('booking-state').first()).toHaveText('On hold');
      await expect(page.getByText(/^We hold it for you until /)).toBeVisible();
      const countdown = page.getByTestId('countdown');
      if (javaScriptEnabled && wasm) {
        await expect(countdown).toHaveText(/^1[34]:[0-5]\d$/);
        const before = await countdown.innerText();
        await expect(countdown).not.toHaveText(before);
        expect((await countdown.innerText()) < before, 'it counts down').toBe(true);
      } else {
        await expect(countdown).toBeEmpty();
      }

      // Nobody else gets it meanwhile.
      const free = `hotels/${house.id}/availability?from=${inDays(40)}&to=${inDays(42)}`;
      const left = async () => (await call<{ room_types: { free: number }[] }>(request, `GET ${free}`)).room_types[0].free;
      expect(await left()).toBe(0);
      const held = path(page);
      await page.getByRole('button', { name: 'Confirm the booking' }).click();
      await expect(page.getByText('Your stay is booked.')).toBeVisible();
      expect(path(page)).toBe(held);
      await expect(page.getByTestId('booking-state').first()).toHaveText('Confirmed');
      await expect(countdown).toHaveCount(0);
      await expect(page.getByText('With a view.')).toBeVisible();
      await mailTo(guest.email, 'Confirmed: ');
    });
  });
}

test('what is taken while one reads is told, with nothing booked', async ({ page, request, watch }) => {
  watch.expect(/status of 409/);
  const { guest, house, address } = await offer(request);
  await signIn(page, guest);
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Confirm reservation' })).toBeVisible();
  const dates = { check_in: inDays(41), check_out: inDays(42) };
  const data = { hotel_id: house.id, ...dates, rooms: [{ room_type_id: house.roomType, adults: 1 }] };
  await call(request, 'POST bookings', { as: await newAccount(request, 'guest'), data });
  await page.getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.goto('/trips');
  await expect(page.getByText('No trips yet')).toBeVisible();
});

test('a price that has changed is agreed to before anything is booked', async ({ page, request, watch }) => {
  watch.expect(/status of 409/);
  const { guest, house, address } = await offer(request);
  await signIn(page, guest);
  await page.goto(address);
  await expect(page.getByTestId('total')).toHaveText('R$674.10');
  const found = await request.get(`/api/v1/room-types/${house.roomType}`, { headers: house.owner.headers });
  const headers = { 'if-match': found.headers()['etag'] };
  const dearer = { base_price: { amount: 40000, currency: 'BRL' } };
  await call(request, `PATCH room-types/${house.roomType}`, { as: house.owner, headers, data: dearer });
  await page.getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByText('Your stay is booked.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(page.getByText('Your stay is booked.')).toBeVisible();
  await expect(page.getByTestId('booking-total')).toHaveText('R$840.00');
});
