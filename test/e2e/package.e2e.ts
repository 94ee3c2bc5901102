import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { devDependencies } from '../../package.json';
import { output, run } from './process';

/** A project of a user's own, which has installed the packed package. */
const project = mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-package-'));
const inProject = (command: string, ...args: string[]) => output(command, args, { cwd: project });

beforeAll(() => {
  const [packed] = JSON.parse(output('npm', ['pack', '--json', '--pack-destination', project])) as [{ filename: string }];
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const versions = (['cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types/node'] as const).map((name) => `${name}@${devDependencies[name]}`);
  inProject('npm', 'install', '--no-audit', '--no-fund', join(project, packed.filename), ...versions);
});

afterAll(() => rmSync(project, { recursive: true }));

test('a project that cdk8s has made compiles and runs the example against the installed package', () => {
  const example = readFileSync('examples/microservice.ts', 'utf8');
  expect(example).toContain("from '../index'");
  writeFileSync(join(project, 'main.ts'), example.replace("from '../index'", "from 'cdk8s-redpanda'"));
  copyFileSync('node_modules/cdk8s-cli/templates/typescript-app/tsconfig.json', join(project, 'tsconfig.json'));
  inProject('npx', 'tsc');
  inProject('node', 'main.js');
  const objects = parseAllDocuments(readFileSync(join(project, 'dist/shop.k8s.yaml'), 'utf8')).map((document) => document.toJS());
  const checkout = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'checkout');
  expect(checkout.spec.template.spec.containers[0].env).toContainEqual({
    name: 'KAFKA_BOOTSTRAP_SERVERS',
    value: 'shop.shop-events.svc.cluster.local:9092',
  });
});

test('the installed command writes what this project commits', () => {
  inProject('npx', 'cdk8s-redpanda', 'synth', '-f', resolve('values.yaml'), '--out', 'out');
  expect(run('diff', ['-r', '-x', 'environments', join(project, 'out'), resolve('dist')])).toMatchObject({ status: 0, stdout: '' });
});

test('the installed package brings cluster.sh', () => {
  expect(inProject('node_modules/cdk8s-redpanda/cluster.sh', '--help')).toMatch(/^usage: /);
});
