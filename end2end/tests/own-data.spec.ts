/* One's own account: data, sessions, keys for programs, a copy of everything, and its end. */
import { readFile } from 'node:fs/promises';
import { inDays, path, signIn } from './support/people';
import { call, newAccount, newBooking, newHotel } from './support/rest';
import { expect, test, ways } from './support/test';

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('personal data are changed, and what is wrong is told beside its field', async ({ page, request, watch }) => {
      watch.expect(/status of 422/);
      const person = await newAccount(request, 'guest');
      await signIn(page, person);
      await page.getByTestId('account-name').click();
      await expect(page.getByRole('heading', { level: 1, name: 'Personal data' })).toBeVisible();
      await expect(page.getByText('Not confirmed')).toBeVisible();
      await page.getByLabel('First name').fill('Zoé');
      await page.getByLabel('Phone').fill('12');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByLabel('Phone')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByLabel('First name')).toHaveValue('Zoé');
      await page.getByLabel('Phone').fill('(21) 98765-4321');
      await page.getByLabel('Date of birth').fill('1990-05-17');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Your data are saved.')).toBeVisible();
      await expect(page.getByTestId('account-name')).toHaveText('Zoé');
      await page.goto('/account');
      await expect(page.getByLabel('Date of birth')).toHaveValue('1990-05-17');
      const { profile } = await call<{ profile: object }>(request, 'GET me', { as: person });
      expect(profile).toMatchObject({ first_name: 'Zoé', phone: '+5521987654321', birth_date: '1990-05-17' });
    });

    test('a session elsewhere is ended, and this one is not', async ({ page, request, browser, javaScriptEnabled }) => {
      const person = await newAccount(request, 'guest');
      await signIn(page, person);
      const other = await browser.newContext({ javaScriptEnabled });
      const elsewhere = await other.newPage();
      await signIn(elsewhere, person);
      await page.goto('/account/security');
      // Two browsers, and the program that opened the account.
      const sessions = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem');
      await expect(sessions).toHaveCount(3);
      await expect(sessions.filter({ hasText: 'This one' })).toHaveCount(1);
      await expect(sessions.filter({ hasText: 'This one' }).getByRole('button')).toHaveCount(0);
      await sessions.filter({ hasText: 'Chrome', hasNotText: 'This one' }).getByRole('button', { name: 'End this session' }).click();
      await expect(page.getByText('The session is ended.')).toBeVisible();
      await expect(sessions).toHaveCount(2);
      await elsewhere.goto('/trips');
      expect(path(elsewhere)).toBe('/sign-in');
      await page.goto('/trips');
      expect(path(page)).toBe('/trips');
      await other.close();

      await page.goto('/account/security');
      await sessions.filter({ hasNotText: 'This one' }).getByRole('button', { name: 'End this session' }).click();
      await expect(sessions).toHaveCount(1);
      expect((await request.get('/api/v1/me', { headers: person.headers })).status()).toBe(401);
    });

    test('a key opens the API for what it may do, is shown once, and is ended', async ({ page, request, watch }) => {
      watch.expect(/status of 422/);
      const person = await newAccount(request, 'guest');
      await signIn(page, person);
      await page.goto('/account/keys');
      await page.getByLabel('Name', { exact: true }).fill('My calendar');
      await page.getByRole('button', { name: 'Create key' }).click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('My calendar');
      await page.getByLabel('profile:read').check();
      await page.getByLabel('Valid for').selectOption({ label: '30 days' });
      await page.getByRole('button', { name: 'Create key' }).click();
      const secret = await page.getByTestId('secret').innerText();
      const headers = { authorization: `Bearer ${secret}` };
      const me = await request.get('/api/v1/me', { headers });
      expect([me.status(), (await me.json()).email]).toEqual([200, person.email]);
      expect((await request.get('/api/v1/bookings', { headers })).status()).toBe(403);

      await page.goto('/account/keys');
      await expect(page.getByTestId('secret')).toHaveCount(0);
      const row = page.getByRole('listitem').filter({ hasText: 'My calendar' });
      await expect(row).toContainText(secret.slice(0, 6));
      await expect(row).not.toContainText(secret);
      await expect(row).toContainText('profile:read');
      await expect(row).toContainText('last used');
      await row.getByRole('button', { name: 'End this key' }).click();
      await expect(page.getByText('The key is ended.')).toBeVisible();
      await expect(row).toHaveCount(0);
      expect((await request.get('/api/v1/me', { headers })).status()).toBe(401);
    });

    test('a copy of one’s data comes as a file, with the bookings', async ({ page, request }) => {
      const [person, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const trip = await newBooking(request, person, house, 40);
      await signIn(page, person);
      await page.goto('/account/privacy');
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download my data' }).click();
      const file = await coming;
      expect(file.suggestedFilename()).toBe('pousada.json');
      const text = await readFile(await file.path(), 'utf8');
      expect(() => JSON.parse(text)).not.toThrow();
      for (const part of [person.email, trip, house.name, inDays(40)]) expect(text).toContain(part);
      expect(text).not.toMatch(/argon2|password_hash/);
    });

    test('an account is erased, by password and a tick, and cannot be signed in to again', async ({ page, request, watch }) => {
      watch.expect(/status of 4\d\d/);
      const person = await newAccount(request, 'guest');
      await signIn(page, person);
      await page.goto('/account/privacy');
      const erase = page.getByRole('button', { name: 'Erase my account' });
      const sure = page.getByLabel('Yes, erase my account for good');
      await page.getByLabel('Password').fill(person.password);
      await erase.click();
      await expect(page.getByRole('alert').first()).toContainText('Tick the box to say that you are sure.');
      await page.getByLabel('Password').fill('surely not this one');
      await sure.check();
      await erase.click();
      await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
      await expect(sure).toBeChecked();
      await page.getByLabel('Password').fill(person.password);
      await erase.click();
      await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
      expect(path(page)).toBe('/');
      expect((await request.get('/api/v1/me', { headers: person.headers })).status()).toBe(401);
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(person.email);
      await page.getByLabel('Password').fill(person.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('alert').first()).toContainText('The e-mail address or the password is wrong.');
    });
  });
}

test('what is of an account is only for who is signed in', async ({ page, request }) => {
  for (const address of ['/account', '/account/security', '/account/keys', '/account/privacy', '/account/export.json']) {
    await page.goto(address);
    expect([path(page), new URL(page.url()).searchParams.get('next')], address).toEqual(['/sign-in', address]);
  }
  const file = await request.get('/account/export.json', { maxRedirects: 0 });
  expect(file.status()).toBe(303);
});
