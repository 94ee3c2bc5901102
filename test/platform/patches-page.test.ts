import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { helm } from '../helm';
import { comparable, helmTemplate, objectsIn as read, objectsOf } from '../output/fidelity';
import { checks } from './checks';
import { containersOf, KubeObject, ownValues, platformOf, podOf, valuesOf, warningsOf, workloadsIn } from './objects';

const page = readFileSync('docs/patches.md', 'utf8');
const rows = [...page.matchAll(/^\| (.*) \| `(\w+)` \| `(.*)` \|$/gm)].map(([, what, kind, patch]) => [what!, kind!, patch!] as const);
const patchWarnings = (...texts: string[]) => warningsOf(valuesOf(ownValues, ...texts)).filter((line) => line.startsWith('patches'));

/** What both outputs make of values, which must be the same. */
function rendered(...texts: string[]): KubeObject[] {
  const values = valuesOf(ownValues, ...texts);
  const files = plainFiles(values);
  if (helm) {
    const { stdout, stderr } = helmTemplate(writeYaml(values), values.namespace);
    expect(stderr).toBe('');
    expect(comparable(read(stdout))).toEqual(comparable(objectsOf(files)));
  }
  return objectsOf(files);
}

test('the page has a table of what people change', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('%s is changed by a patch of a %s', (_, kind, patch) => {
  const text = writeYaml({ patches: [{ target: { kind }, patch: parse(patch) }] });
  const before = platformOf(ownValues).objects;
  const changed = rendered(text).filter((object) => !before.some((one) => JSON.stringify(one) === JSON.stringify(object)));
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter((object) => object.kind !== kind)).toEqual([]);
  expect(patchWarnings(text)).toEqual([]);
});

const overlays = readdirSync('examples').filter((file) => file.endsWith('.yaml')).map((file) => file.replace(/\.yaml$/, ''));

test('there are overlays, and the page links each', () => {
  expect(overlays.length).toBeGreaterThan(1);
  expect(overlays.filter((name) => !page.includes(`(../examples/${name}.yaml)`))).toEqual([]);
});

describe.each(overlays)('examples/%s.yaml', (name) => {
  const text = readFileSync(`examples/${name}.yaml`, 'utf8');

  test('renders the same in both outputs, with nothing to warn of in its patches', () => {
    rendered(text);
    expect(patchWarnings(text)).toEqual([]);
  });

  // On OpenShift no pod asks for a user: see below.
  const kept = (Object.keys(checks) as (keyof typeof checks)[]).filter((check) => name !== 'openshift' || check !== 'every pod is admitted by Pod Security at the level restricted');
  test.each(kept)('%s', (check) => {
    expect(checks[check](platformOf(ownValues, text))).toEqual([]);
  });
});

test('examples/openshift.yaml leaves every user and group to OpenShift, and keeps what restricted-v2 wants', () => {
  const workloads = workloadsIn(platformOf(ownValues, readFileSync('examples/openshift.yaml', 'utf8')).objects);
  expect(workloads.map(({ kind }) => kind).sort()).toEqual(['Deployment', 'Job', 'Job', 'StatefulSet']);
  for (const workload of workloads) {
    expect(podOf(workload).spec.securityContext).toEqual({ runAsNonRoot: true, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } });
    for (const { securityContext } of containersOf(workload)) expect(securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
  }
});

test('examples/openshift.yaml: a user without a name has a HOME that it can write, wherever a script or rpk runs', () => {
  const containers = workloadsIn(platformOf(ownValues, readFileSync('examples/openshift.yaml', 'utf8')).objects).filter(({ kind }) => kind !== 'Deployment').flatMap(containersOf);
  for (const { env, volumeMounts } of containers) {
    expect(env).toContainEqual({ name: 'HOME', value: '/tmp' });
    expect(volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
  }
});

test('examples/mesh.yaml takes every pod out of Istio and Linkerd', () => {
  const workloads = workloadsIn(platformOf(ownValues, readFileSync('examples/mesh.yaml', 'utf8')).objects);
  for (const workload of workloads) {
    expect(podOf(workload).metadata).toMatchObject({ labels: { 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'none' }, annotations: { 'linkerd.io/inject': 'disabled' } });
  }
});
