/* One's own account: which letters come, the password, and the address. */
import { expect, test } from './support/test';
import { linkIn, mailTo, path, signIn, signUp, unique } from './support/people';

test('it is chosen which letters come', async ({ page }) => {
  await signUp(page, 'guest');
  await page.goto('/account');
  const reminder = page.getByLabel('A reminder on the day before arrival');
  const offers = page.getByLabel('Offers');
  await expect(reminder).toBeChecked();
  await expect(offers).not.toBeChecked();
  await reminder.uncheck();
  await offers.check();
  await page.getByRole('button', { name: 'Confirm my choice' }).click();
  await expect(page.getByText('We write to you as you wish.')).toBeVisible();
  await page.goto('/account');
  await expect(reminder).not.toBeChecked();
  await expect(page.getByLabel('An invitation to review after a stay')).toBeChecked();
  await expect(offers).toBeChecked();

  // A hotelier is asked about what a hotelier can get.
  await page.context().clearCookies();
  await signUp(page, 'hotelier');
  await page.goto('/account');
  await expect(offers).not.toBeChecked();
  await expect(reminder).toHaveCount(0);
});

test('the password is changed where one is signed in, and ends all other sessions', async ({ page, browser, javaScriptEnabled }) => {
  test.setTimeout(60_000);
  const person = await signUp(page, 'guest');
  const context = await browser.newContext({ javaScriptEnabled });
  const elsewhere = await context.newPage();
  await signIn(elsewhere, person);
  await page.goto('/account/security');
  const [present, wanted] = [page.getByLabel('Present password'), page.getByLabel('New password')];
  const change = page.getByRole('button', { name: 'Change the password' });
  await present.fill('surely not this one');
  await wanted.fill('quite another password');
  await change.click();
  await expect(present).toHaveAttribute('aria-invalid', 'true');
  await present.fill(person.password);
  await wanted.fill('short');
  await change.click();
  await expect(wanted).toHaveAttribute('aria-invalid', 'true');
  await present.fill(person.password);
  await wanted.fill('quite another password');
  await change.click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await elsewhere.goto('/trips');
  expect(path(elsewhere), 'the other session has ended').toBe('/sign-in');
  await signIn(elsewhere, { ...person, password: 'quite another password' });
  await context.close();
});

test('another address counts when its letter was answered, and can be taken back before', async ({ page }) => {
  test.setTimeout(90_000);
  const person = await signUp(page, 'guest');
  const wanted = `new-${unique()}@example.com`;
  const form = page.locator('#email');
  const ask = async (email: string, password: string) => {
    await form.getByLabel('New e-mail').fill(email);
    await form.getByLabel('Password').fill(password);
    await form.getByRole('button', { name: 'Change the address' }).click();
  };
  await page.goto('/account');
  await ask(wanted, 'surely not this one');
  await expect(form.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByLabel('New e-mail')).toHaveValue(wanted);
  await ask('guest@demo.example', person.password);
  await expect(form.getByLabel('New e-mail')).toHaveAttribute('aria-invalid', 'true');

  const pending = page.getByTestId('pending-email');
  await ask(`typo-${wanted}`, person.password);
  await expect(pending).toContainText(`typo-${wanted}`);
  await pending.getByLabel('Password').fill('surely not this one');
  await pending.getByRole('button', { name: 'Keep the present address' }).click();
  await expect(pending.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await pending.getByLabel('Password').fill(person.password);
  await pending.getByRole('button', { name: 'Keep the present address' }).click();
  await expect(page.getByText('Your e-mail address stays as it is.')).toBeVisible();
  await expect(pending).toHaveCount(0);

  await ask(wanted, person.password);
  await expect(page.getByText(`We have written to ${wanted}.`)).toBeVisible();
  await expect(page.getByTestId('email')).toHaveText(person.email);
  await mailTo(person.email, 'about to change');
  await page.goto(linkIn(await mailTo(wanted, 'Confirm'), '/verify?token='));
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await expect(page.getByText('Your address is confirmed.')).toBeVisible();
  await page.goto('/account');
  await expect(page.getByTestId('email')).toHaveText(wanted);
  await page.context().clearCookies();
  await signIn(page, { ...person, email: wanted });
});
