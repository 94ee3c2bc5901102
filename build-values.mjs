// Writes the second half of docs/values.md, which has every value, after the schema.
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { outputFiles } = await build({ entryPoints: ['values/reference.ts'], bundle: true, platform: 'node', format: 'cjs', write: false });
const module = { exports: {} };
new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));

const page = 'docs/values.md';
writeFileSync(page, module.exports.withReference(readFileSync(page, 'utf8')));
