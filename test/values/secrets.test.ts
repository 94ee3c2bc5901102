import fc from 'fast-check';
import * as z from 'zod';
import { synthesize } from '../../output';
import { check } from '../../values/check';
import { printPath } from '../../values/path';
import type { Document } from '../../values/reading/merge';
import { schema } from '../../values/schema/schema';
import { valuesAround } from '../../values/section';
import { objectsIn } from '../platform/objects';
import { runs } from '../template/runs';

type Path = readonly (string | number)[];

/** What holds keys of its own, and what holds a text, wherever they are among the values. */
interface Places {
  readonly sections: readonly Path[];
  readonly texts: readonly Path[];
}

/** The parts that a schema accepts one of. */
const options = (type: z.core.$ZodType): readonly z.core.$ZodType[] => (type instanceof z.ZodOptional ? options(type.unwrap()) : type instanceof z.ZodUnion ? type.options.flatMap(options) : [type]);

function placesIn(type: z.core.$ZodType, path: Path = []): Places {
  const inner = options(type).map((one): Places => {
    if (one instanceof z.ZodArray) return placesIn(one.element, [...path, 0]);
    if (one instanceof z.ZodRecord) return { sections: [], texts: [[...path, 'key']] };
    if (one instanceof z.ZodString) return { sections: [], texts: [path] };
    if (!(one instanceof z.ZodObject)) return { sections: [], texts: [] };
    const children = Object.entries(one.shape as Record<string, z.core.$ZodType>).map(([key, child]) => placesIn(child, [...path, key]));
    return { sections: [path, ...children.flatMap(({ sections }) => sections)], texts: children.flatMap(({ texts }) => texts) };
  });
  return { sections: inner.flatMap(({ sections }) => sections), texts: inner.flatMap(({ texts }) => texts) };
}

const places = placesIn(schema);

/** A document that has nothing but a value at a path. */
const planted = ([step, ...rest]: Path, value: unknown): unknown => {
  if (step === undefined) return value;
  const inner = planted(rest, value);
  return typeof step === 'number' ? [inner] : { [step]: inner };
};

const problemsWith = (document: unknown) => check(valuesAround(document as Document) as unknown as Document);

/** Helm hands these to every chart of a release, and patches are fields of any object. */
const ofOthers = ['global', 'patches[0].patch'];

const keys = ['password', 'passwordFile', 'secret', 'secretKey', 'secret_key', 'token', 'privateKey', 'private_key', 'passphrase', 'apiKey', 'credentials', 'jaasConfig', 'tls.key', 'ca.crt', 'stringData'];

test('a key of a secret is refused wherever it stands, and its value is not repeated', () => {
  const kept = places.sections.map(printPath).filter((path) => !ofOthers.includes(path));
  expect(kept.length).toBeGreaterThan(40);
  const wrong = places.sections
    .filter((path) => !ofOthers.includes(printPath(path)))
    .flatMap((path) =>
      keys.flatMap((key) => {
        const sentences = problemsWith(planted([...path, key], 'hunter2')).map(({ sentence }) => sentence);
        const isRefused = sentences.some((sentence) => sentence.includes(key) || sentence.includes(printPath(path)));
        return [...(isRefused ? [] : [`${printPath([...path, key])} is accepted`]), ...sentences.filter((sentence) => sentence.includes('hunter2'))];
      }),
    );
  expect(wrong).toEqual([]);
});

test('so it is with any key of such a name, and any password', () => {
  const path = fc.constantFrom(...places.sections.filter((one) => !ofOthers.includes(printPath(one))));
  const key = fc.tuple(fc.constantFrom('', 'kafka_', 'sasl', 'admin-', 'my'), fc.constantFrom('password', 'Password', 'secret', 'token', 'privateKey', 'passphrase')).map((parts) => parts.join(''));
  // Long enough to be found in no sentence by chance.
  const password = fc.stringMatching(/^[A-Za-z0-9._~+/=-]{12,20}$/);
  fc.assert(
    fc.property(path, key, password, (section, name, text) => {
      const problems = problemsWith(planted([...section, name], text));
      expect(problems).not.toEqual([]);
      expect(JSON.stringify(problems)).not.toContain(text);
    }),
    runs(200),
  );
});

/** A text as no name, address or word of a program is. */
const anyText = 'P4ss w0rd,;:!"$#=+/~';

test('these values, and no others, are free text: nobody can tell whether it is a secret', () => {
  const free = places.texts.map((path) => [path, printPath(path)] as const).filter(([path, printed]) => !problemsWith(planted(path, anyText)).some((problem) => printed.startsWith(printPath(problem.path))));
  const config = 'console.config';
  const git = (source: string) => ['repository.branch', 'repository.baseDirectory', 'basicAuth.username', 'ssh.username'].map((key) => `${config}.${source}.git.${key}`);
  expect(free.map(([, path]) => path).sort()).toEqual(
    [
      'argocd.path',
      'argocd.targetRevision',
      'broker.external.annotations.key',
      'console.ingress.annotations.key',
      'patches[0].patch.key',
      'schemas[0].schema',
      'tieredStorage.serviceAccountAnnotations.key',
      'topics[0].description',
      ...git('console.topicDocumentation'),
      ...git('serde.protobuf'),
      `${config}.kafka.clientId`,
      `${config}.kafka.rackId`,
      `${config}.kafkaConnect.clusters[0].name`,
      `${config}.kafkaConnect.clusters[0].username`,
      `${config}.serde.cbor.topicName`,
      `${config}.serde.messagePack.topicNames[0]`,
      `${config}.serde.protobuf.importPaths[0]`,
      `${config}.serde.protobuf.mappings[0].keyProtoType`,
      `${config}.serde.protobuf.mappings[0].topicName`,
      `${config}.serde.protobuf.mappings[0].valueProtoType`,
      `${config}.server.allowedOrigins[0]`,
    ].sort(),
  );
});

test.each<[value: string, document: object]>([
  ['argocd.repoUrl', { argocd: { repoUrl: 'https://robot:hunter2@git.example.com/a.git' } }],
  ['console.config.serde.protobuf.git.repository.url', { console: { config: { serde: { protobuf: { git: { repository: { url: 'https://robot:hunter2@git.example.com/a.git' } } } } } } }],
  ['console.config.kafkaConnect.clusters[0].url', { console: { config: { kafkaConnect: { clusters: [{ name: 'a', url: 'http://admin:hunter2@connect:8083' }] } } } }],
  ['imagePullSecrets[0]', { imagePullSecrets: [{ name: 'registry', password: 'hunter2' }] }],
])('a password in %s is refused, and not repeated', (value, document) => {
  const sentences = problemsWith(document).map(({ sentence }) => sentence);
  expect(sentences.filter((sentence) => sentence.startsWith(value))).toHaveLength(1);
  expect(sentences.join('\n')).not.toContain('hunter2');
});

/** Every place where a platform is secured, with passwords where other charts may have theirs. */
const secured = valuesAround({
  name: 'events',
  global: { postgresql: { auth: { password: 'hunter2' } } },
  argocd: { repoUrl: 'https://git.example.com/a.git' },
  tls: { mode: 'secret', secretName: 'certificate', externalSecretName: 'outside', caSecretName: 'trust' },
  sasl: { enabled: true, superuser: { secretName: 'superuser' } },
  console: { ingress: { enabled: true, hosts: ['kafka.example.org'], controller: 'traefik', basicAuthSecretName: 'users', tlsSecretName: 'console-tls' } },
  clients: ['generic', 'spring', 'quarkus', 'librdkafka'].map((flavour) => ({ name: flavour, namespace: 'shop', flavour, secretName: `${flavour}-login` })),
});

const files = [...synthesize(secured)];
/** Go's templates are no YAML. */
const documents = files.filter(([name]) => name.endsWith('.yaml') && !name.includes('/templates/'));

/** All maps of a document, as deep as they lie. */
function mapsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(mapsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

const maps = documents.flatMap(([name, text]) => objectsIn(text).flatMap((document) => mapsIn(document).map((map) => ({ name, map }))));

test('no output holds a Secret', () => {
  expect(maps.filter(({ map }) => map['kind'] === 'Secret' || 'stringData' in map).map(({ name }) => name)).toEqual([]);
  expect(files.filter(([, text]) => /^kind: Secret$/m.test(text)).map(([name]) => name)).toEqual([]);
});

test('what other charts are given does not get into any output', () => {
  expect(files.filter(([, text]) => text.includes('hunter2')).map(([name]) => name)).toEqual([]);
});

const isOfSecret = (name: string): boolean => /PASS(WORD)?$|TOKEN$|_PEM$/.test(name);

test('every variable of a secret refers to a Secret', () => {
  const variables = maps.filter(({ map }) => typeof map['name'] === 'string' && isOfSecret(map['name']));
  const refers = ({ map }: (typeof maps)[number]) => 'valueFrom' in map && !('value' in map);
  expect(variables.length).toBeGreaterThan(10);
  expect(variables.filter((variable) => !refers(variable)).map(({ name, map }) => `${name}: ${String(map['name'])}`)).toEqual([]);
});

test('no ConfigMap holds a password or a certificate: in their place stand the names of variables', () => {
  const data = maps.flatMap(({ name, map }) => (map['kind'] === 'ConfigMap' ? Object.entries(map['data'] as Record<string, string>).map(([key, text]) => ({ at: `${name} ${key}`, key, text })) : []));
  expect(data.filter(({ key }) => isOfSecret(key)).map(({ at }) => at)).toEqual([]);
  expect(data.filter(({ text }) => /password="(?!\$\{)|BEGIN [A-Z ]+-----/.test(text)).map(({ at }) => at)).toEqual([]);
  expect(data.filter(({ text }) => /password="\$\{KAFKA_SASL_PASSWORD\}"/.test(text)).map(({ key }) => key).sort()).toEqual(['KAFKA_SASL_JAAS_CONFIG', 'SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG']);
});

test('no argument of a program holds or expands to a password', () => {
  const lists = maps.flatMap(({ name, map }) => ['command', 'args'].flatMap((key) => (Array.isArray(map[key]) ? [{ name, words: map[key] as string[] }] : [])));
  expect(lists.filter(({ words }) => words.some((word) => /\$\([A-Z_]*(PASS|TOKEN)/.test(word))).map(({ name }) => name)).toEqual([]);
});
