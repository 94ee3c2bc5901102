import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { replaceDirectory } from './output/directory';
import { synthesize } from './output';
import { loadValues } from './values/load';

const read = (name: string) => ({ name, text: readFileSync(name, 'utf8') });
const platform = read('values.yaml');
const overlays = readdirSync('environments').filter((name) => name.endsWith('.yaml')).sort();

const values = loadValues({ files: [platform], sets: [] });
const environments = new Map(overlays.map((name) => [basename(name, '.yaml'), loadValues({ files: [platform, read(`environments/${name}`)], sets: [] })]));

// NB: `cdk8s synth` says where its output belongs.
replaceDirectory(process.env['CDK8S_OUTDIR'] ?? 'dist', synthesize(values, environments));
