/* Pages in three languages: chosen in the footer, by an address, by the browser's settings, or with the account. */
import { inDays, mailTo, signIn } from './support/people';
import { call, newAccount, newBooking, newHotel } from './support/rest';
import { expect, test, ways } from './support/test';

const languages = {
  en: { choose: 'English', hotels: 'Hotels', results: 'Hotels for “Paraty”', signOut: 'Sign out' },
  'pt-BR': { choose: 'Português', hotels: 'Hotéis', results: 'Hotéis para “Paraty”', signOut: 'Sair' },
  es: { choose: 'Español', hotels: 'Hoteles', results: 'Hoteles para “Paraty”', signOut: 'Cerrar sesión' },
};

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('a language is chosen in the footer, where one is, and kept', async ({ page, context }) => {
      await page.goto('/search?place=Paraty&sort=price');
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      for (const [tag, { choose, hotels, results }] of Object.entries(languages).reverse()) {
        await page.getByRole('button', { name: choose }).click();
        await expect(page.getByRole('heading', { level: 1, name: results })).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', tag);
        await expect(page.getByRole('button', { name: choose })).toHaveAttribute('aria-current', 'true');
        await expect(page.locator('.languages [lang][aria-current]')).toHaveCount(1);
        expect(new URL(page.url()).search).toBe('?place=Paraty&sort=price');
        await page.getByRole('navigation').getByRole('link', { name: hotels, exact: true }).first().click();
        await expect(page).toHaveURL(/\/search$/);
        await expect(page.locator('html')).toHaveAttribute('lang', tag);
        const cookie = (await context.cookies()).find(({ name }) => name === 'lang');
        expect(cookie).toMatchObject({ value: tag, path: '/', secure: true, sameSite: 'Lax' });
        await page.goto('/search?place=Paraty&sort=price');
      }
    });

    test('an address with a language is shown in it, until another is chosen', async ({ page }) => {
      const response = await page.goto('/search?place=Paraty&lang=es');
      expect(response!.headers()['content-language']).toBe('es');
      await expect(page.getByRole('heading', { level: 1, name: languages.es.results })).toBeVisible();
      await page.getByRole('button', { name: 'Português' }).click();
      await expect(page.getByRole('heading', { level: 1, name: languages['pt-BR'].results })).toBeVisible();
      expect(new URL(page.url()).search).toBe('?place=Paraty');
    });

    test('prices and dates are written as the language wants it', async ({ page, request }) => {
      const [guest, house] = [await newAccount(request, 'guest'), await newHotel(request)];
      const trip = `/trips/${await newBooking(request, guest, house, 40)}`;
      const day = new Date(`${inDays(40)}T12:00:00Z`);
      const written = (tag: string) =>
        new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).formatToParts(day);
      const part = (type: string) => written('en-US').find((found) => found.type === type)!.value;
      const dates = {
        en: `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}`,
        'pt-BR': written('pt-BR').map(({ value }) => value).join(''),
        es: written('es').map(({ value }) => value).join(''),
      };
      await signIn(page, guest);
      for (const [tag, total] of Object.entries({ en: 'R$642.00', 'pt-BR': 'R$\u00a0642,00', es: 'R$\u00a0642,00' })) {
        await page.goto(`${trip}?lang=${tag}`);
        expect(await page.getByTestId('booking-total').textContent()).toBe(total);
        await expect(page.getByRole('article')).toContainText(dates[tag as keyof typeof dates]);
      }
    });

    test('the language of an account is that of its pages, wherever it signs in', async ({ page, request, browser, javaScriptEnabled }) => {
      const person = await newAccount(request, 'guest');
      await signIn(page, person);
      await page.goto('/account');
      await page.getByLabel('Language of pages and e-mails').selectOption({ label: 'Español' });
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Tus datos están guardados.')).toBeVisible();
      await expect(page.getByRole('button', { name: languages.es.signOut })).toBeVisible();
      expect(await call<{ locale: string }>(request, 'GET me', { as: person })).toMatchObject({ locale: 'es' });

      const other = await browser.newContext({ javaScriptEnabled });
      const elsewhere = await other.newPage();
      await elsewhere.goto('/sign-in');
      await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'en');
      await elsewhere.getByLabel('E-mail').fill(person.email);
      await elsewhere.getByLabel('Password').fill(person.password);
      await elsewhere.getByRole('button', { name: 'Sign in' }).click();
      await expect(elsewhere.getByRole('button', { name: languages.es.signOut })).toBeVisible();
      await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'es');
      await other.close();
    });
  });
}

test('who has not chosen is answered in the language of the browser @no-js', async ({ request }) => {
  for (const [header, tag] of [
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-BR'],
    ['es-AR,es;q=0.9', 'es'],
    ['fr, en;q=0.5, pt;q=0.4', 'en'],
    ['de', 'pt-BR'],
  ]) {
    const response = await request.get('/', { headers: { 'accept-language': header } });
    expect(response.headers()['content-language'], header).toBe(tag);
    expect(response.headers()['vary'], header).toMatch(/accept-language/);
    expect(await response.text(), header).toContain(`<html lang="${tag}"`);
    // A choice weighs more.
    const chosen = await request.get('/', { headers: { 'accept-language': header, cookie: 'lang=es' } });
    expect(chosen.headers()['content-language'], header).toBe('es');
  }
});

test('a refusal is told in the language of the page', async ({ page, watch }) => {
  watch.expect(/status of 4\d\d/);
  await page.goto('/sign-in?lang=pt-BR');
  await page.getByRole('button', { name: 'Português' }).click();
  await page.getByLabel('E-mail').fill('nobody-at-all@example.com');
  await page.getByLabel('Senha').fill('surely not this one');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByRole('alert').first()).toContainText('O e-mail ou a senha está errado.');
});

test('letters are written in the language of the account @no-js', async ({ request }) => {
  const person = await newAccount(request, 'guest', { locale: 'es' });
  await request.post('/rpc/forgot-password', {
    form: { email: person.email },
    headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  });
  expect((await mailTo(person.email, 'contraseña')).text).toContain('/reset?token=');
});
