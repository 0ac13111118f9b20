/*
 * Every page, in both colour schemes, wide and narrow: nothing that axe finds fault with, nothing that
 * sticks out at the side, one heading of the first rank, a title and a language.
 */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { become, groups, pages, visit, world, type Listed, type World } from './support/pages';
import { expect, test } from './support/test';

test.describe.configure({ mode: 'parallel' });
// What is told says enough, and recording every step takes as long as the steps.
test.use({ trace: 'off' });

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [1280, 360];
const schemes = ['light', 'dark'] as const;
/* What a page in the other colours can do wrong that it did not in the first. */
const ofColours = ['color-contrast', 'link-in-text-block'];

declare const window: { axe: typeof axe };

/* What axe finds, each with the first few places. It has to be in the page. */
async function faults(page: Page, about: string, values: string[], type: 'tag' | 'rule'): Promise<string[]> {
  const options = { runOnly: { type, values }, resultTypes: ['violations'] as const };
  const { violations } = await page.evaluate((given) => window.axe.run({ ...given, resultTypes: [...given.resultTypes] }), options);
  return violations.map((found) => {
    const places = found.nodes.slice(0, 4).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? ''})`);
    return `${about}: ${found.id}: ${places.join('; ')}`;
  });
}

/* What reaches out of the window at the side, unless it scrolls by itself or is for readers only. */
function tooWide(): string[] {
  const width = document.documentElement.clientWidth;
  const found: string[] = [];
  if (document.documentElement.scrollWidth > width) found.push(`the page scrolls to ${document.documentElement.scrollWidth}`);
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || (box.right <= width + 0.5 && box.left >= -0.5)) continue;
    if (element.closest('.table-wrap, .sr-only, svg')) continue;
    found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${box.left} to ${box.right} of ${width}`);
  }
  return found.slice(0, 5);
}

/* What a document needs beside what axe looks for. */
function structure(): string[] {
  const found: string[] = [];
  const headings = document.querySelectorAll('h1').length;
  if (headings !== 1) found.push(`${headings} headings of the first rank`);
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(document.documentElement.lang)) found.push('no language');
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) found.push('an id is there twice');
  return found;
}

async function look(page: Page, listed: Listed, there: World): Promise<string[]> {
  const found: string[] = [];
  const tell = (about: string, lines: string[]) => found.push(...lines.map((line) => `${listed.name} ${about}: ${line}`));
  await page.setViewportSize({ width: widths[0], height: 800 });
  await page.emulateMedia({ colorScheme: schemes[0], reducedMotion: 'reduce' });
  await visit(page, listed, there);
  await expect(page, listed.name).toHaveTitle(/\S · Pousada$/);
  tell('', await page.evaluate(structure));
  await page.evaluate(axe.source);
  // One load for all: neither a width nor a colour scheme is known to the server.
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    tell(`at ${width}`, await page.evaluate(tooWide));
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const about = `${listed.name} at ${width}, ${colorScheme}`;
      found.push(...(await (colorScheme === 'light' ? faults(page, about, tags, 'tag') : faults(page, about, ofColours, 'rule'))));
    }
  }
  await page.setViewportSize({ width: 320, height: 640 });
  tell('at 320', await page.evaluate(tooWide));
  return found;
}

for (const group of groups) {
  test(`pages of a ${group[0]} can be read and used by all @hydrated`, async ({ page, request, watch }) => {
    test.setTimeout(300_000);
    watch.expect(/the server responded with a status of 4\d\d/);
    const there = await world(request);
    const found: string[] = [];
    for (const who of group) {
      await become(page, who);
      for (const listed of pages[who]) found.push(...(await look(page, listed, there)));
    }
    expect(found).toEqual([]);
  });
}
