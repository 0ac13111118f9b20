/*
 * A person without a mouse: goes through the page by Tab, and tells of every stop that cannot be seen,
 * that something covers, or that comes before the one it follows.
 */
import { expect, type Locator, type Page } from '@playwright/test';

declare const window: { stop_?: Element; innerHeight: number; innerWidth: number };

/* Whether the focus is somewhere in the window. Runs in the page. */
function near(): boolean {
  const box = document.activeElement!.getBoundingClientRect();
  return document.activeElement === document.body || (box.bottom > 0 && box.top < window.innerHeight);
}

/* What is wrong with where the focus is. Runs in the page. */
function look(): string[] {
  const here = document.activeElement;
  const before = window.stop_;
  if (!here || here === document.body) {
    delete window.stop_;
    return [];
  }
  window.stop_ = here;
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
  const [x, y] = [(box.left + box.right) / 2, (top + bottom) / 2];
  const told: string[] = [];
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) told.push('has no outline');
  if (x < 0 || x > window.innerWidth || top >= bottom) told.push('is outside the window');
  else if (!here.contains(document.elementFromPoint(x, y)) && here.getClientRects().length === 1) told.push('is covered');
  const back = before?.isConnected && before !== here && !(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (back && !here.matches('.skip')) told.push('comes before the last stop');
  if ((here as HTMLElement).tabIndex > 0) told.push('has a place of its own in the order');
  const name = here.getAttribute('aria-label') ?? here.id ?? '';
  return told.map((what) => `${here.tagName} ${name} “${(here.textContent ?? '').trim().slice(0, 40)}” ${what} (${document.location.pathname})`);
}

export class Keys {
  readonly wrong: string[] = [];

  constructor(private readonly page: Page) {}

  press(key: string) {
    return this.page.keyboard.press(key);
  }

  private focused(target: Locator) {
    return target.evaluate((element) => element === document.activeElement);
  }

  /* By Tab to there, looking at every stop on the way. */
  async to(target: Locator) {
    await expect(target).toBeVisible();
    for (let i = 0; i < 150; i += 1) {
      await this.press('Tab');
      // The next frame brings it into the window; pages without JavaScript cannot say when that was.
      for (let looks = 0; looks < 50 && !(await this.page.evaluate(near)); looks += 1);
      this.wrong.push(...(await this.page.evaluate(look)));
      if (await this.focused(target)) return;
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  link(name: string | RegExp) {
    return this.page.getByRole('main').getByRole('link', { name }).first();
  }

  /* To the link or button, and then its key. */
  async follow(name: string | RegExp) {
    await this.to(this.link(name));
    await this.press('Enter');
  }

  async push(name: string, key: 'Enter' | 'Space' = 'Enter') {
    await this.to(this.page.getByRole('main').getByRole('button', { name }));
    await this.press(key);
  }

  async write(label: string, text: string) {
    await this.to(this.page.getByLabel(label, { exact: true }));
    await this.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /* In whichever order the browser asks for day, month and year. */
  async date(label: string | RegExp, iso: string) {
    const field = this.page.getByLabel(label);
    await this.to(field);
    const [year, month, day] = iso.split('-');
    for (const typed of [`${day}${month}${year}`, `${month}${day}${year}`, `${year}${month}${day}`]) {
      for (let i = 0; i < 3; i += 1) await this.press('ArrowLeft');
      await this.page.keyboard.type(typed);
      if ((await field.inputValue()) === iso) return;
    }
    throw new Error(`${field} does not take ${iso}`);
  }

  /* Chooses what begins with the text, as a list does when one types. */
  async choose(label: string, text: string) {
    const list = this.page.getByLabel(label, { exact: true });
    await this.to(list);
    await this.page.keyboard.type(text);
    await expect(list.locator('option:checked')).toHaveText(new RegExp(`^${text}`));
  }
}
