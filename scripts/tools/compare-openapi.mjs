// Tells what of an OpenAPI document a client of an older one could not live with.
//   node compare-openapi.mjs RELEASED NEW
// Fields may be added to answers and optional ones to requests; nothing may go, change its type, or become
// needed. Our servers refuse fields they do not know, so that none of a request may go either.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** All breaking differences, a sentence each. */
export function breaking(before, after) {
  const found = [];
  for (const [path, item] of Object.entries(before.paths)) {
    for (const method of METHODS.filter((one) => item[one])) {
      const [was, is] = [item[method], after.paths[path]?.[method]];
      const what = `${method.toUpperCase()} ${path}`;
      if (is) compareOperation(what, was, is, before, after, found);
      else found.push(`${what} is gone`);
    }
  }
  return found;
}

function compareOperation(what, was, is, before, after, found) {
  if (was.operationId !== is.operationId) found.push(`${what} is called ${is.operationId}`);
  const open = (operation) => (operation.security ?? [{}]).some((way) => Object.keys(way).length === 0);
  if (open(was) && !open(is)) found.push(`${what} needs a token`);
  const scopes = (operation) => (operation.security ?? []).flatMap((way) => Object.values(way).flat());
  for (const scope of scopes(is)) {
    if (!scopes(was).includes(scope)) found.push(`${what} needs the scope ${scope}`);
  }
  const parameters = (operation) => new Map((operation.parameters ?? []).map((one) => [`${one.in} ${one.name}`, one]));
  const [had, has] = [parameters(was), parameters(is)];
  for (const [name, parameter] of has) {
    if (parameter.required && !had.get(name)?.required) found.push(`${what} needs ${name}`);
  }
  for (const [name, parameter] of had) {
    if (!has.has(name)) found.push(`${what} has no ${name}`);
    else compareInput(`${what} ${name}`, parameter.schema, has.get(name).schema, before, after, found, new Set());
  }
  compareBody(what, was.requestBody, is.requestBody, before, after, found);
  for (const [status, answer] of Object.entries(was.responses)) {
    if (!status.startsWith('2')) continue;
    const [old, now] = [resolve(answer, before), resolve(is.responses[status], after)];
    if (!now) {
      found.push(`${what} does not answer ${status}`);
      continue;
    }
    for (const [kind, media] of Object.entries(old.content ?? {})) {
      if (!now.content?.[kind]) found.push(`${what} ${status} is no ${kind}`);
      else compareOutput(`${what} ${status}`, media.schema, now.content[kind].schema, before, after, found, new Set());
    }
  }
}

function compareBody(what, was, is, before, after, found) {
  if (is?.required && !was?.required) found.push(`${what} needs a body`);
  for (const [kind, media] of Object.entries(was?.content ?? {})) {
    if (!is?.content?.[kind]) found.push(`${what} takes no ${kind}`);
    else compareInput(`${what} body`, media.schema, is.content[kind].schema, before, after, found, new Set());
  }
}

/** What was a valid value must still be one. */
function compareInput(what, was, is, before, after, found, seen) {
  walk(what, was, is, before, after, found, seen, compareInput, (old, now) => {
    for (const name of now.required ?? []) {
      if (!old.required?.includes(name)) found.push(`${what}/${name} is needed`);
    }
    if (now.enum && !old.enum) found.push(`${what} takes only some values`);
    for (const value of old.enum ?? []) {
      if (now.enum && !now.enum.includes(value)) found.push(`${what} does not take ${JSON.stringify(value)}`);
    }
    for (const [limit, tighter] of [['maximum', (a, b) => b < a], ['minimum', (a, b) => b > a],
      ['maxLength', (a, b) => b < a], ['minLength', (a, b) => b > a],
      ['maxItems', (a, b) => b < a], ['minItems', (a, b) => b > a]]) {
      if (now[limit] === undefined) continue;
      if (old[limit] === undefined ? !(limit.startsWith('min') && now[limit] === 0) : tighter(old[limit], now[limit])) {
        found.push(`${what} has the ${limit} ${now[limit]}`);
      }
    }
  });
}

/** What clients read must still be there. */
function compareOutput(what, was, is, before, after, found, seen) {
  walk(what, was, is, before, after, found, seen, compareOutput, (old, now) => {
    for (const name of old.required ?? []) {
      if (!now.required?.includes(name)) found.push(`${what}/${name} may be absent`);
    }
  });
}

function walk(what, was, is, before, after, found, seen, compare, here) {
  const [old, now] = [resolve(was, before), resolve(is, after)];
  if (!old) return;
  if (!now) {
    found.push(`${what} says nothing of its values`);
    return;
  }
  const key = was?.$ref;
  if (key && seen.has(key)) return;
  const inside = key ? new Set(seen).add(key) : seen;
  const types = (schema) => [schema.type ?? []].flat();
  const dropped = compare === compareInput ? minus(types(old), types(now)) : minus(types(now), types(old));
  if (types(old).length > 0 && dropped.length > 0) {
    found.push(`${what} is ${types(now).join(' or ')} and was ${types(old).join(' or ')}`);
    return;
  }
  if (old.format && old.format !== now.format) found.push(`${what} has the format ${now.format}`);
  here(old, now);
  for (const [name, member] of Object.entries(old.properties ?? {})) {
    if (!now.properties?.[name]) found.push(`${what}/${name} is gone`);
    else compare(`${what}/${name}`, member, now.properties[name], before, after, found, inside);
  }
  if (old.items) compare(`${what}/items`, old.items, now.items, before, after, found, inside);
  for (const kind of ['oneOf', 'anyOf', 'allOf']) {
    (old[kind] ?? []).forEach((part, index) => {
      if (now[kind]?.[index]) compare(what, part, now[kind][index], before, after, found, inside);
      else found.push(`${what} lost one of its forms`);
    });
  }
}

const minus = (all, others) => all.filter((one) => !others.includes(one));

function resolve(value, document) {
  if (!value?.$ref) return value;
  const parts = value.$ref.slice(2).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce((place, part) => place?.[part], document);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [released, now] = process.argv.slice(2, 4).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const found = breaking(released, now);
  for (const line of found) console.log(line);
  console.log(`${found.length} breaking changes since the document of ${released.info.version}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
