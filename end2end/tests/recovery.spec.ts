/* The links of letters: confirming an address, and a new password. */
import { expect, test } from './support/test';
import { linkIn, mailTo, path, signIn, signUp } from './support/people';

const secret = /\?token=[\w-]{43}$/;

test('an address is confirmed by a button, once, and not by opening the link', async ({ page, request }) => {
  const person = await signUp(page, 'guest');
  const link = linkIn(await mailTo(person.email, 'Welcome to Pousada'), '/verify?token=');
  expect(link).toMatch(secret);
  // A program that looks through mail opens it, and that changes nothing.
  const opened = await request.get(link);
  expect(opened.headers()['referrer-policy']).toBe('no-referrer');
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await expect(page.getByText('Your address is confirmed.')).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.goto(link);
  await expect(page.getByRole('alert')).toContainText('This link does not work any more.');
  await expect(page.getByRole('button', { name: 'Confirm my address' })).toHaveCount(0);

  // Another letter can be asked for; with nothing left to confirm, none is sent.
  await page.getByRole('link', { name: 'Ask for a new letter' }).click();
  await page.getByRole('button', { name: 'Send me the letter' }).click();
  await expect(page.getByText('If your address was not confirmed before')).toBeVisible();
});

test('a letter that confirms an address is for who is signed in', async ({ page, context, javaScriptEnabled, watch }) => {
  watch.expect(/status of 401/);
  const person = await signUp(page, 'guest');
  await context.clearCookies();
  await page.goto('/verify');
  await page.getByRole('button', { name: 'Send me the letter' }).click();
  // Without JavaScript, the way to sign in is gone at once.
  if (javaScriptEnabled) await page.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome back' })).toBeVisible();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Send me the letter' })).toBeVisible();
  await page.getByRole('button', { name: 'Send me the letter' }).click();
  await expect(page.getByText('a new letter is on its way')).toBeVisible();
  await mailTo(person.email, 'Confirm your');
});

test('a forgotten password is replaced by the link of a letter, and all are signed out', async ({ page, browser, javaScriptEnabled, watch }) => {
  test.setTimeout(60_000);
  watch.expect(/status of 422/);
  const person = await signUp(page, 'guest');
  const other = await browser.newContext({ javaScriptEnabled });
  const elsewhere = await other.newPage();
  await elsewhere.goto('/sign-in');
  await elsewhere.getByRole('link', { name: 'Forgot your password?' }).click();
  await elsewhere.getByLabel('E-mail').fill(person.email);
  await elsewhere.getByRole('button', { name: 'Send me the letter' }).click();
  await expect(elsewhere.getByText('If this address has an account, a letter is on its way to it.')).toBeVisible();
  const link = linkIn(await mailTo(person.email, 'password'), '/reset?token=');

  const response = await elsewhere.goto(link);
  expect(response!.headers()['referrer-policy']).toBe('no-referrer');
  const field = elsewhere.getByLabel('New password');
  await field.fill('short');
  await elsewhere.getByRole('button', { name: 'Set the password' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveValue(javaScriptEnabled ? 'short' : '');
  await field.fill('quite another password');
  await elsewhere.getByRole('button', { name: 'Set the password' }).click();
  await expect(elsewhere.getByText('Your new password is set.')).toBeVisible();

  await page.goto('/trips');
  expect(path(page), 'the session that there was has ended').toBe('/sign-in');
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('alert')).toContainText('This link does not work any more.');
  await elsewhere.getByRole('link', { name: 'Ask for a new link' }).click();
  await expect(elsewhere.getByLabel('E-mail')).toBeVisible();
  await signIn(elsewhere, { ...person, password: 'quite another password' });
  await other.close();
});

test('a link that is used between opening and sending is told so', async ({ page, browser, javaScriptEnabled, watch }) => {
  watch.expect(/status of 422/);
  const person = await signUp(page, 'guest');
  await page.context().clearCookies();
  await page.goto('/forgot');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('button', { name: 'Send me the letter' }).click();
  const link = linkIn(await mailTo(person.email, 'password'), '/reset?token=');
  const contexts = await Promise.all([0, 1].map(() => browser.newContext({ javaScriptEnabled })));
  const [first, second] = await Promise.all(contexts.map((context) => context.newPage()));
  for (const tab of [first, second]) {
    await tab.goto(link);
    await tab.getByLabel('New password').fill('the very same words');
  }
  await first.getByRole('button', { name: 'Set the password' }).click();
  await expect(first.getByText('Your new password is set.')).toBeVisible();
  await second.getByRole('button', { name: 'Set the password' }).click();
  await expect(second.getByRole('alert')).toContainText('This link does not work any more.');
  await second.getByRole('link', { name: /^ask for a new/i }).click();
  await expect(second.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
  for (const context of contexts) await context.close();
});

test('a forgotten password is answered alike, whether or not there is an account', async ({ page }) => {
  const told: string[] = [];
  for (const email of ['guest@demo.example', 'nobody-at-all@example.com']) {
    await page.goto('/forgot');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send me the letter' }).click();
    await expect(page.getByText('If this address has an account')).toBeVisible();
    told.push(`${new URL(page.url()).search} ${await page.getByRole('main').innerText()}`);
  }
  expect(told[0]).toBe(told[1]);
});
