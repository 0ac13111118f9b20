/* What a trip is taken along as: a receipt to print, and an entry for the calendar. */
import { readFile } from 'node:fs/promises';
import { inDays, path, signIn } from './support/people';
import { call, newAccount, newBooking, newHotel } from './support/rest';
import { expect, test, ways } from './support/test';

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('a receipt adds up to the total of the booking, and is all that is printed', async ({ page, request }) => {
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      await call(request, `POST hotels/${house.id}/charges`, { as: house.owner, data: { name: 'ISS', basis: 'percent', value: 500 } });
      const id = await newBooking(request, guest, house, 40, 2);
      await signIn(page, guest);
      await page.goto(`/trips/${id}`);
      const [shown, code] = [await page.getByTestId('booking-total').innerText(), await page.getByTestId('booking-code').innerText()];
      await page.getByRole('link', { name: 'Receipt' }).click();
      await expect(page.getByTestId('receipt-total')).toHaveText(shown);
      const receipt = page.getByRole('article');
      for (const part of [house.name, code, 'Ana Lima', 'ISS', 'Rua do Comércio']) await expect(receipt).toContainText(part);
      const amounts = (texts: string[]) => texts.map((text) => Math.round(Number(text.replace(/[^\d.]/g, '')) * 100));
      const lines = amounts(await receipt.locator('.nights tbody td, .sheet-room .pairs dd').allInnerTexts());
      expect(lines).toEqual([32100, 32100, 3210]);
      expect(amounts([shown])).toEqual([67410]);

      await page.emulateMedia({ media: 'print' });
      await expect(page.getByTestId('receipt-total')).toBeVisible();
      await expect(page.locator('.site-header')).toBeHidden();
      await expect(page.locator('.site-footer')).toBeHidden();
      await expect(page.getByRole('article')).toHaveCSS('color', 'rgb(0, 0, 0)');
    });

    test('a trip goes into the calendar, with its hotel and its days', async ({ page, request }) => {
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const id = await newBooking(request, guest, house, 40, 2);
      await signIn(page, guest);
      await page.goto(`/trips/${id}`);
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Add to calendar' }).click();
      const file = await coming;
      expect(file.suggestedFilename()).toBe('stay.ics');
      const text = (await readFile(await file.path(), 'utf8')).replace(/\r\n /g, '');
      expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
      expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
      expect(text).toContain(house.name);
      expect(text).toMatch(new RegExp(`DTSTART[^\r\n]*:${inDays(40).replaceAll('-', '')}`));
      expect(text).toMatch(new RegExp(`DTEND[^\r\n]*:${inDays(42).replaceAll('-', '')}`));
    });
  });
}

test('papers are for the guest of the trip only @no-js', async ({ page, request }) => {
  const [guest, other, house] = [await newAccount(request, 'guest'), await newAccount(request, 'guest'), await newHotel(request)];
  const id = await newBooking(request, guest, house, 40, 2);
  for (const paper of ['receipt', 'edit', 'calendar.ics']) {
    await page.goto(`/trips/${id}/${paper}`);
    expect(path(page), paper).toBe('/sign-in');
  }
  await signIn(page, other);
  for (const paper of ['', '/receipt', '/edit', '/calendar.ics']) {
    const response = await page.request.get(`/trips/${id}${paper}`);
    expect(response.status(), paper).toBe(404);
    expect(await response.text(), paper).not.toContain(house.name);
  }
});
