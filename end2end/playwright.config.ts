import { defineConfig } from '@playwright/test';

/*
 * Browser tests of a running Pousada. `make test` starts one and sets
 *   BASE_URL      the site
 *   MAIL_API_URL  the mail catcher (REST under /api/email)
 *   CHROMIUM      the browser; none is ever downloaded
 * Every test runs twice: with the page hydrated, and with JavaScript switched off. A test for one of
 * the two only says so by a tag in its title: @hydrated or @no-js.
 */
const baseURL = process.env.BASE_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  testDir: 'tests',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['line'], ['json']],
  outputDir: '../.run/e2e-results',
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-gpu',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'hydrated', grepInvert: /@no-js/, use: { browserName: 'chromium', javaScriptEnabled: true } },
    { name: 'no-js', grepInvert: /@hydrated/, use: { browserName: 'chromium', javaScriptEnabled: false } },
  ],
});
