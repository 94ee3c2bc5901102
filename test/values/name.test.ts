import { chartFiles } from '../../output/helm';
import { writeYaml } from '../../template';
import { defaultsOf } from '../../values/defaults';
import { loadValues } from '../../values/reading/load';
import { printProblem, ValuesError } from '../../values/problem';
import { schema } from '../../values/schema/schema';
import type { Values } from '../../values/types';
import { folderOf, runHelm, testWithHelm } from '../helm';
import { domains, hosts, labelValues, long, namespaces, optionalObjects, secrets, serviceNames, withoutUpperCase, withUpperCase } from './names';

type Place = (name: string) => object;

const domainOf = (length: number) => `${long(63)}.${long(63)}.${long(63)}.${long(length - 192)}`;
const sha = (algorithm: string, digits: number) => `@${algorithm}:${long(digits, '0')}`;

/** A client of its own, so that several stand side by side. */
const client = (name: string, more: object): object => ({ clients: [{ name, namespace: 'a', ...more }] });
const taint: Place = (key) => ({ broker: { tolerations: [{ key, operator: 'Exists' }] } });

/** Names of every kind: where they stand, what the rule is called, and what passes it or not. */
const kinds: [title: string, rule: RegExp, place: Place, names: { accepted: string[]; refused: string[] }][] = [
  ["the platform's namespace", /RFC 1123 label/, (namespace) => ({ namespace }), namespaces],
  ["a client's namespace", /RFC 1123 label/, (namespace) => client('of-namespace', { namespace }), namespaces],
  ["Argo CD's namespace", /RFC 1123 label/, (namespace) => ({ argocd: { namespace } }), namespaces],
  ["the cluster's name", /RFC 1035 label/, (name) => ({ name }), { accepted: [...serviceNames.accepted, long(30)], refused: [...serviceNames.refused, long(31)] }],
  [
    "a client's name",
    /RFC 1123 label with a letter/,
    (name) => client(name, {}),
    { accepted: ['a', '1a', '1-2-a', 'a1', 'a-1', long(63)], refused: ['', '1', '1-2', 'A', 'a.b', 'a_b', '-a', 'a-', '1-', long(64)] },
  ],
  ['an AppProject', /RFC 1123 subdomain/, (project) => ({ argocd: { project } }), secrets],
  ['a StorageClass', /RFC 1123 subdomain/, (storageClassName) => ({ broker: { storage: { storageClassName } } }), optionalObjects],
  ['an IngressClass', /RFC 1123 subdomain/, (className) => ({ console: { ingress: { className } } }), optionalObjects],
  ['a TLS Secret', /RFC 1123 subdomain/, (tlsSecretName) => ({ console: { ingress: { tlsSecretName } } }), optionalObjects],
  ['a Secret of logins', /RFC 1123 subdomain/, (basicAuthSecretName) => ({ console: { ingress: { controller: 'traefik', basicAuthSecretName } } }), optionalObjects],
  ['a pull secret', /RFC 1123 subdomain/, (name) => ({ imagePullSecrets: [name] }), secrets],
  ['a pull secret as a map', /RFC 1123 subdomain/, (name) => ({ imagePullSecrets: [{ name }] }), secrets],
  ['a pull secret of all charts', /RFC 1123 subdomain/, (name) => ({ global: { imagePullSecrets: [name] } }), secrets],
  ["the cluster's domain", /DNS domain/, (clusterDomain) => ({ clusterDomain }), { accepted: [...domains.accepted, `${long(63)}.${long(47)}`], refused: ['', ...domains.refused, `${long(63)}.${long(48)}`] }],
  [
    "the brokers' domain",
    /DNS domain/,
    (domain) => ({ broker: { external: { domain } } }),
    { accepted: ['', ...domains.accepted, domainOf(219)], refused: [...domains.refused, domainOf(220)] },
  ],
  [
    'the host of an Ingress',
    /host name/,
    (host) => ({ console: { ingress: { hosts: [host] } } }),
    { accepted: hosts.accepted, refused: [...hosts.refused, '1', 'a.1'] },
  ],
  ['the key of a node label', /such as team or example/, (key) => ({ broker: { nodeSelector: { [key]: 'a' } } }), withoutUpperCase],
  ['the key of a pod label', /such as team or example/, (key) => client('of-key', { podSelector: { [key]: 'a' } }), withoutUpperCase],
  ['the key of a taint', /such as team or example/, taint, withoutUpperCase],
  ["the key of an Ingress's annotation", /such as team or example/, (key) => ({ console: { ingress: { annotations: { [key]: 'a' } } } }), withUpperCase],
  ["the key of a Service's annotation", /such as team or example/, (key) => ({ broker: { external: { annotations: { [key]: 'a' } } } }), withUpperCase],
  ['the value of a node label', /label value/, (value) => ({ broker: { nodeSelector: { 'of-value': value } } }), labelValues],
  ['the value of a pod label', /label value/, (value) => client('of-value', { podSelector: { a: value } }), labelValues],
  ['the value of a taint', /label value/, (value) => ({ broker: { tolerations: [{ key: 'a', value }] } }), labelValues],
  [
    'an image',
    /pinned|REPOSITORY of at most 255/,
    (image) => ({ console: { image } }),
    {
      accepted: [
        ...['docker.io/a/b:1', 'a/b:1', 'localhost/a:1', 'Registry.Example.org/a:1', 'registry:5000/a:1', '127.0.0.1:5000/a:1', '[::1]:5000/a:1', 'a_b/c:1', 'a.b/c__d/e-f--g.h:A_b.c-1'],
        ...[`a/b${sha('sha256', 64)}`, `a/b:1${sha('sha384', 96)}`, `a/b${sha('sha512', 128)}`, `a.b/${long(255)}:1`, `a/b:${long(128)}`],
      ],
      refused: [
        ...['', 'a:1', 'a/b', 'a/B:1', 'a/b:', 'a/b:.1', 'a//b:1', '/a:1', 'a/:1', 'a/b..c:1', 'a/b___c:1', 'a/b-:1', 'https://a/b:1', 'a b/c:1', 'a.b:/c:1', '-a.b/c:1'],
        ...[`a/b${sha('sha256', 63)}`, `a/b${sha('md5', 32)}`, `a/b@sha256:${long(64, 'A')}`, `a.b/${long(256)}:1`, `a/b:${long(129)}`],
      ],
    },
  ],
  [
    'the registry of all images',
    /host of a registry/,
    (imageRegistry) => ({ global: { imageRegistry } }),
    {
      accepted: ['', 'registry.example.org', 'registry.example.org:5000', 'mirror:5000', 'localhost', 'localhost:5000', '127.0.0.1', '[::1]:5000', 'Registry.example.org', 'a.b/mirror/c_d'],
      refused: ['mirror', 'mirror/docker', 'https://a.b', 'a.b/', '/a.b', 'a.b:', 'a.b/C', 'a..b', '-a.b', 'a.b c'],
    },
  ],
  [
    'a topic',
    /Kafka allows no others/,
    (name) => ({ topics: [{ name }] }),
    { accepted: ['a', 'A.b-c_d', '1', '-', '_', '...', '.a', long(249)], refused: ['', '.', '..', 'a b', 'a/b', 'ä', 'a*', long(250)] },
  ],
  [
    'a consumer group',
    /letters, digits, dots/,
    (consumerGroup) => client('of-group', { flavour: 'spring', consumerGroup }),
    { accepted: ['a', 'A.b-c_d', '1', long(200)], refused: ['', 'a b', '$(A)', 'ä', long(201)] },
  ],
  [
    'a git repository',
    /URL of a git repository/,
    (repoUrl) => ({ argocd: { repoUrl } }),
    {
      accepted: ['', 'https://git.example.org/a/b.git', 'https://org@dev.azure.com/org/a/_git/b', 'http://127.0.0.1:8080/a', 'ssh://git@git.example.org:22/a.git', 'git@github.com:a/b.git', 'git://a/b', 'file:///srv/git/a', 'https://[::1]:80/a'],
      refused: ['a', 'github.com/a/b', '/srv/git', 'https://', 'https:///a', 'https://user:word@a/b', 'https://a b/c', 'ftp://a/b', 'git@a', 'git@a:b c', 'https://a/ä'],
    },
  ],
];

function problems(values: object): readonly string[] {
  try {
    loadValues({ files: [{ name: 'v.yaml', text: JSON.stringify(values) }], sets: [] });
    return [];
  } catch (error) {
    if (error instanceof ValuesError) return error.problems.map(printProblem);
    throw error;
  }
}

test.each(kinds)('%s that fits its rule is accepted', (_, _rule, place, { accepted }) => {
  expect(accepted.flatMap((name) => problems(place(name)))).toEqual([]);
});

test.each(kinds)('%s that breaks its rule is refused by it alone, or for its length', (_, rule, place, { refused }) => {
  const said = refused.map((name) => [name, problems(place(name))] as const);
  const tooLong = /^v\.yaml:1:\d+: \S+ \(.*\) must have at most \d+ characters: there is no room for more$/;
  expect(said.filter(([, sentences]) => sentences.length !== 1 || !(rule.test(sentences[0]!) || tooLong.test(sentences[0]!)))).toEqual([]);
});

/** Values of several places as one document: maps are merged, and lists hold the items of all. */
function together(a: object, b: object): object;
function together(a: unknown, b: unknown): unknown;
function together(a: unknown, b: unknown): unknown {
  if (Array.isArray(a)) return [...(a as unknown[]), ...(b as unknown[])];
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return b;
  const fields = Object.entries(b).map(([key, value]) => [key, key in a ? together(a[key as keyof typeof a], value) : value] as const);
  return { ...a, ...Object.fromEntries(fields) };
}

/** Where a name stands in a document, unless it is a key. */
function pointer(document: unknown, name: string, at = ''): string | undefined {
  if (document === name) return at;
  if (typeof document !== 'object' || document === null) return undefined;
  return Object.entries(document)
    .map(([key, value]) => pointer(value, name, `${at}/${key}`))
    .find((found) => found !== undefined);
}

/** The n-th name of a kind, from the start again where it has fewer. Each kind begins elsewhere, because no two pull secrets may have one name. */
const nameOf = (n: number, kind: number, names: readonly string[]) => names[(n + kind) % names.length]!;
/** A name of each kind, all in one document. */
const nth = (n: number, which: 'accepted' | 'refused') => kinds.map(([, , place, names], kind) => place(nameOf(n, kind, names[which]))).reduce((all, one) => together(all, one)) as Values;
const rounds = (which: 'accepted' | 'refused') => [...Array(Math.max(...kinds.map(([, , , names]) => names[which].length))).keys()];

const chart = () => folderOf(chartFiles(defaultsOf(schema)));

function refusals(folder: string, values: Values): string {
  const isNamespace = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(values.namespace);
  const file = `${folderOf(new Map([['v.yaml', writeYaml(values)]]))}/v.yaml`;
  return runHelm('template', 'a', folder, '-n', isNamespace ? values.namespace : 'a', '-f', file, '-s', 'templates/rules.yaml').stderr;
}

testWithHelm('the chart accepts the names that fit their rules', () => {
  const folder = chart();
  const refused = rounds('accepted').map((n) => refusals(folder, nth(n, 'accepted')));
  expect(refused.filter((said) => said !== '' && !said.includes('could not find template templates/rules.yaml'))).toEqual([]);
});

testWithHelm('the chart refuses the names that break their rules, each for itself', () => {
  const folder = chart();
  const everywhere = kinds.map(([, , place], kind) => place(`KIND-${kind}`)).reduce((all, one) => together(all, one));
  const places = kinds.map((_, kind) => pointer(everywhere, `KIND-${kind}`));
  for (const n of rounds('refused')) {
    const said = refusals(folder, nth(n, 'refused'));
    const names = kinds.map(([title, , , { refused }], kind) => ({ title, name: nameOf(n, kind, refused), place: places[kind] }));
    expect(names.filter(({ place }) => place !== undefined && !said.includes(`- at '${place}'`)).map((passed) => [passed, said])).toEqual([]);
    // Helm's reader of schemas mixes up where a key stands.
    const keys = names.filter(({ place }) => place === undefined).map(({ name }) => `invalid propertyName '${name}'`);
    expect(said.match(/invalid propertyName '.*'/g)?.sort()).toEqual(keys.sort());
  }
});
