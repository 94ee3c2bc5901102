import { build } from 'esbuild';
import { chmodSync } from 'node:fs';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'lib',
  loader: { '.sh': 'text' },
  logLevel: 'warning',
};

// NB: programs carry their dependencies, because loading one file is faster than loading hundreds.
await build({ ...common, entryPoints: { main: 'main.ts', cli: 'cli/index.ts' }, minifySyntax: true, minifyWhitespace: true, legalComments: 'none' });

// NB: a library shares cdk8s and constructs with its user's app, or its constructs would not be theirs.
await build({ ...common, entryPoints: { index: 'index.ts' }, packages: 'external' });
chmodSync('lib/cli.js', 0o755);
