import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { testNeeding } from '../needing';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'inject-')));
const program = join(root, 'cli.js');

beforeAll(() => {
  buildSync({ entryPoints: ['main.ts'], bundle: true, platform: 'node', target: 'node20', outfile: program, loader: { '.sh': 'text' }, logLevel: 'error' });
});
afterAll(() => rmSync(root, { recursive: true }));

function folderWith(files: Record<string, string | Buffer> = {}): string {
  const folder = mkdtempSync(join(root, 'folder-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const declared = join(root, 'services.yaml');
writeFileSync(declared, 'namespace: model-registry\nclients: [{ name: services, namespace: services }]');

const run = (args: string, cwd?: string, input?: string | Buffer) => spawn([...(args.includes('-f ') ? [] : ['-f', declared]), ...args.split(' ').filter(Boolean)], cwd, input);

function spawn(args: readonly string[], cwd = folderWith(), input: string | Buffer = ''): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'inject', ...args], { cwd, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { code: status, out: stdout, err: stderr };
}

const read = (cwd: string, name: string): string => readFileSync(join(cwd, name), 'utf8');
const pod = (metadata: string): string => `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n  containers:\n    - name: app`;
const annotated = pod('{name: p, annotations: {redpanda.io/client: services}}');
const injected = `${annotated}
      env:
        - name: KAFKA_BOOTSTRAP_SERVERS
          value: "redpanda.model-registry.svc.cluster.local:9092"
        - name: KAFKA_SCHEMA_REGISTRY_URL
          value: "http://redpanda.model-registry.svc.cluster.local:8081"`;

test('the standard input comes out with the only client in it', () => {
  expect(run('', undefined, annotated)).toEqual({ code: 0, out: injected, err: '' });
  expect(run('-', undefined, annotated).out).toBe(injected);
});

test('the variables follow values', () => {
  const cwd = folderWith({ 'v.yaml': 'namespace: streams\nclients: [{name: orders, namespace: shop}]' });
  expect(run('-f v.yaml --set name=events --all', cwd, annotated).out).toContain('value: "events.streams.svc.cluster.local:9092"');
  expect(run('-f v.yaml --all --as envFrom', cwd, annotated).out).toContain('name: "redpanda-orders-env"');
});

test('files that follow each other are documents of one', () => {
  const cwd = folderWith({ 'a.yaml': annotated, 'b/c.yml': `\ufeff${annotated}\n`, 'd.yaml': `--- # own\n${annotated}`, 'e.txt': 'x' });
  expect(run('.', cwd)).toEqual({ code: 0, out: `${injected}\n---\n${injected}\n--- # own\n${injected}`, err: '' });
});

test('--write replaces files that change, with their permissions, and what links lead to', () => {
  const cwd = folderWith({ 'a/one.yaml': annotated, 'real/target': annotated, 'a/other.yaml': pod('{name: q}') });
  symlinkSync('../real/target', join(cwd, 'a/link.yaml'));
  symlinkSync('.', join(cwd, 'a/circle'));
  chmodSync(join(cwd, 'a/one.yaml'), 0o640);
  const untouched = statSync(join(cwd, 'a/other.yaml'));
  expect(run('--write a', cwd)).toEqual({ code: 0, out: '', err: '' });
  expect([read(cwd, 'a/one.yaml'), read(cwd, 'real/target')]).toEqual([injected, injected]);
  expect(statSync(join(cwd, 'a/one.yaml')).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(cwd, 'a/link.yaml')).isSymbolicLink()).toBe(true);
  expect(statSync(join(cwd, 'a/other.yaml')).ino).toBe(untouched.ino);
  expect(readdirSync(join(cwd, 'a')).sort()).toEqual(['circle', 'link.yaml', 'one.yaml', 'other.yaml']);
});

test('--write, and --remove --write, end with the bytes of the beginning', () => {
  const cwd = folderWith({ 'a.yaml': annotated });
  run('--write a.yaml', cwd);
  expect(run('--remove --write a.yaml', cwd).code).toBe(0);
  expect(read(cwd, 'a.yaml')).toBe(annotated);
});

test('--check fails with what would change, and changes nothing', () => {
  const cwd = folderWith({ 'a.yaml': annotated });
  expect(run('--check a.yaml', cwd)).toEqual({
    code: 1,
    out: '',
    err: `a.yaml:6: Pod p, container app: would add KAFKA_BOOTSTRAP_SERVERS\na.yaml:6: Pod p, container app: would add KAFKA_SCHEMA_REGISTRY_URL\n2 changes in 1 file; to make the changes: npx cdk8s-redpanda inject --values ${declared} --write a.yaml\n`,
  });
  expect(read(cwd, 'a.yaml')).toBe(annotated);
  writeFileSync(join(cwd, 'a.yaml'), injected);
  expect(run('--check a.yaml', cwd)).toEqual({ code: 0, out: '', err: '' });
});

testNeeding('patch', spawnSync('patch', ['--version']).status === 0)('--diff prints what patch makes the same change of', () => {
  const corpus = join(process.cwd(), 'test/corpus/changed');
  const cwd = folderWith(Object.fromEntries(readdirSync(corpus).map((name) => [name, readFileSync(join(corpus, name))])));
  const { code, out } = run('--diff .', cwd);
  expect(code).toBe(0);
  const patched = folderWith(Object.fromEntries(readdirSync(corpus).map((name) => [name, readFileSync(join(corpus, name))])));
  expect(spawnSync('patch', ['-p0', '--binary'], { cwd: patched, input: out, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  expect(run('--write .', cwd).code).toBe(0);
  for (const name of readdirSync(corpus)) expect(read(patched, name)).toBe(read(cwd, name));
});

testNeeding('patch', spawnSync('patch', ['--version']).status === 0)('--diff names odd files, and those that links lead to, as patch reads them', () => {
  const names = ['my app/a.yaml', 'tab\there.yaml', 'new\nline.yaml', 'quote".yaml', 'back\\slash.yaml', 'ünï.yaml'];
  const files = Object.fromEntries(names.map((name) => [name, annotated]));
  const cwd = folderWith({ ...files, 'real/target': annotated });
  symlinkSync('real/target', join(cwd, 'link.yaml'));
  const { code, out } = run('--diff .', cwd);
  expect(code).toBe(0);
  expect(spawnSync('patch', ['-p0', '--binary'], { cwd, input: out, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  expect([...names, 'real/target'].filter((name) => read(cwd, name) !== injected)).toEqual([]);
});

test('what is no file is named, and a pipe that is given is read', () => {
  const cwd = folderWith({ 'a.yaml': annotated });
  spawnSync('mkfifo', ['pipe.yaml'], { cwd });
  symlinkSync('/dev/zero', join(cwd, 'zero.yaml'));
  const { code, err } = run('--write .', cwd);
  expect([code, err, read(cwd, 'a.yaml')]).toEqual([1, 'pipe.yaml cannot be read: it is no file\nzero.yaml cannot be read: it is no file\n', injected]);
  const piped = spawnSync('sh', ['-c', `printf '%s' "$1" > pipe.yaml & "$2" "$3" inject -f "$4" pipe.yaml`, 'sh', annotated, process.execPath, program, declared], { cwd, encoding: 'utf8' });
  expect(piped).toMatchObject({ status: 0, stdout: injected });
});

test('a name that is as long as names may be is no hindrance', () => {
  const name = `${'n'.repeat(250)}.yaml`;
  const cwd = folderWith({ [name]: annotated });
  expect(run('--write .', cwd)).toEqual({ code: 0, out: '', err: '' });
  expect(read(cwd, name)).toBe(injected);
});

test('a check that finds very much tells all of it', () => {
  const { code, err } = run('--check', undefined, `${annotated}\n---\n`.repeat(70_000));
  expect([code, err.split('\n').length]).toEqual([1, 140_002]);
});

test('directives of a file do not become a part of the one before', () => {
  const cwd = folderWith({ 'a.yaml': `${annotated}\n`, 'b.yaml': `%YAML 1.2\n---\n${annotated}\n` });
  const { out } = run('.', cwd);
  expect(out).toBe(`${injected}\n...\n%YAML 1.2\n---\n${injected}\n`);
  expect(run('--check', undefined, out)).toEqual({ code: 0, out: '', err: '' });
});

test('what is not Kubernetes YAML is named and left, and the rest is done', () => {
  const cwd = folderWith({
    'a.yaml': annotated,
    'binary.yaml': Buffer.from([0x61, 0xff, 0xfe]),
    'helm.yaml': 'kind: {{ .x }}\n',
    'values.yaml': 'a: 1\n',
    'node_modules/x.yaml': 'a: 1\n',
    '.git/x.yaml': 'a: 1\n',
  });
  const { code, err } = run('--write . missing.yaml', cwd);
  expect([code, read(cwd, 'a.yaml'), read(cwd, 'values.yaml')]).toEqual([1, injected, 'a: 1\n']);
  expect(err.split('\n')).toEqual([
    'binary.yaml must be UTF-8 text: it holds other bytes',
    'helm.yaml:1:8: a key must be a string: this looks like a template, which is not YAML until it is rendered',
    'values.yaml:1:1: the file must hold Kubernetes objects: this document has no apiVersion and kind',
    'missing.yaml cannot be read: no such file or directory',
    '',
  ]);
});

test('a values.yaml that no -f names is another chart\'s, which a note says', () => {
  const cwd = folderWith({ 'values.yaml': 'clients: [{ name: services, namespace: services }]' });
  const err = 'note: values.yaml is not read, because no -f names it\nclients must not be empty: -f names values that declare one\n';
  expect(spawn(['--all'], cwd, annotated)).toEqual({ code: 1, out: '', err });
});

test('with --ignore-unknown what is no Kubernetes YAML is counted, and what is broken is still named', () => {
  const cwd = folderWith({
    'a.yaml': injected,
    'chart/templates/d.yaml': `${annotated}\n      env: {{ .x }}\n`,
    'chart/values.yaml': 'a: 1\n',
    'kustomization.yaml': 'resources: [a.yaml]\n',
    'patch.yaml': '- {op: remove, path: /spec}\n',
  });
  expect(run('--check --ignore-unknown .', cwd)).toEqual({ code: 0, out: '', err: 'note: skipped 4 files that are not Kubernetes YAML\n' });
  writeFileSync(join(cwd, 'b.yaml'), `${annotated}\n\timage: b\n`);
  writeFileSync(join(cwd, 'c.yaml'), `${annotated}\n---\na: 1\n`);
  const { code, err } = run('--check --ignore-unknown .', cwd);
  expect([code, err.match(/^\w\.yaml/gm)]).toEqual([1, ['b.yaml', 'c.yaml']]);
});

test('with --ignore-unknown templates that hide are passed over, and a workload that does not say what it is is named', () => {
  const cwd = folderWith({
    'ytt.yaml': `#@ load("@ytt:data", "data")\n${annotated}\n`,
    'helm.yaml': `# {{- if .Values.x }}\n${annotated}\n# {{- end }}\n`,
    'jinja.yaml': `{% if x %}\n${annotated}\n{% endif %}\n`,
    'kind.yaml': annotated.replace('kind', 'knd'),
    'value.yaml': annotated.replace('v1\nkind: Pod', 'apps/v1\nkind: Deploymnet').replace('spec:', 'spec: {template: {spec: {containers: [{name: a}]}}}\nold:'),
  });
  expect(run('--check --ignore-unknown .', cwd)).toEqual({
    code: 1,
    out: '',
    err: [
      'note: skipped 3 files that are not Kubernetes YAML',
      'kind.yaml:1:1: the file must hold Kubernetes objects: this document has no kind: did you mean kind by knd?',
      'value.yaml:1:1: Deploymnet p is of a kind that apps/v1 does not have: did you mean Deployment?',
      '2 problems would be left',
      '',
    ].join('\n'),
  });
});

test('the command at the end of a check is what makes its changes', () => {
  const cwd = folderWith({ "my app's/a.yaml": annotated, 'v.yaml': 'name: events\nclients: [{ name: services, namespace: services }]', 'b.yaml': pod('{name: q, annotations: {redpanda.io/client: servces}}') });
  const { code, err } = spawn(['--check', '-f', 'v.yaml', '--set', 'namespace=streams', '--as', 'env', "my app's", 'b.yaml'], cwd);
  const [, summary, command] = /^(2 changes in 1 file; 1 problem would be left); to make the changes: npx cdk8s-redpanda (.*)\n$/m.exec(err)!;
  expect([code, summary, command]).toEqual([1, '2 changes in 1 file; 1 problem would be left', "inject --values v.yaml --set namespace=streams --as env --write 'my app'\\''s' b.yaml"]);
  expect(spawnSync('sh', ['-c', `"$1" "$2" ${command}`, 'sh', process.execPath, program], { cwd }).status).toBe(1);
  expect(read(cwd, "my app's/a.yaml")).toContain('value: "events.streams.svc.cluster.local:9092"');
});

test('what a patch takes away is noted, and is no failure', () => {
  const cwd = folderWith({ 'p.yaml': annotated.replace('- name: app', '- {name: app, env: null}') });
  const err = 'note: p.yaml:6:7: Pod p, container app: nothing is added, because env is null, which in a patch deletes the list that it is laid over\n';
  expect(run('--check .', cwd)).toEqual({ code: 0, out: '', err });
});

test('of a client that values do not declare any more everything is taken out', () => {
  const gone = pod('{name: p, annotations: {redpanda.io/client: gone}}');
  const cwd = folderWith({ 'old.yaml': 'namespace: model-registry\nclients: [{name: gone, namespace: gone, flavour: quarkus, consumerGroup: mail}]', 'k8s/p.yaml': gone, 'k8s/q.yaml': annotated });
  expect(run('-f old.yaml --client gone --write k8s', cwd).code).toBe(0);
  expect(read(cwd, 'k8s/p.yaml')).toContain('KAFKA_GROUP_ID');
  const hint = 'k8s/p.yaml:1:1: Pod p names the client "gone" in redpanda.io/client, which the values do not declare: they declare services, or name it to remove what it was given\n';
  expect(run('--remove --write k8s', cwd)).toEqual({ code: 1, out: '', err: hint });
  expect(run('--remove --client gone --write k8s', cwd)).toEqual({ code: 0, out: '', err: 'note: values do not declare the client gone: what is taken out is what one of that name was given\n' });
  expect([read(cwd, 'k8s/p.yaml'), read(cwd, 'k8s/q.yaml')]).toEqual([gone, annotated]);
});

test('a misspelt client that is to be removed is named, with the nearest', () => {
  expect(run('--remove --client servces', undefined, annotated)).toMatchObject({ code: 0, out: annotated, err: expect.stringContaining('note: values do not declare the client servces (did you mean services?)') });
});

test('--remove takes out variables and references, or those of --as', () => {
  const both = run('--as envFrom', undefined, `${injected}\n`).out;
  expect(both).toContain('envFrom:');
  expect(run('--remove', undefined, both).out).toBe(`${annotated}\n`);
  expect(run('--remove --as envFrom', undefined, both).out).toBe(`${injected}\n`);
});

test('a read-only file is named and left', () => {
  const cwd = folderWith({ 'a.yaml': annotated, 'b.yaml': annotated });
  chmodSync(join(cwd, 'a.yaml'), 0o444);
  expect(run('--write .', cwd)).toEqual({ code: 1, out: '', err: 'a.yaml cannot be written: it is read-only\n' });
  expect([read(cwd, 'a.yaml'), read(cwd, 'b.yaml')]).toEqual([annotated, injected]);
});

test('a file that is given twice, or by two names, is changed once', () => {
  const cwd = folderWith({ 'a.yaml': annotated });
  symlinkSync('a.yaml', join(cwd, 'b.yaml'));
  expect(run('a.yaml ./a.yaml .', cwd).out).toBe(injected);
});

test.each([
  ['--client x', '--client (x) must be a declared client: the values declare services'],
  ['--set clients=null --all', 'clients is required: null would remove its default'],
  ['--name x', '--name x must be the name of a workload: none of the files has one'],
  ['--container x', '--container x must be the name of a container: none of the selected workloads has one'],
  ['-f v.yaml --all', '--client is required: the values declare a, b'],
  ['-f empty.yaml --all', 'clients must not be empty: -f names values that declare one'],
  ['-f empty.yaml', 'clients must not be empty: -f names values that declare one'],
])('fails with %s', (args, sentence) => {
  const cwd = folderWith({ 'v.yaml': 'clients: [{name: a, namespace: a}, {name: b, namespace: b}]', 'empty.yaml': '' });
  const { code, err } = run(args, cwd, annotated);
  expect([code, err.trim().replace(/^.*?: (?=clients)/, '')]).toEqual([1, sentence]);
});

test.each([
  ['--all --as config', '--as (config) must be env or envFrom: a container takes variables in no other way'],
  ['--all --write -', '--write needs files or folders: the standard input cannot be changed'],
  ['--all --write --check', '--write and --check exclude each other: a check changes nothing'],
  ['--selector app!=x', '--selector (app!=x) must be KEY=VALUE: a label is selected by its value'],
  ['--selector app', '--selector (app) must be KEY=VALUE: a label is selected by its value'],
])('fails with %s as wrong usage', (args, sentence) => {
  expect(run(args, undefined, annotated)).toEqual({ code: 2, out: '', err: `${sentence}\nSee cdk8s-redpanda inject --help\n` });
});

const spring = 'clients: [{name: shop, namespace: shop, flavour: spring}]';
const shopPod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: app # of the shop\n      image: shop:1\n\n      ports: []\n';

test('the variables are those of the client\'s flavour, and numbers among them are text', () => {
  const cwd = folderWith({ 'v.yaml': spring });
  const { code, out } = run('-f v.yaml --all', cwd, shopPod);
  expect([code, out.match(/(?<=- name: )\w+$/gm)]).toEqual([0, expect.arrayContaining(['KAFKA_BOOTSTRAP_SERVERS', 'SPRING_KAFKA_CONSUMER_GROUP_ID'])]);
  expect(out).toContain('        - name: SPRING_KAFKA_PRODUCER_RETRIES\n          value: "3"\n');
  expect(run('-f v.yaml --all', cwd, out).out).toBe(out);
  expect(run('-f v.yaml --all --remove', cwd, out).out).toBe(shopPod);
});

test('a client that does not use the schema registry gets no variable for it', () => {
  const cwd = folderWith({ 'v.yaml': 'clients: [{name: shop, namespace: shop, schemaRegistry: false}]' });
  expect(run('-f v.yaml --all', cwd, shopPod).out).not.toContain('REGISTRY');
});

test('links that dangle or lead in a circle are named or passed over, and the rest is done', () => {
  const cwd = folderWith({ 'k8s/p.yaml': annotated });
  symlinkSync('nowhere.yaml', join(cwd, 'k8s/dangling.yaml'));
  symlinkSync('.', join(cwd, 'k8s/circle'));
  const { code, err } = run('--write k8s', cwd);
  expect([code, err]).toEqual([1, expect.stringMatching(/^k8s\/dangling\.yaml .*no such file/)]);
  expect(read(cwd, 'k8s/p.yaml')).toBe(injected);
});

test('a folder of a thousand files is done in one run', () => {
  const cwd = folderWith(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k8s/${i % 10}/${i}.yaml`, annotated])));
  expect(run('--write k8s', cwd)).toEqual({ code: 0, out: '', err: '' });
  expect(Array.from({ length: 1000 }, (_, i) => read(cwd, `k8s/${i % 10}/${i}.yaml`)).filter((text) => text !== injected)).toEqual([]);
});

test.each([
  ['', 'no workload has the label or annotation redpanda.io/client'],
  ['--selector app=none', 'no workload is selected'],
  ['--client services', 'no workload has the label or annotation redpanda.io/client: services'],
])('with nothing to look at, %j says so', (args, what) => {
  const text = pod('{name: p}');
  expect(run(`--check ${args}`, undefined, text)).toEqual({ code: 0, out: '', err: `note: ${what}, so nothing was looked at\n` });
});
