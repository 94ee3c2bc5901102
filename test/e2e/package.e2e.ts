import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { devDependencies } from '../../package.json';
import { startCluster } from './cluster';
import { output, run } from './process';
import { createRepository } from './repository';
import { refusedPods, settled } from './settle';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-package-'));
const template = 'node_modules/cdk8s-cli/templates/typescript-app';

/** A project as `cdk8s init typescript-app` makes it, which has installed the package from git: there it is built as it is for a registry. */
const project = join(folder, 'project');
const installed = join(project, 'node_modules/cdk8s-redpanda');
const inProject = (command: string, ...args: string[]) => output(command, args, { cwd: project });

/** A project without cdk8s-plus, whose folders are projects of other module systems. */
const bare = join(folder, 'bare');

const versionsOf = (...names: (keyof typeof devDependencies)[]) => names.map((name) => `${name}@${devDependencies[name]}`);
const install = (cwd: string, ...packages: string[]) => output('npm', ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages], { cwd });

beforeAll(() => {
  const repository = createRepository(join(folder, 'repository'));
  // With what is not committed yet.
  for (const path of output('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0').filter(Boolean).filter(existsSync)) {
    mkdirSync(dirname(join(repository.folder, path)), { recursive: true });
    copyFileSync(path, join(repository.folder, path));
  }
  repository.commit('the package');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), initialized(readFileSync(join(template, 'package.json'), 'utf8')));
  for (const name of ['tsconfig.json', 'jest.config.js']) copyFileSync(join(template, name), join(project, name));
  inProject('npm', 'install', '--no-audit', '--no-fund', `git+${repository.url}`);

  mkdirSync(bare);
  writeFileSync(join(bare, 'package.json'), '{ "private": true }');
  const [packed] = JSON.parse(inProject('npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', bare, installed)) as { filename: string }[];
  install(bare, `./${packed!.filename}`, ...versionsOf('cdk8s', 'constructs', 'typescript'));
}, 1_200_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** The template's package.json, without the command that is not called here. */
function initialized(text: string): string {
  const variables: Record<string, string> = { base: 'project', cdk8s_core_version: devDependencies.cdk8s, cdk8s_plus_version: '2.5.57', constructs_version: devDependencies.constructs };
  const content = JSON.parse(text.replace(/\{\{ \$?(\w+) \}\}/g, (_, name: string) => variables[name] ?? '')) as { devDependencies: Record<string, string> };
  delete content.devDependencies['cdk8s-cli'];
  return JSON.stringify(content);
}

const readmeProgram = (): string => /```ts\n([^`]*app\.synth\(\);\n)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const example = (plus: string): string => readFileSync('examples/microservice.ts', 'utf8').replace("from '../index'", "from 'cdk8s-redpanda'").replace("'cdk8s-plus-28'", `'${plus}'`);

/** Compiles and runs a program of a project, for the objects of a chart. */
function objectsOf(program: string, chart: string, cwd = project): any[] {
  rmSync(join(cwd, 'dist'), { recursive: true, force: true });
  writeFileSync(join(cwd, 'main.ts'), program);
  output('npx', ['tsc'], { cwd });
  output('node', ['main.js'], { cwd });
  return parseAllDocuments(readFileSync(join(cwd, `dist/${chart}.k8s.yaml`), 'utf8')).map((document) => document.toJS());
}

function expectCheckout(objects: any[]): void {
  const checkout = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'checkout');
  expect(checkout.spec.template.spec.containers[0].env).toContainEqual({ name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'shop.shop-events.svc.cluster.local:9092' });
}

test('a project that cdk8s has made compiles and runs the example against the installed package', () => {
  expectCheckout(objectsOf(example('cdk8s-plus-33'), 'shop'));
});

test.each(['cdk8s-plus-28', 'cdk8s-plus-34'] as const)('so does one with %s', (plus) => {
  const cwd = join(bare, plus);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
  copyFileSync(join(template, 'tsconfig.json'), join(cwd, 'tsconfig.json'));
  install(cwd, plus, ...versionsOf('@types/node'));
  expectCheckout(objectsOf(example(plus), 'shop', cwd));
}, 300_000);

test("the README's program makes each namespace before what is in it", () => {
  const objects = objectsOf(readmeProgram(), 'events');
  expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['StatefulSet', 'Job']));
  const made = new Set<string>();
  for (const { kind, metadata } of objects) {
    if (kind === 'Namespace') made.add(metadata.name);
    else expect([...made]).toContain(metadata.namespace);
  }
});

test("an empty cluster takes the README's program, and runs it", async () => {
  objectsOf(readmeProgram(), 'events');
  const cluster = await startCluster();
  try {
    expect(cluster.kubectl('apply', '--validate=strict', '-f', join(project, 'dist/events.k8s.yaml'))).toMatchObject({ status: 0, stderr: '' });
    await settled(cluster);
    expect(refusedPods(cluster)).toEqual([]);
  } finally {
    await cluster.stop();
  }
}, 600_000);

const options = JSON.parse(readFileSync(join(template, 'tsconfig.json'), 'utf8')).compilerOptions as object;

/** A project without cdk8s-plus, of one module system, with a program that uses every public member. */
function memberProject(name: string, type: 'commonjs' | 'module', compilerOptions: object): string {
  const cwd = join(bare, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ private: true, type }));
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...options, lib: ['ES2022', 'DOM'], ...compilerOptions }, include: ['*.ts'] }));
  copyFileSync('test/e2e/typescript/members.ts', join(cwd, 'members.ts'));
  return cwd;
}

/** What a compiled program says of the members. */
const said = (cwd: string, program: string) => JSON.parse(output('node', [program], { cwd })) as { strings: unknown[]; objects: unknown[]; variables: number };

test.each([
  ['CommonJS', 'commonjs', { module: 'CommonJS' }],
  ['nodenext', 'module', { module: 'NodeNext', moduleResolution: 'NodeNext', target: 'ES2022' }],
  ['bundler', 'module', { module: 'ESNext', moduleResolution: 'bundler', target: 'ES2022' }],
] as const)('every public member is what it is documented as, in a strict project without cdk8s-plus: %s', (name, type, compilerOptions) => {
  const cwd = memberProject(name, type, compilerOptions);
  output('npx', ['tsc'], { cwd });
  if (name === 'bundler') output(resolve('node_modules/.bin/esbuild'), ['members.js', '--bundle', '--platform=node', '--format=cjs', '--outfile=members.cjs'], { cwd });
  const { strings, objects, variables } = said(cwd, name === 'bundler' ? 'members.cjs' : 'members.js');
  expect(strings.filter((one) => typeof one !== 'string' || one === '')).toEqual([]);
  expect(objects).toEqual(expect.arrayContaining(['Namespace', 'Certificate', 'StatefulSet', 'Service', 'Deployment', 'Ingress', 'Middleware', 'HTTPRoute', 'Job', 'NetworkPolicy', 'ConfigMap']));
  expect(objects).not.toContain(undefined);
  expect(variables).toBeGreaterThan(2);
});

test('a wrong prop is told in a few lines, by the name of what the prop belongs to', () => {
  const cwd = memberProject('wrong', 'commonjs', { module: 'CommonJS' });
  rmSync(join(cwd, 'members.ts'));
  writeFileSync(
    join(cwd, 'wrong.ts'),
    `import { App, Chart } from 'cdk8s';
import { RedpandaCluster } from 'cdk8s-redpanda';
const chart = new Chart(new App(), 'wrong');
new RedpandaCluster(chart, 'a', { replica: 5 });
new RedpandaCluster(chart, 'b', { replicas: '5' });
new RedpandaCluster(chart, 'c', { storage: { sise: '5Gi' } });
new RedpandaCluster(chart, 'd', { external: { type: 'Ingress' } });
`,
  );
  const { status, stdout } = run('npx', ['tsc'], { cwd });
  expect(status).not.toBe(0);
  expect(stdout.trimEnd().split('\n')).toEqual([
    "wrong.ts(4,35): error TS2561: Object literal may only specify known properties, but 'replica' does not exist in type 'RedpandaClusterProps'. Did you mean to write 'replicas'?",
    "wrong.ts(5,35): error TS2322: Type 'string' is not assignable to type 'number'.",
    "wrong.ts(6,46): error TS2353: Object literal may only specify known properties, and 'sise' does not exist in type 'StorageProps'.",
    `wrong.ts(7,47): error TS2322: Type '"Ingress"' is not assignable to type '"ClusterIP" | "NodePort" | "LoadBalancer" | undefined'.`,
  ]);
});

test('a snapshot of a platform is the same a second time, and the programs of docs/typescript.md compile and run', () => {
  for (const name of ['values.yaml', 'schemas', 'environments']) cpSync(name, join(project, name), { recursive: true });
  const blocks = [...readFileSync('docs/typescript.md', 'utf8').matchAll(/```ts\n([^]*?)```/g)].map(([, block = '']) => block);
  const tests = blocks.filter((block) => block.startsWith('test('));
  const programs = blocks.filter((block) => !block.startsWith('test('));
  expect([tests.length, programs.length]).toEqual([1, 5]);
  const scope = (block: string, index: number) => `
test('program ${index}', () => {
  const chart = new Chart(Testing.app(), 'docs');
  const cluster = new RedpandaCluster(chart, 'brokers');
  const console = new RedpandaConsole(chart, 'shown', { cluster });
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { 'redpanda.io/client': 'orders' } }, spec: { containers: [{ name: 'orders' }] } });
  {
${block}  }
  expect([cluster, console]).toBeDefined();
});
`;
  const source = `import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-33';
import { KafkaClientEnv, Platform, readValues, RedpandaCluster, RedpandaConsole } from 'cdk8s-redpanda';
export { ApiObject, JsonPatch, kplus, KafkaClientEnv, readValues };
${programs.map(scope).join('')}
${tests.join('\n')}`;
  writeFileSync(join(project, 'main.ts'), '');
  writeFileSync(join(project, 'docs.test.ts'), source);
  inProject('npx', 'jest', '--ci=false');
  expect(readFileSync(join(project, '__snapshots__/docs.test.ts.snap'), 'utf8')).toContain('"kind": "StatefulSet"');
  inProject('npx', 'jest', '--ci');
}, 300_000);

test('npm pack holds the files that an installation from git has', () => {
  const packed = JSON.parse(output('npm', ['pack', '--json', '--pack-destination', folder])) as { filename: string }[];
  const files = (path: string) => output('find', ['.', '-type', 'f'], { cwd: path }).split('\n').filter(Boolean).sort();
  output('tar', ['-xzf', packed[0]!.filename], { cwd: folder });
  expect(files(join(folder, 'package'))).toEqual(files(installed));
  expect(files(installed)).toEqual(expect.arrayContaining(['./lib/index.js', './lib/cli.js', './lib/cli.bundle.cache', './lib/graphviz.js', './lib/index.d.ts']));
});

test('the installed command writes what this project commits', () => {
  const platform = join(project, 'platform');
  for (const name of ['values.yaml', 'schemas', 'environments']) cpSync(name, join(platform, name), { recursive: true });
  output('npx', ['cdk8s-redpanda', 'synth'], { cwd: platform });
  expect(run('diff', ['-r', join(platform, 'dist'), resolve('dist')])).toMatchObject({ status: 0, stdout: '' });
});

test('the installed command draws the picture that this project commits, without the dependencies of the build', () => {
  const drawn = output('npx', ['cdk8s-redpanda', 'graph', '-f', resolve('values.yaml')], { cwd: bare });
  expect(drawn).toBe(readFileSync('docs/platform.svg', 'utf8'));
  expect(existsSync(join(bare, 'node_modules/@hpcc-js'))).toBe(false);
});

test('the installed package brings cluster.sh', () => {
  expect(inProject('node_modules/cdk8s-redpanda/cluster.sh', '--help')).toMatch(/^usage: /);
});
