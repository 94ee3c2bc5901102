import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { dot } from '../../graph/dot';
import { platformGraph } from '../../graph/platform-graph';
import { svg } from '../../graph/svg';
import { valuesAround } from '../../values/section';
import type { Values } from '../../values/types';
import { validValues } from '../output/valid-values';
import { ownValues, valuesOf } from '../platform/objects';
import { runs } from '../template/runs';
import { read, unreadable } from './drawn';

const draw = (values: Values) => svg(dot(platformGraph(values)));
const environment = (name: string) => readFileSync(`environments/${name}.yaml`, 'utf8');

/** A platform of so many clients, in so many namespaces, and topics. */
function platform(clients: number, namespaces: number, topics: number): Values {
  const names = Array.from({ length: topics }, (_, index) => `events-of-domain-${index}.v${index % 3}`);
  return valuesOf(
    JSON.stringify({
      namespace: 'events',
      topics: names.map((name, index) => ({ name, partitions: 1 + (index % 24) })),
      clients: Array.from({ length: clients }, (_, index) => ({
        name: `service-number-${index}`,
        namespace: `team-${index % namespaces}`,
        ...(index % 3 === 0 && { podSelector: { 'app.kubernetes.io/name': `service-${index}`, 'app.kubernetes.io/component': 'consumer' } }),
        ...(index % 4 === 1 && { egressPolicy: true, schemaRegistry: false, consumerGroup: `a-group-with-a-name-that-is-quite-long-${index}` }),
        consumes: [names[index % topics], 'events-of-domain-1*'],
        produces: [names[(7 * index) % topics]],
      })),
    }),
  );
}

const everything = `
tls: { mode: cert-manager, plaintext: open }
sasl: { enabled: true, superuser: { secretName: superuser } }
users: [{ name: importer, secretName: importer }]
quotas: [{ clientId: importer, producerByteRate: 1 }]
cluster: { cloud_storage_enabled: true, cloud_storage_bucket: b, cloud_storage_region: r, cloud_storage_credentials_source: sts, enable_metrics_reporter: true }
licenseAcknowledged: true
tieredStorage: { serviceAccountAnnotations: { a: b } }
broker: { external: { type: NodePort, port: 30092, domain: example.org } }
console: { route: { enabled: true, parentRefs: [{ name: internal, namespace: gateways }], hostnames: [kafka.example.org] } }`;

const platforms: readonly [string, Values][] = [
  ['the defaults', valuesOf()],
  ['this repository', valuesOf(ownValues)],
  ['its environment dev', valuesOf(ownValues, environment('dev'))],
  ['its environment prod', valuesOf(ownValues, environment('prod'))],
  ['everything at once', valuesOf(ownValues, everything)],
  ['a client beside the brokers', valuesOf(ownValues, 'clients: [{ name: a, namespace: model-registry }, { name: b, namespace: b }]')],
  ['3 clients', platform(3, 3, 5)],
  ['40 clients in 4 namespaces, and 40 topics', platform(40, 4, 40)],
  ['40 clients in 40 namespaces, and 40 topics', platform(40, 40, 40)],
  ['one client and 200 topics', platform(1, 1, 200)],
];

test.each(platforms)('no text of the picture of %s is cut, overlaps another or is crossed', async (_, values) => {
  expect(unreadable(await draw(values))).toEqual([]);
}, 30_000);

test('nor is one of the pictures of any valid values', async () => {
  await fc.assert(
    fc.asyncProperty(validValues, async (part) => {
      expect(unreadable(await draw(valuesAround({ ...part, patches: [] })))).toEqual([]);
    }),
    runs(20),
  );
}, 120_000);

test('a text that is cut, leaves its node, overlaps another or is crossed is found', async () => {
  const whole = await draw(valuesOf(ownValues));
  expect(read(whole).texts.length).toBeGreaterThan(60);
  const found = (changed: string) => unreadable(changed).join('\n');
  expect(found(whole.replace('>all pods<', '>all the pods of this namespace, however many of them there are and whatever they may do<'))).toMatch(/leaves clients in services/);
  expect(found(whole.replace(/(viewBox="0 0 \d+) \d+/, '$1 100'))).toMatch(/"4 topics" is cut/);
  expect(found(whole.replace(/(>9092<[^]*? y=")[-\d.]+("[^>]*>9094<)/, '$1-333.3$2'))).toMatch(/overlaps/);
  expect(found(whole.replace(/(class="edge">\n<title>[^<]*<\/title>\n<path [^>]*d=")M[^"]*"/, '$1M0,0 C0,0 1000,-400 1075,-400"'))).toMatch(/crosses/);
});

test('the same values give the same bytes', async () => {
  expect(await draw(valuesOf(ownValues))).toBe(await draw(valuesOf(ownValues)));
});

test('the picture has paper of its own, runs nothing and loads nothing', async () => {
  const picture = await draw(valuesOf(ownValues));
  expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2" role="img">\n<rect [^>]*fill="#ffffff"/);
  expect(picture).not.toMatch(/<script|<image|<foreignObject|href|url\(|@import|<!/);
});
