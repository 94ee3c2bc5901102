import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'lib',
  loader: { '.sh': 'text' },
  logLevel: 'warning',
};

// The chart's templates are the same for all values, so the program need not write them anew each time.
const computed = {
  name: 'computed',
  setup: ({ onLoad }) => onLoad({ filter: /output[\\/]chart-templates\.ts$/ }, async () => ({ contents: await chartTemplates() })),
};

async function chartTemplates() {
  const { outputFiles } = await build({ ...common, entryPoints: ['output/chart-templates.ts'], write: false });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
  return Object.entries(module.exports).map(([name, make]) => `export const ${name} = () => new Map(${JSON.stringify([...make()])});`).join('\n');
}

/** The engine of pictures is a file of its own, as large as half the program, which reads it when it draws one. */
const engine = {
  name: 'engine',
  setup: ({ onResolve }) => onResolve({ filter: /^@hpcc-js\/wasm-graphviz$/ }, () => ({ path: './graphviz.js', external: true })),
};

// The program carries its dependencies, because loading one file is faster than loading hundreds.
await build({
  ...common,
  entryPoints: { 'cli.bundle': 'main.ts' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  plugins: [computed, engine],
  alias: {
    // cdk8s has a copy of its own, which would be a tenth of the bundle.
    yaml: './node_modules/yaml',
    // cdk8s starts programs to read URLs and Helm charts, which is never asked of it here. Loading this takes milliseconds.
    child_process: './cli/no-programs.cjs',
  },
});
if (/[^\0-\x7f]/.test(readFileSync('lib/cli.bundle.js', 'utf8'))) throw new Error('lib/cli.bundle.js must be ASCII: cli/launch.cjs reads it as Latin-1');
copyFileSync('cli/launch.cjs', 'lib/cli.js');
chmodSync('lib/cli.js', 0o755);
writeCodeCache();

// Of the current version of its package alone: Node 20.0 reads no ECMAScript module with require.
await build({ ...common, entryPoints: { graphviz: '@hpcc-js/wasm-graphviz' } });

// A library shares cdk8s and constructs with its user's app, or its constructs would not be theirs.
await build({ ...common, entryPoints: { index: 'index.ts' }, packages: 'external' });

/** Writes what V8 has compiled for a synthesis, which its functions must have run for. */
function writeCodeCache() {
  rmSync('lib/cli.bundle.cache', { force: true });
  const out = mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-build-'));
  const run = `
    process.argv.splice(1, 0, 'cli', 'synth', '--out', ${JSON.stringify(join(out, 'dist'))});
    const script = require('./lib/cli.js');
    process.once('exit', () => require('node:fs').writeFileSync('lib/cli.bundle.cache', script.createCachedData()));`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', run], { encoding: 'utf8' });
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(`the built program does not run: ${stderr.slice(-1000)}`);
}
