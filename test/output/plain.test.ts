import { parse, parseAllDocuments } from 'yaml';
import { synthesize } from '../../output';
import { argocdFiles } from '../../output/argocd';
import { clientChartFiles } from '../../output/client-chart';
import { graphFiles } from '../../output/graph';
import { allOf, inFolder } from '../../files/files';
import { kustomizationFiles } from '../../output/kustomization';
import { kustomizeFiles } from '../../output/kustomize';
import { plainFiles } from '../../output/plain';
import { prometheusFiles } from '../../output/prometheus';
import { loadValues } from '../../values/reading/load';
import { defaults, own } from './fidelity';

const valuesOf = (...sets: string[]) => loadValues({ files: [], sets });
const names = (...sets: string[]) => [...plainFiles(valuesOf(...sets)).keys()];
const ingress = 'console.ingress.enabled=true,console.ingress.hosts={a.b}';

test('the files of a platform, in the order of applying them', () => {
  expect([...plainFiles(own).keys()]).toEqual([
    '00-namespace-model-registry.yaml',
    '00-namespace-services.yaml',
    '10-serviceaccount-redpanda.yaml',
    '20-configmap-redpanda-config.yaml',
    '20-configmap-redpanda-console.yaml',
    ...['-0', '-1', '-2', ''].map((part) => `20-configmap-redpanda-schemas${part}.yaml`),
    '20-configmap-redpanda-services-env.yaml',
    '20-configmap-redpanda-topics-0.yaml',
    '20-configmap-redpanda-topics.yaml',
    '30-networkpolicy-redpanda-allow-services.yaml',
    '30-networkpolicy-redpanda-brokers.yaml',
    '30-networkpolicy-redpanda-console.yaml',
    '30-networkpolicy-redpanda-schemas.yaml',
    '30-networkpolicy-redpanda-topics.yaml',
    '40-service-redpanda-console.yaml',
    '40-service-redpanda-external.yaml',
    '40-service-redpanda-headless.yaml',
    '40-service-redpanda.yaml',
    '50-poddisruptionbudget-redpanda-console.yaml',
    '50-poddisruptionbudget-redpanda.yaml',
    '60-statefulset-redpanda.yaml',
    '70-deployment-redpanda-console.yaml',
    '80-ingress-redpanda-console.yaml',
    '90-job-redpanda-schemas.yaml',
    '90-job-redpanda-topics.yaml',
  ]);
});

test('files are in the order in which kubectl reads a folder', () => {
  const all = names('broker.external.type=NodePort,broker.external.insecure=true,broker.external.port=30092,broker.replicas=12');
  expect(all).toEqual([...all].sort());
});

test.each<[string, string, RegExp, number]>([
  ['no Console makes no Ingress either', `${ingress},console.enabled=false`, /console/, 0],
  ['an Ingress of Console', ingress, /ingress/, 1],
  ['no Ingress unless it is asked for', 'console.enabled=true', /ingress/, 0],
  ['no network policies', 'networkPolicy.enabled=false', /networkpolicy/, 0],
  ['no Namespace of the brokers', 'createNamespace=false', /namespace-/, 0],
  ["a Namespace of each client's own", 'clients[0].name=a,clients[0].namespace=x,clients[0].createNamespace=true', /namespace-/, 2],
  ['an external Service of each broker', 'broker.external.type=NodePort,broker.external.insecure=true,broker.external.port=30092', /service-redpanda-external-\d/, 3],
  ['a ConfigMap of each client', 'clients[0].name=a,clients[0].namespace=x,clients[1].name=b,clients[1].namespace=y', /-env/, 2],
])('%s', (_, set, pattern, count) => {
  expect(names(set).filter((name) => pattern.test(name))).toHaveLength(count);
});

test('clients whose names look like hashes have files of their own', () => {
  const client = (index: number, name: string) => `clients[${index}].name=${name},clients[${index}].namespace=x-${name},clients[${index}].createNamespace=true`;
  const clients = `${client(0, 'deadbeef')},${client(1, 'cafebabe')}`;
  expect(names(clients).filter((name) => /deadbeef|cafebabe/.test(name))).toHaveLength(6);
});

test('another topic changes the name of the Job, and not the name of its file', () => {
  const more = { ...own, topics: [...own.topics, { name: 'one-more' }] };
  const [before, after] = [own, more].map((values) => plainFiles(values).get('90-job-redpanda-topics.yaml'));
  const name = /^ {2}name: redpanda-topics-[0-9a-f]{8}$/m;
  expect([before, after].map((job) => name.test(job ?? ''))).toEqual([true, true]);
  expect(name.exec(after!)).not.toEqual(name.exec(before!));
});

test('a file holds one object', () => {
  for (const [name, content] of plainFiles(own)) expect([name, parseAllDocuments(content).length]).toEqual([name, 1]);
});

test('a file begins with what it is', () => {
  for (const [name, content] of plainFiles(own)) expect([name, content]).toEqual([name, expect.stringMatching(/^apiVersion: .+\nkind: .+\nmetadata:\n {2}name: /)]);
});

test('the same values make the same files, byte for byte', () => {
  expect([...synthesize(structuredClone(own))]).toEqual([...synthesize(own)]);
});

test('the order of keys in the values changes nothing', () => {
  const reversed = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(reversed);
    return Object.fromEntries(Object.entries(value).reverse().map(([key, child]) => [key, reversed(child)]));
  };
  expect([...plainFiles(reversed(own) as typeof own)]).toEqual([...plainFiles(own)]);
});

test('nothing but plain YAML lies where kubectl apply -f reads', () => {
  const top = [...synthesize(own, new Map([['dev', own]])).keys()].filter((path) => /^[^/]+\.(ya?ml|json)$/.test(path));
  expect(top).toEqual([...plainFiles(own).keys()]);
  expect(top.filter((path) => !/^\d\d-[a-z]+-[a-z0-9.-]+\.yaml$/.test(path))).toEqual([]);
});

test('an environment has the plain YAML of its own values, and what its clients, Argo CD and Prometheus use, and its diagram', () => {
  const dev = valuesOf('broker.replicas=1,clusterDomain=dev.local,name=events,argocd.repoUrl=https://git.example.com/a.git');
  const files = synthesize(own, new Map([['dev', dev]]), 'out');
  const inDev = [...files].filter(([path]) => path.startsWith('environments/dev/')).map(([path, content]) => [path.slice('environments/dev/'.length), content]);
  const plain = plainFiles(dev);
  expect(inDev).toEqual([
    ...allOf(
      plain,
      kustomizationFiles(plain),
      inFolder('client-chart', clientChartFiles(dev)),
      inFolder('kustomize/client-env', kustomizeFiles(dev)),
      inFolder('argocd', argocdFiles(dev, 'events-dev', 'out/environments/dev')),
      inFolder('monitoring', prometheusFiles(dev, 'events-dev')),
      inFolder('graph', graphFiles(dev)),
    ),
  ]);
});

test('there is no Application without a repository', () => {
  expect([...synthesize(defaults, new Map([['dev', defaults]])).keys()].filter((path) => path.includes('argocd'))).toEqual([]);
});

test('Argo CD and Prometheus may see all environments, and tell them apart by their names', () => {
  const files = synthesize(own, new Map(['dev', 'prod'].map((name) => [name, own])));
  const names = (end: string, of: (document: any) => string) => [...files].filter(([path]) => path.endsWith(end)).map(([, content]) => of(parse(content)));
  const expected = ['redpanda', 'redpanda-dev', 'redpanda-prod'];
  expect(names('argocd/application.yaml', ({ metadata }) => metadata.name)).toEqual(expected);
  expect(names('monitoring/scrape-config.yaml', ({ scrape_configs }) => scrape_configs[0].job_name)).toEqual(expected);
  expect(names('monitoring/rules.yaml', ({ groups }) => groups[0].rules[0].labels.job)).toEqual(expected);
});
