/* Signing in in two steps: setting it up, using it, and switching it off. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/test';
import { path, signUp, type Person } from './support/people';
import { codeOf, wrongCode } from './support/totp';

type Secured = Person & { secret: string; codes: string[] };

const shownCodes = (page: Page) => page.getByTestId('recovery-codes').getByRole('listitem');

/* Signs up and sets up the second factor, by the pages. Ends where the recovery codes are shown. */
async function secured(page: Page): Promise<Secured> {
  const person = await signUp(page, 'guest');
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Set up two-step sign-in' }).click();
  await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible();
  const secret = (await page.getByTestId('secret').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code of the app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByText('Two-step sign-in is on.')).toBeVisible();
  return { ...person, secret, codes: await shownCodes(page).allInnerTexts() };
}

async function password(page: Page, person: Person, at = '/sign-in') {
  await page.context().clearCookies();
  await page.goto(at);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

async function code(page: Page, text: string) {
  await expect(page.getByRole('heading', { level: 1, name: 'Enter your code' })).toBeVisible();
  const answered = page.waitForResponse((response) => response.url().endsWith('/rpc/sign-in-code'));
  await page.getByLabel('Code', { exact: true }).fill(text);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await answered;
}

test('a second factor is set up, and its recovery codes are shown once', async ({ page }) => {
  await signUp(page, 'guest');
  // Nothing is begun by looking.
  await page.goto('/account/second-factor');
  await expect(page.getByText('Nothing is being set up')).toBeVisible();
  await page.getByRole('link', { name: 'Back to password and sessions' }).click();
  await page.getByRole('button', { name: 'Set up two-step sign-in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Set up two-step sign-in' })).toBeVisible();
  const secret = (await page.getByTestId('secret').innerText()).replaceAll(' ', '');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const field = page.getByLabel('Code of the app');
  await field.fill(wrongCode(secret));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect((await page.getByTestId('secret').innerText()).replaceAll(' ', '')).toBe(secret);
  await field.fill(codeOf(secret));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByText('Two-step sign-in is on.')).toBeVisible();
  await expect(shownCodes(page)).toHaveCount(10);
  await page.goto('/account/security');
  await expect(page.getByRole('heading', { name: 'Two-step sign-in On' })).toBeVisible();
  await expect(shownCodes(page)).toHaveCount(0);
});

test('signing in asks for the code, and says what is wrong with it at the field', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(60_000);
  const person = await secured(page);
  await password(page, person, '/sign-in?next=/trips');
  await code(page, wrongCode(person.secret));
  await expect(page.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert').first()).toContainText('This code is wrong, or was used already.');
  // What waits for the code is nowhere that it can be read.
  expect(new URL(page.url()).search).toBe('?next=%2Ftrips');
  if (javaScriptEnabled) expect(await page.evaluate(() => document.cookie)).not.toContain('challenge');
  // The step of the code that switched it on is used up.
  await code(page, codeOf(person.secret, 1));
  await expect(page.getByRole('heading', { level: 1, name: 'My trips' })).toBeVisible();

  const recovery = person.codes[0].toLowerCase().replace('-', ' ');
  await password(page, person);
  await code(page, recovery);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await password(page, person);
  await code(page, recovery);
  await expect(page.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true');
});

test('after too many wrong codes it begins with the password again', async ({ page }) => {
  test.setTimeout(60_000);
  const told = page.getByText('too many wrong codes. Please sign in again.');
  await page.goto('/sign-in/code');
  expect(path(page), 'no password, no code').toBe('/sign-in');
  await expect(told).toBeVisible();

  const person = await secured(page);
  await password(page, person, '/sign-in?next=/trips');
  for (let attempt = 0; attempt < 6; attempt += 1) await code(page, wrongCode(person.secret));
  await expect(told).toBeVisible();
  expect(new URL(page.url()).searchParams.get('next')).toBe('/trips');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await code(page, person.codes[0]);
  await expect(page.getByRole('heading', { level: 1, name: 'My trips' })).toBeVisible();
});

test('new recovery codes take the place of the old ones, and it is switched off with the password', async ({ page }) => {
  test.setTimeout(60_000);
  const person = await secured(page);
  await page.goto('/account/security');
  await page.getByText('New recovery codes', { exact: true }).click();
  const renew = page.locator('#renew');
  await renew.getByLabel('Password').fill(person.password);
  await renew.getByLabel('Code of the app').fill(person.codes[0]);
  await renew.getByRole('button', { name: 'Make new codes' }).click();
  await expect(page.getByText('Your new recovery codes are there.')).toBeVisible();
  const codes = await shownCodes(page).allInnerTexts();
  expect(codes).toHaveLength(10);
  expect(codes).not.toContain(person.codes[1]);

  await page.getByText('Switch two-step sign-in off', { exact: true }).click();
  const disable = page.locator('#disable');
  const refused = async (label: string) => {
    await disable.getByRole('button', { name: 'Switch it off' }).click();
    // Where it was refused, it is open.
    await expect(disable.getByLabel(label)).toHaveAttribute('aria-invalid', 'true');
    await expect(disable.getByLabel(label)).toBeVisible();
  };
  await disable.getByLabel('Password').fill('surely not this one');
  await disable.getByLabel('Code of the app').fill(codes[0]);
  await refused('Password');
  await disable.getByLabel('Password').fill(person.password);
  await disable.getByLabel('Code of the app').fill(person.codes[1]);
  await refused('Code of the app');
  await disable.getByLabel('Password').fill(person.password);
  await disable.getByLabel('Code of the app').fill(codes[0]);
  await disable.getByRole('button', { name: 'Switch it off' }).click();
  await expect(page.getByText('Two-step sign-in is off.')).toBeVisible();
  await password(page, person);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});
