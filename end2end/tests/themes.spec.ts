/* Light, dark, or as the system has it: chosen in the footer. */
import { expect, test, ways } from './support/test';

const colours = { light: 'rgb(250, 246, 240)', dark: 'rgb(26, 22, 19)' };

for (const way of ways) {
  test.describe(way.title, () => {
    test.use(way.use);

    test('colours are those of the system, unless others are chosen', async ({ page, context }) => {
      const html = page.locator('html');
      const choose = (name: string) => page.getByRole('contentinfo').getByRole('button', { name, exact: true });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto('/search?place=Paraty');
      await expect(html).not.toHaveAttribute('data-theme');
      await expect(html).toHaveCSS('background-color', colours.dark);
      await expect(choose('System')).toHaveAttribute('aria-current', 'true');

      await choose('Light').click();
      await expect(html).toHaveAttribute('data-theme', 'light');
      await expect(html).toHaveCSS('background-color', colours.light);
      await expect(choose('Light')).toHaveAttribute('aria-current', 'true');
      expect(new URL(page.url()).search).toBe('?place=Paraty');
      expect((await context.cookies()).find(({ name }) => name === 'theme')).toMatchObject({ value: 'light', secure: true, sameSite: 'Lax' });

      await page.emulateMedia({ colorScheme: 'light' });
      await choose('Dark').click();
      await expect(html).toHaveAttribute('data-theme', 'dark');
      await page.goto('/sign-in');
      await expect(html).toHaveCSS('background-color', colours.dark);

      await choose('System').click();
      await expect(html).not.toHaveAttribute('data-theme');
      await expect(html).toHaveCSS('background-color', colours.light);
    });
  });
}

test('what is no theme changes nothing but the choice @no-js', async ({ request }) => {
  const response = await request.get('/', { headers: { cookie: 'theme="><script>' } });
  expect(response.status()).toBe(200);
  expect(await response.text()).not.toContain('data-theme');
});
