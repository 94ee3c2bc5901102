import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

/** The JSON schemas of values. */
async function loadSchemas() {
  const { outputFiles } = await build({ entryPoints: [join(folder, 'json-schema.ts')], bundle: true, platform: 'node', format: 'cjs', write: false });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}

/** The interfaces of complete values, and those of props, which leave out what has a default. */
async function typesOf({ documentSchema, fileSchema }) {
  const values = await interfaces(documentSchema());
  const props = await interfaces(asProps(fileSchema(), documentSchema(), 'PlatformProps'));
  const known = new Set(values.map(nameOf));
  return ['// Written by `npm run types` from the schema: change values/schema/ instead.\n', ...values, ...props.filter((one) => !known.has(nameOf(one)))].join('\n');
}

/** The schema of props, of which those parts have names of their own that are not as they are in values. */
function asProps(schema, ofValues, title = schema.title && `${schema.title}Props`) {
  const { properties } = schema;
  if (isDeepStrictEqual(schema, ofValues)) return schema;
  return { ...schema, ...(title && { title }), ...(properties && { properties: mapValues(properties, (child, key) => asProps(child, ofValues.properties[key])) }) };
}

const nameOf = (declaration) => /^export interface (\w+)/m.exec(declaration)[1];

/** The declarations of a schema, one of each titled part. */
async function interfaces(schema) {
  const definitions = {};
  const root = { ...hoisted({ ...schema, title: undefined }, definitions), title: schema.title, definitions };
  const source = await compile(root, schema.title, {
    bannerComment: '',
    additionalProperties: false,
    style: { singleQuote: true, printWidth: 140 },
  });
  return readonlyMembers(source).split(/(?<=^}\n)/m).map((declaration) => declaration.trimStart());
}

// What a type says nothing of; a map that may hold more is known by what is used of it.
const beyondTypes = ['maxItems', 'if', 'then', 'else', 'not', 'pattern'];

/** The schema with each titled part in `definitions`, and defaults as a tag of its description. */
function hoisted(schema, definitions) {
  if (Array.isArray(schema)) return schema.map((item) => hoisted(item, definitions));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { title, default: value, ...more } = simplified(schema);
  const rest = Object.fromEntries(Object.entries(more).filter(([keyword, rule]) => !beyondTypes.includes(keyword) && !(keyword === 'additionalProperties' && rule === true)));
  const own = Object.fromEntries(
    Object.entries(rest).map(([key, child]) => [
      key,
      key === 'properties' ? mapValues(child, (one) => hoisted(one, definitions)) : hoisted(child, definitions),
    ]),
  );
  if (value !== undefined) own.description = [own.description, `@default ${printed(value)}`].filter(Boolean).join('\n\n');
  if (title === undefined) return own;
  const named = { ...own, title };
  definitions[title] = definitions[title] ? shared(definitions[title], named) : named;
  const $ref = `#/definitions/${title}`;
  return own.description === undefined ? { $ref } : { allOf: [{ $ref }], description: own.description };
}

/** Names of many kinds by patterns are a map of all that any of them takes. */
const simplified = ({ patternProperties, ...schema }) => (patternProperties ? { ...schema, additionalProperties: { anyOf: plainTypes } } : schema);
const plainTypes = [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }, { type: 'array', items: { type: 'string' } }];

/** What two parts of one title have in common: their defaults may differ. */
function shared(a, b) {
  if (typeof a !== 'object' || a === null) {
    if (a === b) return a;
    return typeof a === 'string' && typeof b === 'string' && a.split('\n\n')[0] === b.split('\n\n')[0] ? a.split('\n\n')[0] : undefined;
  }
  if (Array.isArray(a)) return a;
  return mapValues(a, (value, key) => shared(value, b?.[key]));
}

const mapValues = (map, change) =>
  Object.fromEntries(
    Object.entries(map)
      .map(([key, value]) => [key, change(value, key)])
      .filter(([, value]) => value !== undefined),
  );

function printed(value) {
  return JSON.stringify(value)
    .replaceAll('"', "'")
    .replace(/([{,])'(\w+)':/g, '$1 $2: ')
    .replace(/([\w'])\}/g, '$1 }')
    .replaceAll('},{', '}, {');
}

/** A value is never changed once it is read. */
function readonlyMembers(source) {
  return source
    .replace(/^( +)(\w+\??|'[^']+'\??|\[k: string\])(: )/gm, '$1readonly $2$3')
    .replace(/([:|]) (\w+|\([^()]+\))\[\]/g, '$1 readonly $2[]')
    .replace(/\n\n+\}/g, '\n}');
}

// `--check` writes nothing, and fails when types.ts is not what the schema says.
const folder = dirname(fileURLToPath(import.meta.url));
const file = join(folder, '..', 'types.ts');
const text = await typesOf(await loadSchemas());

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('values/types.ts is not what values/schema/ says: run npm run types');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
}
