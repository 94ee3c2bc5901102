import { Certificate, Issuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1';
import { KubeObject, nameOf, platformOf } from '../platform/objects';

const { objects } = platformOf('tls: { mode: cert-manager }\nbroker: { external: { domain: kafka.example.org } }');
const made = (kind: string, name: string): KubeObject => {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return structuredClone(found);
};
const ca = () => made('Certificate', 'redpanda-ca').spec;
const leaf = () => made('Certificate', 'redpanda-broker').spec;
const certificates = objects.filter(({ kind }) => kind === 'Certificate');

/** A duration as Go reads it, in seconds. */
function seconds(duration: string): number {
  if (!/^(\d+(\.\d+)?(h|m|s))+$/.test(duration)) throw new Error(`time: Go does not read ${duration}`);
  const units = { h: 3600, m: 60, s: 1 };
  return [...duration.matchAll(/([\d.]+)([hms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0);
}

test('the Issuers and Certificates are valid by the published validator of cert-manager', () => {
  const validated = objects.filter(({ kind }) => kind === 'Issuer' || kind === 'Certificate').map((object) => (object.kind === 'Issuer' ? new Issuer(object) : new Certificate(object)).validate());
  expect(validated).toHaveLength(4);
});

test('fails by the validator where a Certificate has a usage that cert-manager does not know', () => {
  const broken = made('Certificate', 'redpanda-broker');
  broken.spec.usages = ['server_auth'];
  expect(() => new Certificate(broken).validate()).toThrow('spec/usages/0');
});

test('every duration is one of Go, because one in days stops cert-manager for the whole cluster', () => {
  const durations = certificates.flatMap(({ spec }) => [spec.duration, spec.renewBefore]).filter(Boolean);
  expect(durations.map((duration) => seconds(duration) / 3600)).toEqual([2160, 87600, 8760]);
  expect(() => seconds('90d')).toThrow('time: Go does not read 90d');
});

test('a certificate is renewed by its time or by its share, and not by both', () => {
  expect(certificates.map((object) => [nameOf(object), object.spec.renewBefore, object.spec.renewBeforePercentage])).toEqual([
    ['Certificate redpanda-broker', undefined, 33],
    ['Certificate redpanda-ca', '8760h', undefined],
  ]);
});

test('the CA keeps its key, and so what it has signed is verified by every CA certificate that follows', () => {
  expect([ca().privateKey.rotationPolicy, ca().commonName]).toEqual(['Never', 'redpanda-ca']);
});

test('a certificate of the brokers has a new key each time', () => {
  expect(leaf().privateKey.rotationPolicy).toBe('Always');
});

test('the CA is renewed before a certificate could outlive it', () => {
  expect(seconds(leaf().duration)).toBeLessThan(seconds(ca().renewBefore));
  expect(seconds(ca().renewBefore)).toBeLessThan(seconds(ca().duration));
});

test('a certificate lives and is renewed for longer than the least that cert-manager allows', () => {
  const hour = 3600;
  expect(seconds(leaf().duration)).toBeGreaterThan(hour);
  expect((seconds(leaf().duration) * leaf().renewBeforePercentage) / 100).toBeGreaterThan(24 * hour);
});

test('brokers may be servers and clients, and nothing else', () => {
  expect(leaf().usages).toEqual(['digital signature', 'server auth', 'client auth']);
});

test('only the CA signs', () => {
  expect(certificates.filter(({ spec }) => spec.isCA === true).map(nameOf)).toEqual(['Certificate redpanda-ca']);
});

test('the brokers are called by their Services, each by its own name, from within their pods and from outside', () => {
  const [host, headless] = ['redpanda.redpanda.svc', 'redpanda-headless.redpanda.svc'];
  expect([...leaf().dnsNames].sort()).toEqual(
    ['redpanda', 'redpanda.redpanda', host, `${host}.cluster.local`, 'redpanda-headless', 'redpanda-headless.redpanda', headless, `${headless}.cluster.local`, `*.${headless}.cluster.local`, 'localhost', '*.kafka.example.org'].sort(),
  );
  expect(leaf().ipAddresses).toEqual(['127.0.0.1']);
});

test('no name ends in a dot, which TLS refuses, and none is longer than DNS allows', () => {
  expect(leaf().dnsNames.filter((name: string) => name.endsWith('.') || name.length > 253)).toEqual([]);
});

test('with an Issuer of the company nothing is made but the certificate', () => {
  const others = platformOf('tls: { mode: cert-manager, issuerRef: { name: company, kind: ClusterIssuer } }').objects.filter(({ apiVersion }) => apiVersion.startsWith('cert-manager.io/'));
  expect(others.map((object) => [nameOf(object), object.spec.issuerRef])).toEqual([['Certificate redpanda-broker', { name: 'company', kind: 'ClusterIssuer', group: 'cert-manager.io' }]]);
});

test.each(['none', 'secret'])('with the mode %s nothing is asked of cert-manager', (mode) => {
  expect(platformOf(`tls: { mode: ${mode}, secretName: certificate }`).objects.filter(({ apiVersion }) => apiVersion.startsWith('cert-manager.io/'))).toEqual([]);
});
