/*
 * The test function of all specs: like Playwright's, but every page is watched. Any error or warning
 * in its console (a failed hydration among them), any uncaught error and any answer of 500 or above
 * fails the test, unless the test says beforehand which text it expects.
 */
import { test as base, expect, type Page } from '@playwright/test';

export type Watch = { expect: (text: RegExp) => void };

function watchPage(page: Page, seen: string[]) {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      seen.push(`console ${message.type()}: ${message.text()} (${page.url()})`);
    }
  });
  page.on('pageerror', (error) => seen.push(`uncaught: ${error.message} (${page.url()})`));
  page.on('response', (response) => {
    if (response.status() >= 500) seen.push(`${response.status()} ${response.url()}`);
  });
}

/* Runs in the page: what the Content-Security-Policy keeps out is told, whatever the browser says of it. */
function tellOfViolations() {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
    console.error(`policy: ${violatedDirective} keeps out ${blockedURI} (${sourceFile}:${lineNumber})`);
  });
}

/*
 * How the stories that matter most are told: on a wide and a narrow window, and with the browser's code kept
 * out while JavaScript works. (Without JavaScript they run once, by the project of that name.)
 *   for (const way of ways) test.describe(way.title, () => { test.use(way.use); … });
 */
export const widths = [
  { title: 'wide', use: { viewport: { width: 1280, height: 800 }, wasm: true } },
  { title: 'narrow @hydrated', use: { viewport: { width: 360, height: 740 }, wasm: true } },
];
export const ways = [...widths, { title: 'without its code @hydrated', use: { viewport: { width: 1280, height: 800 }, wasm: false } }];

export const test = base.extend<{ watch: Watch; wasm: boolean }>({
  wasm: [true, { option: true }],
  watch: [
    async ({ context, javaScriptEnabled, wasm }, use) => {
      const seen: string[] = [];
      // Without JavaScript nobody uses what a page preloads for it.
      const expected: RegExp[] = javaScriptEnabled === false ? [/was preloaded using link preload but not used/] : [];
      if (!wasm) {
        expected.push(/ERR_FAILED|Failed to fetch|preloaded using link preload/);
        await context.route(/\.wasm$/, (route) => route.abort());
      }
      context.on('page', (page) => watchPage(page, seen));
      await context.addInitScript(tellOfViolations);
      await use({ expect: (text) => expected.push(text) });
      const surprises = seen.filter((line) => !expected.some((text) => text.test(line)));
      expect(surprises, 'errors and warnings in the browser').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
