import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { synthesize } from '../../output';
import { listeners, schemes } from '../../redpanda/listener';
import { broker } from '../../values/schema/broker';
import { valuesOf } from '../platform/objects';

const rooms = ['template', 'files', 'values', 'kubernetes', 'redpanda', 'clients', 'constructs', 'graph', 'output', 'inject', 'cli'];
const inRooms = rooms.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)));
const sources = [...inRooms.filter((file) => /\.(ts|mjs|cjs|sh)$/.test(file)), 'index.ts', 'cluster.sh'];

/** A port of ours, as a number of its own. */
const port = String.raw`(?<![\w.])(?:${Object.values(listeners).map((listener) => listener.port).join('|')})(?!\w|\.\d)`;
/** A port of ours, the beginning of a URL, or a scheme that one is made of. */
const address = new RegExp(String.raw`${port}|\bhttp://|://\$\{|(['"${'`'}])https?\1`);

/** Where an address stands all the same, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'redpanda/listener.ts': 'the table itself',
  'cluster.sh': 'bash cannot read the table: test/cluster-script.test.ts holds it against what it prints',
  'values/schema/broker.ts': 'values/ cannot import redpanda/: the test below holds it against the description',
  'values/schema/console-config.ts': 'URLs of programs that Console asks besides the brokers',
  'values/schema/git-url.ts': "repositories are not the platform's",
};

/** A source without its comments, which may give an address as an example. */
const codeOf = (file: string): string => readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\s*(\/\/|#).*$/gm, '');

test('no source but the table of listeners holds a port or the beginning of a URL', () => {
  expect(sources.filter((file) => address.test(codeOf(file))).sort()).toEqual(Object.keys(exceptions).sort());
});

test('the port that the values describe is that of the listener', () => {
  expect(broker.shape.external.shape.port.description).toContain(`A LoadBalancer's port is ${listeners.kafka.port}.`);
});

/** All outputs of some values, with these listeners in the table. */
function outputs(text: string, table: object) {
  let made: ReturnType<typeof synthesize> = new Map();
  jest.isolateModules(() => {
    const path = '../../redpanda/listener';
    jest.doMock(path, () => ({ ...jest.requireActual<object>(path), listeners: table, schemes: table === listeners ? schemes : otherSchemes }));
    made = jest.requireActual<{ synthesize: typeof synthesize }>('../../output').synthesize(valuesOf(text));
  });
  return made;
}

// As long as the own ones, so that no line is folded elsewhere.
const others = Object.fromEntries(Object.entries(listeners).map(([key, listener]) => [key, { ...listener, port: listener.port - 300 }]));
const otherSchemes = { plain: 'test', tls: 'tests' };

/** What a listener is called by elsewhere, as the other table has it. The draft of JSON Schema is no address of ours. */
function translated(text: string): string {
  return text.replace(new RegExp(port, 'g'), (found) => String(Number(found) - 300)).replace(/\bhttp:\/\/(?!json-schema\.org)/g, 'test://').replace(/"http(s?)"/g, '"test$1"').replace(/(?<=\bscheme: )http(?=s?$)/gm, 'test');
}

/** Without what follows the content, and without the sentence that another test holds. */
const comparable = (text: string): string => text.replace(/"?\b[0-9a-f]{8}\b"?/g, 'HASH').replace(/A LoadBalancer's port is \d+\./g, '');

test.each([
  ['port-forwards', ''],
  ['node ports', 'broker: { external: { type: NodePort, insecure: true, port: 30092 } }'],
  ['listeners beside the others, where clients are', 'tls: { plaintext: used }\nclients: [{ name: orders, namespace: shop }]'],
  ['load balancers', 'broker: { external: { type: LoadBalancer, insecure: true, domain: kafka.example.org } }'],
])('with %s, another table of listeners changes their ports and schemes in every file, and nothing else', (_, text) => {
  const [own, other] = [outputs(text, listeners), outputs(text, others)];
  expect([...other.keys()].map(comparable)).toEqual([...own.keys()].map(comparable));
  const changed = [...other].map(([file, content]) => [comparable(file), comparable(content)]);
  expect(Object.fromEntries(changed)).toEqual(Object.fromEntries([...own].map(([file, content]) => [comparable(file), comparable(translated(content))])));
  const differing = [...other].filter(([file, content]) => own.get(file) !== content).map(([file]) => basename(file).replace(/^\d+-/, ''));
  expect(differing).toEqual(expect.arrayContaining(['statefulset-redpanda.yaml', 'deployment-redpanda-console.yaml', 'networkpolicy-redpanda-brokers.yaml', 'scrape-config.yaml']));
});
