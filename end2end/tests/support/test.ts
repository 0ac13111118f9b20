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

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, javaScriptEnabled }, use) => {
      const seen: string[] = [];
      // Without JavaScript nobody uses what a page preloads for it.
      const expected: RegExp[] = javaScriptEnabled === false ? [/was preloaded using link preload but not used/] : [];
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
