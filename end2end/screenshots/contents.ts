/* The page that shows all pictures side by side; written when they are taken. */
import { existsSync, writeFileSync } from 'node:fs';
import { pages } from '../tests/support/pages';

export const folder = process.env.SCREENSHOTS ?? '../.run/screenshots';
export const widths = [360, 1280];
export const schemes = ['light', 'dark'] as const;

const kinds = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme, suffix: `${width}-${scheme}` })));
const look = `body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem; background: #777; color: #fff }
  .row { display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto } img { display: block; height: auto }`;

export default function writeContents() {
  const rows = Object.values(pages).flat().map(({ name }) => {
    const taken = kinds.filter(({ suffix }) => existsSync(`${folder}/${name}-${suffix}.png`));
    const images = taken.map(({ width, suffix }) => {
      const file = `${name}-${suffix}.png`;
      return `<a href="${file}"><img src="${file}" alt="${suffix}" width="${width === 360 ? 180 : 480}" loading="lazy"></a>`;
    });
    return `<h2 id="${name}">${name}</h2><div class="row">${images.join('')}</div>`;
  });
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages of Pousada</title><style>${look}</style>`;
  writeFileSync(`${folder}/index.html`, `${head}<h1>Pages of Pousada</h1>\n${rows.join('\n')}\n`);
}
