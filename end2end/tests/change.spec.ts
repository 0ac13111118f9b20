/* A booking is changed: what that brings is told before, night by night, and is what comes of it. */
import type { Page } from '@playwright/test';
import { inDays, signIn } from './support/people';
import { call, newAccount, newBooking, newHotel } from './support/rest';
import { expect, test, ways } from './support/test';

type Kept = { check_in: string; check_out: string; total: { amount: number }; guest_note: string };

const ask = async (page: Page, from: number, to: number) => {
  await page.getByLabel('Check-in').fill(inDays(from));
  await page.getByLabel('Check-out').fill(inDays(to));
  await page.getByRole('button', { name: 'See what changes' }).click();
};
/* What happens to each night, as the table says. */
const nights = (page: Page) => page.getByRole('region', { name: 'What changes' }).locator('tbody .tag');
const total = (page: Page) => page.getByTestId('new-total');

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('a stay is made longer and moved, for the price that was told', async ({ page, request }) => {
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const id = await newBooking(request, guest, house, 40, 2);
      await signIn(page, guest);
      await page.goto(`/trips/${id}`);
      await page.getByRole('link', { name: 'Change dates' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Change your booking' })).toBeVisible();
      await expect(page.getByLabel('Check-in')).toHaveValue(inDays(40));
      await expect(page.getByRole('region', { name: 'What changes' })).toHaveCount(0);

      await ask(page, 41, 44);
      await expect(nights(page)).toHaveText(['given up', 'stays', 'new', 'new']);
      await expect(total(page)).toHaveText('New total: R$963.00. R$321.00 more than now.');
      // Nothing has happened yet.
      expect(await call<Kept>(request, `GET bookings/${id}`, { as: guest })).toMatchObject({ check_in: inDays(40), total: { amount: 64200 } });

      await page.getByLabel('Note to the hotel').fill('We come a day later.');
      await page.getByRole('button', { name: 'Change the booking' }).click();
      await expect(page.getByText('Your booking is changed.')).toBeVisible();
      await expect(page.getByTestId('booking-total')).toHaveText('R$963.00');
      await expect(page.getByText('We come a day later.')).toBeVisible();
      const kept = await call<Kept>(request, `GET bookings/${id}`, { as: guest });
      expect(kept).toMatchObject({ check_in: inDays(41), check_out: inDays(44), total: { amount: 96300 }, guest_note: 'We come a day later.' });
    });

    test('nights that others have are refused, and the booking stays as it was', async ({ page, request }) => {
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const id = await newBooking(request, guest, house, 40, 2);
      await newBooking(request, await newAccount(request, 'guest'), house, 42, 1);
      await signIn(page, guest);
      await page.goto(`/trips/${id}/edit`);
      await ask(page, 40, 43);
      await expect(page.getByRole('alert').first()).toBeVisible();
      await expect(page.getByRole('region', { name: 'What changes' })).toHaveCount(0);
      await expect(page.getByLabel('Check-out')).toHaveValue(inDays(43));
      await ask(page, 43, 41);
      await expect(page.getByLabel('Check-out')).toHaveAttribute('aria-invalid', 'true');
      await ask(page, 40, 41);
      await expect(nights(page)).toHaveText(['stays', 'given up']);
      await expect(total(page)).toHaveText('New total: R$321.00. R$321.00 less than now.');
      expect(await call<Kept>(request, `GET bookings/${id}`, { as: guest })).toMatchObject({ check_out: inDays(42), total: { amount: 64200 } });
    });

    test('what has changed meanwhile is told, and not written over', async ({ page, request, watch }) => {
      watch.expect(/status of 4\d\d/);
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const id = await newBooking(request, guest, house, 40, 2);
      await signIn(page, guest);
      const old = await page.context().newPage();
      for (const tab of [page, old]) {
        await tab.goto(`/trips/${id}/edit?check_out=${inDays(tab === old ? 44 : 43)}`);
        await expect(total(tab)).toBeVisible();
      }
      await page.getByRole('button', { name: 'Change the booking' }).click();
      await expect(page.getByText('Your booking is changed.')).toBeVisible();
      await old.getByRole('button', { name: 'Change the booking' }).click();
      await expect(old.getByRole('alert').first()).toBeVisible();
      expect(await call<Kept>(request, `GET bookings/${id}`, { as: guest })).toMatchObject({ check_out: inDays(43), total: { amount: 96300 } });
    });
  });
}

test('nights given up at the last moment cost what the preview says', async ({ page, request }) => {
  const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
  const id = await newBooking(request, guest, house, 0, 3);
  await signIn(page, guest);
  await page.goto(`/trips/${id}/edit?check_out=${inDays(1)}`);
  await expect(nights(page)).toHaveText(['stays', 'given up', 'given up']);
  const told = (await total(page).innerText()).match(/R\$[\d,.]+\d/)![0];
  await page.getByRole('button', { name: 'Change the booking' }).click();
  await expect(page.getByText('Your booking is changed.')).toBeVisible();
  await expect(page.getByTestId('booking-total')).toHaveText(told);
});
