/* A guest calls a trip off, and is told what that costs before. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/test';
import { createHotel, inDays, mailTo, path, signUp, unique } from './support/people';

/* Books the one room of a new hotel from so many days on; ends on the trip. */
async function book(page: Page, days: number): Promise<{ email: string }> {
  const hotel = `Pousada ${unique()}`;
  await signUp(page, 'hotelier');
  await createHotel(page, hotel, '1');
  await page.getByRole('link', { name: 'See what guests see' }).click();
  await expect(page.getByRole('heading', { level: 1, name: hotel })).toBeVisible();
  const slug = path(page);
  await page.context().clearCookies();
  const guest = await signUp(page, 'guest');
  await page.goto(`${slug}?check_in=${inDays(days)}&check_out=${inDays(days + 2)}&guests=2&rooms=1`);
  await page.getByRole('link', { name: 'Reserve' }).click();
  await page.getByRole('button', { name: 'Confirm reservation' }).click();
  await expect(page.getByText('Your stay is booked.')).toBeVisible();
  return { email: guest.email };
}

test('a trip far ahead is cancelled free of charge, with a reason in its history', async ({ page }) => {
  test.setTimeout(60_000);
  const { email } = await book(page, 40);
  const trip = path(page);
  // Letters after a stay lead here, whether or not there is something to write yet.
  await page.goto(`${trip}#review`);
  await expect(page.getByTestId('booking-state').first()).toHaveText('Confirmed');
  await expect(page.getByText('Free until')).toBeVisible();

  await page.getByRole('link', { name: 'Cancel this booking' }).click();
  await expect(page.getByTestId('cancel-fee')).toHaveText('Cancelling costs you nothing.');
  await page.getByRole('link', { name: 'Keep it' }).click();
  await expect(page.getByTestId('booking-state').first()).toHaveText('Confirmed');
  await page.getByRole('link', { name: 'Cancel this booking' }).click();
  await page.getByLabel('Why?').fill('The ferry does not go.');
  await page.getByRole('button', { name: 'Cancel the booking' }).click();

  await expect(page.getByText('Your booking is cancelled.')).toBeVisible();
  expect(path(page)).toBe(trip);
  await expect(page.getByTestId('booking-state').first()).toHaveText('Cancelled');
  await expect(page.getByRole('link', { name: 'Cancel this booking' })).toHaveCount(0);
  const last = page.getByRole('region', { name: 'What happened' }).getByRole('listitem').last();
  await expect(last).toContainText('Cancelled by the guest');
  await expect(last).toContainText('The ferry does not go.');
  await mailTo(email, 'Cancelled');
});

test('a trip of today costs a fee that is told first, and what is over cannot be cancelled again', async ({ page, watch }) => {
  test.setTimeout(60_000);
  watch.expect(/status of 409/);
  await book(page, 0);
  const trip = path(page);
  await page.getByRole('link', { name: 'Cancel this booking' }).click();
  await expect(page.getByTestId('cancel-fee')).toHaveText('Cancelling costs R$321.00, which you owe the hotel.');
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await expect(page.getByText('Your booking is cancelled.')).toBeVisible();
  await expect(page.getByTestId('booking-total')).toContainText('R$321.00');
  await expect(page.getByText('owed for cancelling')).toBeVisible();
  const response = await page.goto(`${trip}/cancel`);
  expect(response!.status()).toBe(409);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
