/* What a guest says of a stay, from the trip to the hotel's page. */
import { inDays, signIn } from './support/people';
import { call, newAccount, newBooking, newHotel, newStay } from './support/rest';
import { expect, test, ways } from './support/test';

type Kept = { review: { scores: { overall: number } } };

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('a guest says how a stay was, thinks better of it, and others read it', async ({ page, request, watch }) => {
      test.setTimeout(60_000);
      watch.expect(/status of 422/);
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const stay = await newStay(request, guest, house);
      await signIn(page, guest);
      await page.goto(`/trips/${stay}`);
      const form = page.getByRole('region', { name: 'How was it?' });
      await form.getByLabel('All in all, from 1 to 10').selectOption('6');
      await form.getByLabel('Cleanliness').selectOption('10');
      await form.getByLabel('Title').fill('By the river');
      await form.getByRole('button', { name: 'Send the review' }).click();
      // Without a word to others it is none; what was chosen stays.
      await expect(form.getByLabel('What should other guests know?')).toHaveAttribute('aria-invalid', 'true');
      await expect(form.getByLabel('All in all, from 1 to 10')).toHaveValue('6');
      await expect(form.getByLabel('Cleanliness')).toHaveValue('10');
      await form.getByLabel('What should other guests know?').fill('The frogs are loud.');
      await form.getByRole('button', { name: 'Send the review' }).click();
      await expect(page.getByText('Thank you. Your review is there.')).toBeVisible();
      await expect(form.getByText(/^You can change your review until /)).toBeVisible();

      const visitor = await page.context().newPage();
      await visitor.goto(`/hotels/${house.slug}`);
      const said = visitor.getByRole('region', { name: 'What guests say' });
      await expect(said).toContainText('The frogs are loud.');
      await expect(said.locator('.score')).toContainText('6.0');

      await expect(form.getByLabel('What should other guests know?')).toHaveValue('The frogs are loud.');
      await form.getByLabel('All in all, from 1 to 10').selectOption('9');
      await form.getByLabel('What should other guests know?').fill('One gets used to the frogs.');
      await form.getByRole('button', { name: 'Change the review' }).click();
      await expect(form.getByLabel('What should other guests know?')).toHaveValue('One gets used to the frogs.');
      await expect
        .poll(async () => (await call<Kept>(request, `GET bookings/${stay}/review`, { as: guest })).review.scores.overall)
        .toBe(9);

      await visitor.goto(`/hotels/${house.slug}/reviews`);
      await expect(visitor.getByRole('heading', { level: 1, name: 'What guests say' })).toBeVisible();
      const review = visitor.getByRole('main').getByRole('listitem').filter({ hasText: 'Ana' });
      await expect(review).toHaveCount(1);
      await expect(review).toContainText('One gets used to the frogs.');
      await expect(review.getByRole('heading', { name: 'By the river' })).toBeVisible();
      await expect(review).not.toContainText('Lima');
      await expect(visitor.getByText('The frogs are loud.')).toHaveCount(0);
      await expect(visitor.locator('.score')).toContainText('9.0');
      await expect(visitor.getByRole('meter', { name: 'Cleanliness' })).toHaveAttribute('value', '10.0');
      await expect(visitor.getByRole('meter', { name: 'Comfort' })).toHaveCount(0);
    });
  });
}

test('there is nothing to say before the stay has ended', async ({ page, request }) => {
  const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
  const trip = await newBooking(request, guest, house, 30);
  await signIn(page, guest);
  await page.goto(`/trips/${trip}`);
  await expect(page.getByTestId('booking-state').first()).toHaveText('Confirmed');
  await expect(page.getByRole('heading', { name: 'How was it?' })).toHaveCount(0);
  await page.goto(`/hotels/${house.slug}?check_in=${inDays(40)}&check_out=${inDays(41)}`);
  await expect(page.getByRole('heading', { name: 'What guests say' })).toHaveCount(0);
});

test('the hotel’s answer stands under the review', async ({ page, request }) => {
  const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
  const stay = await newStay(request, guest, house);
  const data = { scores: { overall: 4 }, text: 'Cold water.' };
  const { id } = await call(request, `POST bookings/${stay}/review`, { as: guest, data });
  await call(request, `PUT reviews/${id}/answer`, { as: house.owner, data: { text: 'The boiler is new now.' } });
  for (const address of [`/hotels/${house.slug}`, `/hotels/${house.slug}/reviews`]) {
    await page.goto(address);
    const review = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Cold water.' });
    await expect(review).toContainText('The hotel answers');
    await expect(review).toContainText('The boiler is new now.');
  }
});
