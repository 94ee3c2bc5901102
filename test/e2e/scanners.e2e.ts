import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { objectsIn, workloadsIn } from '../platform/objects';
import type { KubeObject } from './cluster';
import { chart, cli, folders, manifests } from './dist';
import { output, run } from './process';
import { tool } from './tools';

const rendered = () => objectsIn(output(tool('helm'), ['template', 'redpanda', chart, '--namespace', 'model-registry'])).filter((object) => object !== null);

/** What people apply, by the name that the page gives it. */
const outputs: Readonly<Record<string, () => readonly KubeObject[]>> = {
  ...Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, () => [...manifests(folder).values()]])),
  chart: rendered,
};

/** What a scanner says of a file, as `CHECK KIND` for each object that it minds. */
const scanners: Readonly<Record<string, (file: string) => string[]>> = {
  'kube-score'(file) {
    const { stdout } = run(tool('kube-score'), ['score', '--output-format', 'json', '--kubernetes-version', 'v1.34', file]);
    const scored = JSON.parse(stdout) as readonly Scored[];
    return scored.flatMap(({ type_meta: { kind }, checks }) => checks.filter(({ skipped, grade }) => !skipped && grade < allRight).map(({ check }) => `${check.id} ${kind}`));
  },
  checkov(file) {
    const { stdout } = run(tool('checkov'), ['--framework', 'kubernetes', '--skip-download', '--compact', '--output', 'json', '--file', file]);
    const { results } = JSON.parse(stdout) as { results: { failed_checks: readonly { check_id: string; resource: string }[]; parsing_errors: readonly string[] } };
    expect(results.parsing_errors).toEqual([]);
    return results.failed_checks.map(({ check_id, resource }) => `${check_id} ${resource.split('.')[0]}`);
  },
};

/** The best of kube-score's grades. */
const allRight = 10;

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly checks: readonly { readonly check: { readonly id: string }; readonly skipped: boolean; readonly grade: number }[];
}

/** The rows of the page's table: what is accepted, of which kinds of objects, and in which outputs. */
const accepted = [...readFileSync('docs/security.md', 'utf8').matchAll(/^\| (kube-score|checkov) \| `([\w-]+)`[^|]* \| ([^|]+) \| ([^|]+) \| \S[^|]+ \|$/gm)].map(
  ([, scanner = '', check = '', kinds = '', where = '']) => ({ scanner, check, kinds: kinds.split(', '), where: where.split(', ') }),
);

function acceptedOf(scanner: string, name: string, objects: readonly KubeObject[]): string[] {
  const workloads = workloadsIn(objects);
  const pods = workloads.map(({ kind }) => kind as string);
  const reading = workloads.filter((workload) => JSON.stringify(workload).includes('"secretKeyRef"')).map(({ kind }) => kind as string);
  const meant: Readonly<Record<string, readonly string[]>> = { 'every pod': pods, 'every pod that reads them as variables': reading };
  const rows = accepted.filter((row) => row.scanner === scanner && (row.where.includes(name) || String(row.where) === 'all'));
  return rows.flatMap(({ check, kinds }) => (meant[String(kinds)] ?? kinds).map((kind) => `${check} ${kind}`));
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scanners-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function findings(scanner: string, objects: readonly KubeObject[]): string[] {
  const file = join(folder, 'objects.yaml');
  writeFileSync(file, objects.map((object) => `---\n${stringify(object)}`).join(''));
  return scanners[scanner]!(file);
}

describe.each(Object.keys(scanners))('%s', (scanner) => {
  test.each(Object.keys(outputs))('finds nothing in %s but what docs/security.md accepts, and all of that', (name) => {
    const objects = outputs[name]!();
    expect(findings(scanner, objects).sort()).toEqual(acceptedOf(scanner, name, objects).sort());
  });

  test('minds a privileged pod', () => {
    const container = { name: 'intruder', image: 'registry.example.org/intruder:1', securityContext: { privileged: true } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'intruder', namespace: 'streams' }, spec: { containers: [container] } };
    expect(findings(scanner, [pod])).toEqual(expect.arrayContaining([expect.stringMatching(/^(container-security-context-privileged|CKV_K8S_16) Pod$/)]));
  });
});

test('with images by digest checkov no longer asks for one', () => {
  const out = join(folder, 'digests');
  const digest = `@sha256:${'0123456789abcdef'.repeat(4)}`;
  expect(cli('synth', '-f', 'values.yaml', '--set', `broker.image=a.example.org/b:v1${digest},console.image=a.example.org/c:v1${digest}`, '--out', out)).toMatchObject({ status: 0 });
  const minded = findings('checkov', [...manifests(out).values()]);
  expect(minded).toContain('CKV_K8S_40 StatefulSet');
  expect(minded.filter((finding) => finding.startsWith('CKV_K8S_43'))).toEqual([]);
});

test('every row of the table names outputs that there are', () => {
  expect(accepted.length).toBeGreaterThan(0);
  expect(accepted.flatMap(({ where }) => where).filter((name) => name !== 'all' && outputs[name] === undefined)).toEqual([]);
});
