// Puts the site together: the browser's files under names that carry a hash of their content, the
// static files as they are, and beside each compressible file its brotli and gzip twin.
//
//   node site.mjs --front DIR --css FILE --public DIR --out DIR --hashes FILE --cache DIR
//
// The names are those that Leptos looks for with `hash_files`: pkg/pousada.HASH.{js,wasm,css}, with the
// hashes in a text file beside the server's binary. Compressed files are kept in the cache by content.

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

const wasm = readFileSync(join(args.front, `${NAME}.wasm`));
const wasmHash = hash(wasm);
// The glue's default address of the module, in case it is loaded without one.
const js = readFileSync(join(args.front, `${NAME}.js`), 'utf8').replaceAll(`${NAME}_bg.wasm`, `${NAME}.${wasmHash}.wasm`);
const css = readFileSync(args.css);
const hashes = { js: hash(js), wasm: wasmHash, css: hash(css) };
writeFileSync(join(pkg, `${NAME}.${hashes.wasm}.wasm`), wasm);
writeFileSync(join(pkg, `${NAME}.${hashes.js}.js`), js);
writeFileSync(join(pkg, `${NAME}.${hashes.css}.css`), css);

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

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

function gzip(bytes) {
  return gzipSync(bytes, { level: 9 });
}
