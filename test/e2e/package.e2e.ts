import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { devDependencies } from '../../package.json';
import { output, run } from './process';
import { createRepository } from './repository';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-package-'));

/** A project of a user's own, which has installed the package from git: there it is built as it is for a registry. */
const project = join(folder, 'project');
const installed = join(project, 'node_modules/cdk8s-redpanda');
const inProject = (command: string, ...args: string[]) => output(command, args, { cwd: project });

beforeAll(() => {
  const repository = createRepository(join(folder, 'repository'));
  // With what is not committed yet.
  for (const path of output('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0').filter(Boolean).filter(existsSync)) {
    mkdirSync(dirname(join(repository.folder, path)), { recursive: true });
    copyFileSync(path, join(repository.folder, path));
  }
  repository.commit('the package');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  copyFileSync('node_modules/cdk8s-cli/templates/typescript-app/tsconfig.json', join(project, 'tsconfig.json'));
  const versions = (['cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types/node'] as const).map((name) => `${name}@${devDependencies[name]}`);
  inProject('npm', 'install', '--no-audit', '--no-fund', `git+${repository.url}`, ...versions);
}, 900_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles and runs a program as a project that cdk8s has made would, for the objects that it makes. */
function objectsOf(program: string, chart: string): any[] {
  writeFileSync(join(project, 'main.ts'), program);
  inProject('npx', 'tsc');
  inProject('node', 'main.js');
  return parseAllDocuments(readFileSync(join(project, `dist/${chart}.k8s.yaml`), 'utf8')).map((document) => document.toJS());
}

test('a project that cdk8s has made compiles and runs the example against the installed package', () => {
  const example = readFileSync('examples/microservice.ts', 'utf8');
  expect(example).toContain("from '../index'");
  const objects = objectsOf(example.replace("from '../index'", "from 'cdk8s-redpanda'"), 'shop');
  const checkout = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'checkout');
  expect(checkout.spec.template.spec.containers[0].env).toContainEqual({
    name: 'KAFKA_BOOTSTRAP_SERVERS',
    value: 'shop.shop-events.svc.cluster.local:9092',
  });
});

test("the README's program compiles and runs, and makes each namespace before what is in it", () => {
  const [, program = ''] = /```ts\n([^`]*app\.synth\(\);\n)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const objects = objectsOf(program, 'events');
  expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['StatefulSet', 'Job']));
  const made = new Set<string>();
  for (const { kind, metadata } of objects) {
    if (kind === 'Namespace') made.add(metadata.name);
    else expect([...made]).toContain(metadata.namespace);
  }
});

test('npm pack holds the files that an installation from git has', () => {
  const packed = JSON.parse(output('npm', ['pack', '--json', '--pack-destination', folder])) as { filename: string }[];
  const files = (path: string) => output('find', ['.', '-type', 'f'], { cwd: path }).split('\n').filter(Boolean).sort();
  output('tar', ['-xzf', packed[0]!.filename], { cwd: folder });
  expect(files(join(folder, 'package'))).toEqual(files(installed));
  expect(files(installed)).toEqual(expect.arrayContaining(['./lib/index.js', './lib/cli.js', './lib/cli.bundle.cache', './lib/index.d.ts']));
});

test('the installed command writes what this project commits', () => {
  const platform = join(project, 'platform');
  for (const name of ['values.yaml', 'environments']) cpSync(name, join(platform, name), { recursive: true });
  output('npx', ['cdk8s-redpanda', 'synth'], { cwd: platform });
  expect(run('diff', ['-r', join(platform, 'dist'), resolve('dist')])).toMatchObject({ status: 0, stdout: '' });
});

test('the installed package brings cluster.sh', () => {
  expect(inProject('node_modules/cdk8s-redpanda/cluster.sh', '--help')).toMatch(/^usage: /);
});
