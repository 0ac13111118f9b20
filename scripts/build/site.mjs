// Puts the site together: the browser's files under names that carry a hash of their content, the
// static files as they are, and beside each compressible file its brotli and gzip twin.
//
//   node site.mjs --front DIR --css FILE --public DIR --out DIR --hashes FILE --cache DIR
//
// The names are those that Leptos looks for with `hash_files`: pkg/pousada.HASH.{js,wasm,css} and
// pkg/__wasm_split*.HASH.*, with the hashes in a text file beside the server's binary. Compressed files are
// kept in the cache by content.

import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const NAME = 'pousada';
const COMPRESSIBLE = /\.(js|wasm|css|svg|html|txt|json|webmanifest|ico|xml|map)$/;

const { values: args } = parseArgs({
  options: Object.fromEntries(['front', 'css', 'public', 'out', 'hashes', 'cache'].map((k) => [k, { type: 'string' }])),
});

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const pkg = join(args.out, 'pkg');
mkdirSync(pkg, { recursive: true });
mkdirSync(args.cache, { recursive: true });

if (existsSync(args.public)) cpSync(args.public, args.out, { recursive: true });
if (existsSync(join(args.front, 'snippets'))) cpSync(join(args.front, 'snippets'), join(pkg, 'snippets'), { recursive: true });

// Every module of wasm, by its name without hash: the first one and those that follow it.
const modules = {};
for (const file of readdirSync(args.front).filter((file) => file.endsWith('.wasm'))) {
  const [stem, bytes] = [file.slice(0, -'.wasm'.length), readFileSync(join(args.front, file))];
  modules[stem] = `${stem}.${hash(bytes)}`;
  writeFileSync(join(pkg, `${modules[stem]}.wasm`), bytes);
}

// The scripts name each other, so they share one hash, made before they do; and one of them names the modules
// that are loaded later.
const SPLIT = '__wasm_split';
let js = readFileSync(join(args.front, `${NAME}.js`), 'utf8');
let split = readFileSync(join(args.front, `${SPLIT}.js`), 'utf8');
for (const [stem, name] of Object.entries(modules)) {
  if (stem !== NAME) split = replaced(split, `"./${stem}.wasm"`, `"./${name}.wasm"`);
}
const scripts = hash(js + split);
js = replaced(js, ` from "./${SPLIT}.js"`, ` from "./${SPLIT}.${scripts}.js"`);
split = replaced(split, ` from "./${NAME}.js"`, ` from "./${NAME}.${scripts}.js"`);
writeFileSync(join(pkg, `${NAME}.${scripts}.js`), js);
writeFileSync(join(pkg, `${SPLIT}.${scripts}.js`), split);

// What the server has a page preload.
const uses = JSON.parse(readFileSync(join(args.front, `${SPLIT}_manifest.json`), 'utf8'));
for (const use in uses) uses[use] = uses[use].map((stem) => modules[stem]);
const manifest = JSON.stringify(uses);
const css = readFileSync(args.css);
const hashes = { js: scripts, wasm: modules[NAME].split('.')[1], css: hash(css), split: scripts, manifest: hash(manifest) };
writeFileSync(join(pkg, `${NAME}.${hashes.css}.css`), css);
writeFileSync(join(pkg, `${SPLIT}_manifest.${hashes.manifest}.json`), manifest);

for (const entry of readdirSync(args.out, { recursive: true })) {
  const path = join(args.out, entry);
  if (!COMPRESSIBLE.test(path) || !statSync(path).isFile() || statSync(path).size < 200) continue;
  const bytes = readFileSync(path);
  for (const [ending, compress] of [['br', brotli], ['gz', gzip]]) {
    const kept = join(args.cache, `${hash(bytes)}.${ending}`);
    if (existsSync(kept)) {
      utimesSync(kept, new Date(), new Date());
    } else {
      writeFileSync(`${kept}.${process.pid}`, compress(bytes));
      renameSync(`${kept}.${process.pid}`, kept);
    }
    copyFileSync(kept, `${path}.${ending}`);
  }
}

writeFileSync(`${args.hashes}.new`, Object.entries(hashes).map(([kind, value]) => `${kind}: ${value}\n`).join(''));
renameSync(`${args.hashes}.new`, args.hashes);

/* The text with every `from` replaced; there must be one. */
function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`the scripts do not have the text ${from}`);
  return text.replaceAll(from, to);
}

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

function gzip(bytes) {
  return gzipSync(bytes, { level: 9 });
}
