import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import * as z from 'zod';
import type { Command } from '../../cli/command';
import { adopt } from '../../cli/adopt';
import { diff } from '../../cli/diff';
import { env } from '../../cli/env';
import { graph } from '../../cli/graph';
import { inject } from '../../cli/inject';
import { synth } from '../../cli/synth';
import { values } from '../../cli/values';
import { sources } from '../../clients/flavours/flavour';
import { flavours } from '../../clients/flavours';
import { workloadKinds } from '../../kubernetes/workload-kind';
import packageJson from '../../package.json';
import { loadValues } from '../../values/reading/load';
import { schema } from '../../values/schema/schema';
import { KubeObject, nameOf, objectsIn, ownValues, platformOf, podsIn, valuesOf } from './objects';

// With settings, users and quotas, which pages are about that this repository's own values do not have.
const { objects } = platformOf(
  ownValues,
  'cluster: { log_retention_ms: 259200000 }',
  'sasl: { enabled: true, superuser: { secretName: redpanda-superuser } }\nusers: [{ name: services, secretName: redpanda-user-services }]',
  'quotas: [{ clientId: importer, producerByteRate: 1 }]',
);

interface Page {
  readonly name: string;
  readonly text: string;
}

const pages: readonly Page[] = ['README.md', ...readdirSync('docs').filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)].map((name) => ({ name, text: readFileSync(name, 'utf8') }));
const page = (name: string): string => pages.find((one) => one.name === name)!.text;

/** What a pattern finds in all pages: the page's name, and the groups, each once. */
function found(pattern: RegExp): [page: string, ...groups: string[]][] {
  const all = pages.flatMap(({ name, text }) => [...text.matchAll(pattern)].map(([, ...groups]): [string, ...string[]] => [name, ...groups]));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The fenced blocks of a language in all pages. */
const blocks = (language: string) => found(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm')) as [page: string, text: string][];

test('the README is one page', () => {
  expect(page('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(130);
});

const links = found(/\]\(([^)\s]+)\)/g).filter(([, target]) => !/^https?:/.test(target!));

test.each(links)('%s links to %s, which is there', (name, target) => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? name : join(dirname(name), path);
  expect(existsSync(file)).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(readFileSync(file, 'utf8'))).toContain(anchor);
});

const packed = packageJson.files.filter((pattern) => !pattern.startsWith('!'));

test.each(links.filter(([, target]) => !target!.startsWith('#')))('the package holds what %s links to: %s', (name, target) => {
  const file = join(dirname(name), target.split('#')[0]!);
  expect(packed.filter((path) => file === path || file.startsWith(`${path}/`))).not.toEqual([]);
});

/** The anchors that GitHub makes of headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

const files = found(/(?<![\w./-])((?:dist|environments|examples)\/[\w./-]*\w)/g);

test.each(files)('%s names %s, which is there', (_, path) => {
  expect(existsSync(path.replace('examples/NAME', 'examples/openshift').replace('NAME', 'prod'))).toBe(true);
});

test('broken values are reported as the README shows', () => {
  const [, text = '', said] = /\$ cat broken\.yaml\n([^$]*)\$ npx cdk8s-redpanda synth -f broken\.yaml\n([^`]*)```/.exec(page('README.md')) ?? [];
  expect(() => loadValues({ files: [{ name: 'broken.yaml', text }], sets: [] })).toThrow(new Error(said?.trimEnd()));
});

const declarations = blocks('yaml').filter(([, text]) => /^(clients|topics|broker|console|networkPolicy|patches):/.test(text));

test('the pages have examples of values', () => {
  expect(declarations.map(([name]) => name)).toEqual(expect.arrayContaining(['README.md', 'docs/clients.md', 'docs/values.md']));
});

test.each(declarations)('%s declares what the values accept', (_, text) => {
  expect(() => valuesOf(ownValues, text)).not.toThrow();
});

const sizes: readonly [name: string, texts: readonly string[]][] = [
  ['the defaults', []],
  ['`values.yaml`', [ownValues]],
  ['[`environments/dev.yaml`]', [ownValues, readFileSync('environments/dev.yaml', 'utf8')]],
  ['[`environments/prod.yaml`]', [ownValues, readFileSync('environments/prod.yaml', 'utf8')]],
];

function cpusOf(cpu: string | number): string {
  const cpus = String(cpu).replace(/000m$/, '');
  return cpus.endsWith('m') ? cpus : `${cpus} CPU${cpus === '1' ? '' : 's'}`;
}

test.each(sizes)('the table of sizes says what %s are', (name, texts) => {
  const cells = page('docs/values.md').split('\n').find((line) => line.startsWith(`| ${name}`))!.split('|').map((cell) => cell.trim());
  const { replicas, resources: { requests, limits } } = valuesOf(...texts).broker;
  const said = ({ cpu, memory }: typeof requests) => `${cpusOf(cpu)}, ${memory}`;
  expect(cells.slice(2, 5)).toEqual([String(replicas), said(requests), said(limits) === said(requests) ? 'the same' : said(limits)]);
});

// Folded tables have keys in the words of others.
const paths = found(/<details>[^]*?<\/details>|`((?:broker|console|networkPolicy|argocd|global)(?:\.\w+)+)`/g).filter(([, path]) => path !== undefined);

test.each(paths)('%s names the value %s, which there is', (_, path) => {
  expect(valuePaths(schema)).toContain(path);
});

function valuePaths(section: z.ZodType, before = ''): string[] {
  if (!(section instanceof z.ZodObject)) return [];
  return Object.entries(section.shape as Record<string, z.ZodType>).flatMap(([key, child]) => [`${before}${key}`, ...valuePaths(child, `${before}${key}.`)]);
}

const commands: Readonly<Record<string, Command>> = { synth, diff, adopt, values, inject, env, graph };
const calls = found(/npx cdk8s-redpanda (\w+)((?: +(?!#|>|\|)[^\s)`]+)*)/g) as [page: string, command: string, args: string][];

test.each(calls)('%s calls %s%s, as the command line takes it', (_, name, args) => {
  expect(Object.keys(commands)).toContain(name);
  const known = Object.entries(commands[name]!.options).flatMap(([option, { short }]) => [`--${option}`, `-${short}`]);
  const options = args.split(/\s+/).filter((argument) => argument.startsWith('-'));
  expect(known).toEqual(expect.arrayContaining(options));
});

const scripted = found(/\.\/cluster\.sh ((?:port-forward )?[a-z][a-z-]*)/g);

test.each(scripted)('%s calls ./cluster.sh %s, which its usage knows', (_, command) => {
  const [name = '', target = ''] = command.split(' ');
  const { stdout } = spawnSync('bash', ['cluster.sh', '--help'], { encoding: 'utf8' });
  expect(stdout).toMatch(new RegExp(`cluster\\.sh ${name}\\b.*${target}`));
});

/** What `kubectl VERB [RESOURCE] … -l SELECTOR` selects. */
const selecting = found(/kubectl ((?:get|delete|describe) \w+|logs)[^`\n]* -l (\S+?)[\s`)]/g).filter(([, verb]) => verb !== 'delete -f');

test('the pages have commands that select by label', () => {
  expect(selecting.length).toBeGreaterThan(4);
});

test.each(selecting)('%s: kubectl %s -l %s selects something', (_, verb, selector) => {
  const wanted = selector.split(',').map((pair) => pair.split('=') as [string, string]);
  const labelled = verb.endsWith('pvc') ? claimLabels() : podsIn(objects).map(({ labels }) => labels);
  expect(labelled.filter((labels) => wanted.every(([key, value]) => labels[key] === value))).not.toEqual([]);
});

test('the table of kinds has every kind that the forms know, and no other', () => {
  const [table = ''] = /^\| API group[^]*?\n\n/m.exec(page('docs/clients.md')) ?? [];
  const listed = [...table.matchAll(/^\| (core|`\S+`) \| (.*) \|$/gm)].flatMap(([, group = '', kinds = '']) => kinds.split(', ').map((kind) => `${group === 'core' ? '' : group.replaceAll('`', '')} ${kind}`));
  expect(listed.sort()).toEqual(workloadKinds.map(({ group, kind }) => `${group} ${kind}`).sort());
});

test('the uninstall that keeps the data deletes everything except Namespaces', () => {
  const [, key = '', value] = /kubectl delete -f dist -l ([^=]+)=(\S+)/.exec(page('docs/day-two.md')) ?? [];
  const deleted = objects.filter(({ metadata }) => metadata.labels?.[key] === value);
  expect(objects.filter((object) => !deleted.includes(object)).map(({ kind }) => kind)).toEqual(objects.filter(({ kind }) => kind === 'Namespace').map(() => 'Namespace'));
  expect(deleted.map(({ kind }) => kind)).not.toContain('Namespace');
});

/** A StatefulSet's controller gives its volume claims the labels of its selector. */
const claimLabels = () => objects.filter(({ kind }) => kind === 'StatefulSet').map(({ spec }) => spec.selector.matchLabels as Record<string, string>);

const kinds: Readonly<Record<string, string>> = { statefulset: 'StatefulSet', deployment: 'Deployment', service: 'Service', ingress: 'Ingress' };
const named = found(/kubectl[^\n`]*? (statefulset|deployment|service|ingress)[ /]([a-z][\w-]*)[^\n`]*-n model-registry/g);

test.each(named)('%s: there is a %s %s', (_, kind, name) => {
  expect(objects.map(nameOf)).toContain(`${kinds[kind]} ${name}`);
});

const hosts = found(/(?:(redpanda-\d+)\.)?([\w-]+)\.model-registry\.svc\.cluster\.local/g);

test.each(hosts)('%s: the host %s.%s has a Service', (_, pod, service) => {
  expect(objects.map(nameOf)).toContain(`Service ${service}`);
  if (pod !== undefined) expect(podsIn(objects).map(({ labels }) => labels['statefulset.kubernetes.io/pod-name'])).toContain(pod);
});

const open = { tls: false, login: false };
const facts = { ...sources, kafka: { ...sources.kafka, ...open }, schemaRegistry: { ...sources.schemaRegistry, ...open } };
const known: unknown[] = [facts.kafka.server, facts.schemaRegistry.url, facts.consumerGroup];

test.each(Object.entries(flavours))('the table of flavours has every variable that %s adds, and no other', (name, table) => {
  const [row = ''] = new RegExp(`^\\| \`${name}\` .*$`, 'm').exec(page('docs/clients.md')) ?? [];
  const common = flavours.generic(facts).map(({ variable }) => variable);
  const added = table(facts).filter(({ variable, value }) => value !== undefined && !common.includes(variable));
  const printed = added.map(({ variable, value }) => (known.includes(value) ? variable : `${variable}=${value as string}`));
  expect([...row.matchAll(/`([A-Z][A-Z_]+(?:=\w+)?)`/g)].map(([, variable]) => variable).sort()).toEqual(printed.sort());
});

test('the TypeScript of the README makes objects that an empty cluster can take', () => {
  const [, source = ''] = blocks('ts').find(([name]) => name === 'README.md') ?? [];
  const { code } = transformSync(source.replace('app.synth()', 'module.exports = app.synthYaml()'), { loader: 'ts', format: 'cjs' });
  const module = { exports: '' };
  runInNewContext(code, { module, require: (name: string) => jest.requireActual<object>(name === 'cdk8s-redpanda' ? '../../index' : name) });
  const made: KubeObject[] = objectsIn(module.exports);
  const namespaces = made.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  expect(made.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['StatefulSet', 'Deployment', 'Job']));
  expect(made.flatMap(({ metadata }) => metadata.namespace ?? []).filter((name) => !namespaces.includes(name))).toEqual([]);
});
