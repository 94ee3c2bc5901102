import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { containersOf, KubeObject, nameOf, ownValues, platformOf, podOf, valuesOf, workloadsIn } from './objects';

const page = readFileSync('docs/security.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => text).filter((text) => !text.startsWith('apiVersion:'));
const { objects } = platformOf(ownValues);
const limitOf = (workload: KubeObject): string => containersOf(workload)[0].resources.limits['ephemeral-storage'];
const workloads = workloadsIn(objects);
const brokers = workloads.find(({ kind }) => kind === 'StatefulSet');

test('the page says how much a container may write to the disk of its node', () => {
  const others = [...new Set(workloads.filter((workload) => workload !== brokers).map(limitOf))];
  expect(page).toContain(`A broker may write ${limitOf(brokers)} to the disk of its node beside its data volume, any other container ${others.join(' or ')}.`);
  expect(page).toContain(`A broker's \`/tmp\` holds ${podOf(brokers).spec.volumes.find(({ name }: KubeObject) => name === 'tmp').emptyDir.sizeLimit}`);
});

test('the page names the users of the images', () => {
  const users = ['StatefulSet redpanda', 'Deployment redpanda-console'].map((name) => podOf(workloads.find((workload) => nameOf(workload) === name)).spec.securityContext.runAsUser);
  expect(page).toContain(`${users[0]} in Redpanda's, ${users[1]} in Console's`);
});

test('the page says after how many seconds a Console that hangs is out of the Service and restarted', () => {
  const [{ readinessProbe, livenessProbe }] = containersOf(workloads.find(({ kind }) => kind === 'Deployment'));
  const seconds = ({ periodSeconds, failureThreshold = 3 }: KubeObject) => periodSeconds * failureThreshold;
  expect(page).toContain(`out of the Service after ${seconds(readinessProbe)} seconds and restarted after ${seconds(livenessProbe)}`);
});

test('its images by digest are the images of the defaults', () => {
  const { broker, console } = valuesOf();
  const example = examples.map((text) => parse(text)).find((values) => values.console !== undefined);
  expect([example.broker.image, example.console.image].map((image) => image.split('@')[0])).toEqual([broker.image, console.image]);
});

test.each(examples.map((text) => [text.split('\n').slice(0, 2).join(' '), text] as const))('its example %s is valid', (_, text) => {
  expect(() => valuesOf(ownValues, text)).not.toThrow();
});

test('the page tells a cluster that runs the rules that a new one gets', () => {
  const { objects } = platformOf(ownValues, 'tls: { mode: cert-manager, externalClientAuth: true }\nsasl: { enabled: true, superuser: { secretName: a } }');
  const { kafka_mtls_principal_mapping_rules: rules } = parse(objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'redpanda-config').data['bootstrap.yaml']);
  expect(rules).toHaveLength(2);
  expect(page).toContain(`rpk cluster config set kafka_mtls_principal_mapping_rules '${JSON.stringify(rules)}'`);
});

test("the page's own certificate is for every name for which cert-manager's is, but those that no client calls", () => {
  const { objects } = platformOf(ownValues, 'tls: { mode: cert-manager }');
  const { dnsNames, ipAddresses } = objects.find(({ kind, metadata }) => kind === 'Certificate' && metadata.name === 'redpanda-broker').spec;
  const [, alternatives = ''] = /subjectAltName=critical,([^']*)'/.exec(page) ?? [];
  const names = [...dnsNames.filter((name: string) => /\.svc\.cluster\.local$|^localhost$/.test(name)).map((name: string) => `DNS:${name}`), ...ipAddresses.map((address: string) => `IP:${address}`)];
  expect(alternatives.split(',').sort()).toEqual(names.sort());
});
