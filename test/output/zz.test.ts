import { plainFiles } from '../../output/plain';
import { loadValues } from '../../values/load';
import { comparable, helmTemplate, objectsIn, objectsOf } from './fidelity';
test.each([
  'topics: [{ name: a, config: { retention.ms: -0 } }]',
  'topics: [{ name: a, config: { min.cleanable.dirty.ratio: -0.0 } }]',
  'topics: [{ name: a, config: { retention.ms: 1e3, min.cleanable.dirty.ratio: 1e-7 } }]',
  'topics: [{ name: a, config: { redpanda.iceberg.mode: "a\\u2028b" } }]',
  'topics: [{ name: a, config: { redpanda.iceberg.mode: "\\ufeff" } }]',
  'topics: [{ name: a, config: { redpanda.iceberg.mode: "\\xa0" } }]',
  'console: { ingress: { annotations: { a: "\\uffff" } } }',
  'console: { ingress: { annotations: { a: "a\\u2028b" } } }',
  'console: { ingress: { annotations: { "nginx.ingress.kubernetes.io/auth-type": x } } }',
  'console: { ingress: { basicAuthSecretName: s, annotations: { "nginx.ingress.kubernetes.io/auth-type": x } } }',
  'broker: { external: { type: NodePort, port: 30000, annotations: { "external-dns.alpha.kubernetes.io/hostname": x } } }',
  'broker: { external: { type: NodePort, port: 30000, domain: d.e, annotations: { "external-dns.alpha.kubernetes.io/hostname": x } } }',
  'broker: { resources: { requests: { cpu: 0.0015 } } }',
  'broker: { resources: { requests: { cpu: 0.5000000001 } } }',
  'broker: { resources: { requests: { cpu: 1e-3 } } }',
  'broker: { resources: { limits: { cpu: 1024 } } }',
])('%s', (text) => {
  let ours: unknown;
  try { ours = comparable(objectsOf(plainFiles(loadValues({ files: [{ name: 'v', text }], sets: [] })))); } catch (e) { ours = 'refused ' + e; }
  const h = helmTemplate(text);
  let theirs: unknown;
  try { theirs = h.status === 0 ? comparable(objectsIn(h.stdout)) : 'refused ' + h.stderr; } catch (e) { theirs = 'broken ' + e; }
  if (typeof ours === 'string' && typeof theirs === 'string') { console.log(ours, theirs); return; }
  expect(theirs).toEqual(ours);
});
