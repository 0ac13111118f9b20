/* Takes the pictures: one load of each page, in both colour schemes, narrow and wide. */
import { test } from '@playwright/test';
import { become, groups, pages, visit, world} from '../tests/support/pages';
import { folder, schemes, widths } from './contents';

test.describe.configure({ mode: 'parallel' });

for (const group of groups) {
  test(`pages of a ${group[0]}`, async ({ page, request }) => {
    const there = await world(request);
    for (const who of group) {
      await become(page, who);
      for (const listed of pages[who]) {
        await page.setViewportSize({ width: widths[0], height: 740 });
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await visit(page, listed, there);
        // Pictures far down load only when they are near.
        await page.evaluate(async () => {
          const images = [...document.images];
          for (const image of images) image.loading = 'eager';
          await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
        });
        for (const width of widths) {
          await page.setViewportSize({ width, height: 740 });
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            await page.screenshot({ path: `${folder}/${listed.name}-${width}-${colorScheme}.png`, fullPage: true });
          }
        }
      }
    }
  });
}
