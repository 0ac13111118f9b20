/* People who sign up, and what they do all the time. */
import { expect, type Page } from '@playwright/test';

let count = 0;

/* A word that no other test, project or run has. */
export function unique(): string {
  count += 1;
  return `${Date.now().toString(36)}${process.pid.toString(36)}${count}`;
}

/* The address of a page without its query. */
export function path(page: Page): string {
  return new URL(page.url()).pathname;
}

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' });

/* A date so many days from now where the hotels are, as date fields take it. */
export function inDays(days: number): string {
  return today.format(Date.now() + days * 86_400_000);
}

export type Person = { email: string; password: string };

export async function signUp(page: Page, role: 'guest' | 'hotelier', first = 'Ana'): Promise<Person> {
  const person = { email: `${role}-${unique()}@example.com`, password: 'correct horse battery' };
  await page.goto(`/sign-up?role=${role}`);
  await page.getByLabel('First name').fill(first);
  await page.getByLabel('Last name').fill('Lima');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByLabel('Phone').fill('(11) 98765-4321');
  if (role === 'guest') {
    await page.getByLabel('Document', { exact: true }).selectOption('cpf');
    await page.getByLabel('Document number').fill('529.982.247-25');
  } else {
    await page.getByLabel('CNPJ').fill('12.ABC.345/01DE-35');
  }
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  return person;
}

/* Signs in, and reads on in English whatever the language of the account. */
export async function signIn(page: Page, person: Person) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByTestId('account-name')).toBeVisible();
  if ((await page.locator('html').getAttribute('lang')) !== 'en') await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/* Creates a hotel with one type of room at R$ 321,00 and these rooms. Ends on its page of rooms. */
export async function createHotel(page: Page, name: string, rooms: string) {
  await page.goto('/manage');
  await page.getByRole('link', { name: 'Add your first hotel' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Description').fill('Between the river and the square.');
  await page.getByLabel('Stars').selectOption('4');
  await page.getByLabel('Street', { exact: true }).fill('Rua do Comércio');
  await page.getByLabel('Street number').fill('12');
  await page.getByLabel('CEP').fill('23970-000');
  await page.getByLabel('City').fill('Paraty');
  await page.getByLabel('State').selectOption('RJ');
  await page.getByRole('button', { name: 'Create hotel' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.getByRole('link', { name: 'Add room type' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Double with balcony');
  await page.getByLabel('Sleeps').fill('2');
  await page.getByLabel('Price per night').fill('321,00');
  await page.getByRole('button', { name: 'Create room type' }).click();
  await expect(page.getByRole('heading', { name: 'Double with balcony' })).toBeVisible();

  await page.getByRole('link', { name: 'Add rooms' }).click();
  await page.getByLabel('Room numbers').fill(rooms);
  await page.getByRole('button', { name: 'Create rooms' }).click();
  await expect(page.getByText('The rooms are there.')).toBeVisible();
}

type Mail = { subject: string; text: string; to: { address: string }[] };

/* The first mail to this address whose subject has this text, once the catcher has it. */
export async function mailTo(address: string, subject: string): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const response = await fetch(`${process.env.MAIL_API_URL}/api/email`);
        const mails = (await response.json()) as Mail[];
        found = mails.find((m) => m.subject.includes(subject) && m.to.some((to) => to.address === address));
        return found !== undefined;
      },
      { message: `a mail “${subject}” to ${address}`, timeout: 20_000 },
    )
    .toBe(true);
  return found!;
}

/* The address in the mail that has this part. */
export function linkIn(mail: Mail, part: string): string {
  const found = (mail.text.match(/https?:\/\/\S+/g) ?? []).find((link) => link.includes(part));
  expect(found, `a link with ${part} in the mail`).toBeTruthy();
  return found!;
}
