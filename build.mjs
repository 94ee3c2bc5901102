import { build } from 'esbuild';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'lib',
  loader: { '.sh': 'text' },
  logLevel: 'warning',
};

// NB: the chart's templates are the same for all values, so a program need not write them anew each time.
const computed = {
  name: 'computed',
  setup: ({ onLoad }) => onLoad({ filter: /output[\\/]chart-templates\.ts$/ }, async () => ({ contents: `export const chartTemplates = () => new Map(${JSON.stringify(await chartTemplates())});` })),
};

async function chartTemplates() {
  const { outputFiles } = await build({ ...common, entryPoints: ['output/chart-templates.ts'], write: false });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
  return [...module.exports.chartTemplates()];
}

// NB: programs carry their dependencies, because loading one file is faster than loading hundreds.
const programs = { main: 'main.ts', cli: 'cli/index.ts' };
await build({ ...common, entryPoints: programs, minifySyntax: true, minifyWhitespace: true, legalComments: 'none', plugins: [computed] });
chmodSync('lib/cli.js', 0o755);

// NB: a library shares cdk8s and constructs with its user's app, or its constructs would not be theirs.
await build({ ...common, entryPoints: { index: 'index.ts' }, packages: 'external' });
