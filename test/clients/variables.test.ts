import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { Deployment, EnvValue, Secret } from 'cdk8s-plus-28';
import { KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s';
import { env as envCommand } from '../../cli/env';
import { clientEnvironments, formerEnvironment } from '../../clients/client-environments';
import { KafkaClientEnv, RedpandaCluster } from '../../index';
import { inject } from '../../inject/inject';
import { envItem } from '../../kubernetes/variable';
import { clientChartFiles } from '../../output/client-chart';
import { chartFiles } from '../../output/helm';
import { kustomizeFiles } from '../../output/kustomize';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { Synthesized, synth } from '../constructs/synth';
import { folderOf, runHelm, testWithHelm } from '../helm';
import { kustomized, testWithKubectl } from '../kubectl';
import { comparable, helmTemplate, objectsOf } from '../output/fidelity';
import { validValues } from '../output/valid-values';
import { objectsIn, platformOf, valuesOf } from '../platform/objects';
import { runs } from '../template/runs';
import { secretItems } from './secret-flavour';
import { useSecretFlavour } from './use-secret-flavour';

useSecretFlavour('librdkafka');

const server = 'redpanda.model-registry.svc.cluster.local:9092';
const registry = 'http://redpanda.model-registry.svc.cluster.local:8081';
const file = `namespace: model-registry
clients:
  - { name: shop, namespace: shop, flavour: librdkafka, consumerGroup: shop }
  - { name: mail, namespace: shop, flavour: librdkafka, consumerGroup: mail, schemaRegistry: false }
  - { name: stock, namespace: stock, flavour: spring, consumerGroup: stock }
`;
const values = valuesOf(file);
const items = secretItems('shop', server, registry);
const others = `KAFKA_USERNAME: key username of Secret shop-kafka
KAFKA_PASSWORD: key password of Secret shop-kafka
KAFKA_URL: kafka://$(KAFKA_USERNAME):$(KAFKA_PASSWORD)@${server}
KAFKA_REGISTRY_USER_INFO: key registry of Secret shop-kafka
`;

test('a client has its variables in the order of its table, keys of Secrets among them', () => {
  expect(clientEnvironments(values).slice(0, 2).map(({ variables }) => variables.map(envItem))).toEqual([items, secretItems('mail', server)]);
});

describe('a ConfigMap', () => {
  const configMap = (name: string) => new Synthesized(platformOf(file).objects).only('ConfigMap', `redpanda-${name}-env`);

  test('holds the texts that stay what they are, and names the rest', () => {
    const { data, metadata } = configMap('shop');
    expect(data).toEqual({ KAFKA_BOOTSTRAP_SERVERS: server, KAFKA_SCHEMA_REGISTRY_URL: registry, KAFKA_GROUP_ID: 'shop' });
    expect(metadata.annotations['redpanda.io/other-variables']).toBe(others);
  });

  test('names nothing where it holds all', () => {
    expect(Object.keys(configMap('stock').metadata.annotations)).toEqual(['redpanda.io/content-hash']);
  });
});

testWithHelm('for all valid values, the chart renders what the plain YAML holds', () => {
  fc.assert(
    fc.property(validValues, (random) => {
      const text = writeYaml(random);
      const { stdout, stderr } = helmTemplate(text, random.namespace);
      expect(stderr).toBe('');
      expect(comparable(objectsOf(new Map([['all.yaml', stdout]])))).toEqual(comparable(objectsOf(plainFiles(valuesOf(text)))));
    }),
    { ...runs(20), examples: [[values]] },
  );
});

testWithHelm('the named template gives the items of a client, and no others', () => {
  const chart = folderOf(
    new Map([
      ['Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'],
      ['templates/pod.yaml', 'env:\n  {{- include "redpanda.clientEnv" (dict "root" $ "client" .Values.client) | nindent 2 }}\n'],
      ['values.yaml', 'client: shop\n'],
      ...[...clientChartFiles(values)].map(([path, content]): [string, string] => [`charts/redpanda-client/${path}`, content]),
    ]),
  );
  const envOf = (client: string) => objectsIn(runHelm('template', 'shop', chart, '--set', `client=${client}`).stdout)[0].env;
  expect(['shop', 'mail'].map(envOf)).toEqual([items, secretItems('mail', server)]);
  expect(chartFiles(values).get('templates/_client-env.tpl')).toBe(clientChartFiles(values).get('templates/_client-env.tpl'));
});

describe('addTo', () => {
  const client = (chart: Chart) => new KafkaClientEnv(chart, 'env', { cluster: new RedpandaCluster(chart, 'cluster', { namespace: 'model-registry' }), name: 'shop', namespace: 'shop', flavour: 'librdkafka', consumerGroup: 'shop' });
  const plain = (env: object[] = []) => (chart: Chart) => new KubeDeployment(chart, 'app', { metadata: { name: 'app' }, spec: { selector: {}, template: { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image: 'app:1', env: env as never }] } } } });
  const plus = (envVariables: Record<string, EnvValue> = {}) => (chart: Chart) => new Deployment(chart, 'app', { metadata: { name: 'app' }, containers: [{ image: 'app:1', envVariables }] });
  const envOf = (make: (chart: Chart) => KubeDeployment | Deployment, times = 1): object[] => {
    const made = synth((chart) => {
      const workload = make(chart);
      const variables = client(chart);
      for (let i = 0; i < times; i++) variables.addTo(workload);
    });
    return made.only('Deployment', 'app').spec.template.spec.containers[0].env;
  };

  test.each<[string, (chart: Chart) => KubeDeployment | Deployment]>([
    ['an object of the Kubernetes API', plain()],
    ['a workload of cdk8s-plus', plus()],
  ])('puts keys of Secrets into %s, once', (_, make) => {
    expect([envOf(make), envOf(make, 2)]).toEqual([items, items]);
  });

  test('leaves a key of a Secret that is there already', () => {
    const password = (chart: Chart) => EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'secret', 'shop-kafka'), key: 'password' });
    const own = envOf((chart) => plus({ KAFKA_PASSWORD: password(chart) })(chart));
    expect(own).toEqual([items[3], ...items.filter((_, index) => index !== 3)]);
  });

  test('puts variables before what refers to them', () => {
    const own = { name: 'LOGIN', value: '$(KAFKA_PASSWORD)' };
    expect(envOf(plain([own]))).toEqual([...items, own]);
  });

  test.each<[string, object[], string]>([
    [
      'another key',
      [{ name: 'KAFKA_PASSWORD', valueFrom: { secretKeyRef: { name: 'shop-kafka', key: 'pass' } } }],
      'sets KAFKA_PASSWORD ({"secretKeyRef":{"key":"pass","name":"shop-kafka"}}) to another value than the client\'s ({"secretKeyRef":{"name":"shop-kafka","key":"password"}}): remove one of them',
    ],
    ['a text', [{ name: 'KAFKA_PASSWORD', value: 'open' }], 'sets KAFKA_PASSWORD ("open") to another value than the client\'s ({"secretKeyRef":{"name":"shop-kafka","key":"password"}}): remove one of them'],
    [
      'a place behind what refers to it',
      [{ name: 'LOGIN', value: '$(KAFKA_URL)' }, items[3]!],
      'sets KAFKA_PASSWORD after LOGIN, before which KAFKA_URL must stand, which refers to it: Kubernetes expands only variables that stand before',
    ],
  ])('fails where a container gives a variable %s', (_, env, sentence) => {
    expect(() => envOf(plain(env))).toThrow(`test/app container app ${sentence}`);
  });
});

testWithKubectl('the component puts keys of Secrets into a workload, in place of texts too', () => {
  const folder = folderOf(
    new Map([
      ...[...kustomizeFiles(values)].map(([path, content]): [string, string] => [`client-env/${path}`, content]),
      ['team/kustomization.yaml', 'resources: [app.yaml]\ncomponents: [../client-env]\n'],
      [
        'team/app.yaml',
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app, labels: { redpanda.io/client: shop } }\nspec: { template: { spec: { containers: [{ name: app, image: app:1, env: [{ name: KAFKA_BOOTSTRAP_SERVERS }, { name: KAFKA_SCHEMA_REGISTRY_URL }, { name: KAFKA_USERNAME }, { name: KAFKA_PASSWORD, value: open }] }] } } }\n',
      ],
    ]),
  );
  expect(kustomized(`${folder}/team`)[0].spec.template.spec.containers[0].env).toEqual(items);
});

describe('env', () => {
  /** What the command prints for a client of the values that are the standard input. */
  function printed(format: string): { out: string; err: string } {
    const written = { out: '', err: '' };
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((written.out += String(text)), true));
    const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((written.err += String(text)), true));
    try {
      void envCommand.run({ values: [`${folderOf(new Map([['v.yaml', file]]))}/v.yaml`], client: 'shop', format }, []);
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
    return written;
  }
  const note = (name: string, key: string) => `note: key-${key}-of-secret-shop-kafka stands for the value of ${name}: put the key ${key} of the Secret shop-kafka in its place\n`;
  const notes = [note('KAFKA_USERNAME', 'username'), note('KAFKA_PASSWORD', 'password'), note('KAFKA_REGISTRY_USER_INFO', 'registry')].join('');
  const url = `kafka://key-username-of-secret-shop-kafka:key-password-of-secret-shop-kafka@${server}`;
  const texts = {
    KAFKA_BOOTSTRAP_SERVERS: server,
    KAFKA_SCHEMA_REGISTRY_URL: registry,
    KAFKA_USERNAME: 'key-username-of-secret-shop-kafka',
    KAFKA_PASSWORD: 'key-password-of-secret-shop-kafka',
    KAFKA_URL: url,
    KAFKA_REGISTRY_USER_INFO: 'key-registry-of-secret-shop-kafka',
    KAFKA_GROUP_ID: 'shop',
  };
  const all = Object.entries(texts);

  test.each([
    ['env', all.map(([name, value]) => `${name}=${value}\n`).join(''), notes],
    ['docker', all.map(([name, value]) => `--env ${name}=${value}\n`).join(''), notes],
    ['json', `${JSON.stringify(texts, null, 2)}\n`, notes],
    ['properties', `bootstrap.servers=${server}\nsasl.username=key-username-of-secret-shop-kafka\nurl=${url}\ngroup.id=shop\n`, notes.split('\n').slice(0, 2).map((line) => `${line}\n`).join('')],
  ])('prints placeholders as %s, expands what refers to them, and says what belongs there', (format, out, err) => {
    expect(printed(format)).toEqual({ out, err });
  });

  test('prints items as yaml, which name the keys', () => {
    const { out, err } = printed('yaml');
    expect([objectsIn(out)[0], err]).toEqual([items, '']);
  });
});

describe('inject', () => {
  const clients = clientEnvironments(values);
  const selection = { all: true, client: 'shop' };
  const pod = (container: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: shop}\nspec:\n  containers:\n${container}`;
  const bare = pod('  - name: app\n    image: app:1\n');
  const envOf = (text: string) => objectsIn(text)[0].spec.containers[0].env;

  test('puts keys of Secrets into a block list, as lines', () => {
    expect(inject(bare, selection, clients).text).toBe(
      pod(`  - name: app
    image: app:1
    env:
    - name: KAFKA_BOOTSTRAP_SERVERS
      value: "${server}"
    - name: KAFKA_SCHEMA_REGISTRY_URL
      value: "${registry}"
    - name: KAFKA_USERNAME
      valueFrom:
        secretKeyRef:
          name: "shop-kafka"
          key: "username"
    - name: KAFKA_PASSWORD
      valueFrom:
        secretKeyRef:
          name: "shop-kafka"
          key: "password"
    - name: KAFKA_URL
      value: "kafka://$(KAFKA_USERNAME):$(KAFKA_PASSWORD)@${server}"
    - name: KAFKA_REGISTRY_USER_INFO
      valueFrom:
        secretKeyRef:
          name: "shop-kafka"
          key: "registry"
    - name: KAFKA_GROUP_ID
      value: "shop"
`),
    );
  });

  test.each([
    ['a flow list', pod('  - {name: app, env: [{name: A, value: b}]}\n'), '{name: KAFKA_PASSWORD, valueFrom: {secretKeyRef: {name: "shop-kafka", key: "password"}}}'],
    ['JSON', '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "app"}, "spec": {"containers": [{"name": "app", "env": [{"name": "A", "value": "b"}]}]}}', '{"name": "KAFKA_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "shop-kafka", "key": "password"}}}'],
  ])('puts them into %s, and takes them out to the byte', (_, text, item) => {
    const result = inject(text, selection, clients);
    expect(result.text).toContain(item);
    expect(envOf(result.text)).toEqual([{ name: 'A', value: 'b' }, ...items]);
    expect(inject(result.text, selection, clients).edits).toEqual([]);
    expect(inject(result.text, selection, clients, { remove: true }).text).toBe(text);
  });

  const injected = inject(bare, selection, clients).text;
  const password = '      valueFrom:\n        secretKeyRef:\n          name: "shop-kafka"\n          key: "password"\n';

  test.each([
    ['flow', '      valueFrom: { secretKeyRef: { key: password, name: shop-kafka } }\n'],
    ['optional: false', `${password}          optional: false\n`],
    ['an alias', '      valueFrom: &password {secretKeyRef: {name: shop-kafka, key: password}}\n'],
  ])('takes the same key for the same, whatever its spelling is (%s)', (_, source) => {
    const text = injected.replace(password, source);
    expect(inject(text, selection, clients)).toMatchObject({ text, problems: [] });
  });

  test.each([
    ['another key', password.replace('"password"', '"pass"')],
    ['another Secret', password.replace('shop-kafka', 'mail-kafka')],
    ['a key that may be missing', `${password}          optional: true\n`],
    ['a key of a ConfigMap', password.replace('secretKeyRef', 'configMapKeyRef')],
    ['a text', '      value: open\n'],
  ])('leaves %s alone and reports it, and makes it the client\'s with --overwrite', (_, source) => {
    const text = injected.replace(password, source);
    const result = inject(text, selection, clients);
    expect([result.text, result.problems.map(({ sentence }) => sentence)]).toEqual([text, ["Pod app, container app gives KAFKA_PASSWORD another value than the client's: it is left alone without --overwrite"]]);
    const corrected = inject(text, selection, clients, { overwrite: true });
    expect([envOf(corrected.text), corrected.problems]).toEqual([items, []]);
    expect(corrected.text).toBe(injected.replace(password, '      valueFrom: {secretKeyRef: {name: "shop-kafka", key: "password"}}\n'));
  });

  test('makes a text of a key that should be one', () => {
    const text = injected.replace(`value: "${server}"`, 'valueFrom: {secretKeyRef: {name: shop-kafka, key: servers}}');
    expect(inject(text, selection, clients, { overwrite: true }).text).toBe(injected);
  });

  test('puts what the ConfigMap does not hold beside a reference to it, and takes both out to the byte', () => {
    const result = inject(bare, selection, clients, { as: 'envFrom' });
    const [{ env, envFrom }] = objectsIn(result.text)[0].spec.containers;
    expect([env, envFrom]).toEqual([items.slice(2, 6), [{ configMapRef: { name: 'redpanda-shop-env' } }]]);
    expect(inject(result.text, selection, clients, { as: 'envFrom' }).edits).toEqual([]);
    expect(inject(result.text, selection, clients, { as: 'envFrom', remove: true }).text).toBe(bare);
    expect(inject(result.text, selection, clients, { remove: true }).text).toBe(bare);
  });

  test('takes both out of a file without a line end, too', () => {
    const text = bare.trimEnd();
    const { text: result } = inject(text, selection, clients, { as: 'envFrom' });
    expect(inject(result, selection, clients, { remove: true }).text).toBe(text);
  });

  test('finds what a change of flavour has left behind, by the key of the Secret', () => {
    const generic = clientEnvironments(valuesOf('namespace: model-registry\nclients: [{ name: shop, namespace: shop, consumerGroup: shop }]'));
    const result = inject(injected, selection, generic);
    expect(result.problems.map(({ sentence }) => sentence)).toEqual([
      'Pod app, container app still gives KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_URL, KAFKA_REGISTRY_USER_INFO, KAFKA_GROUP_ID, left behind by a change of client shop: left alone without --overwrite',
    ]);
    expect(envOf(inject(injected, selection, generic, { overwrite: true }).text)).toEqual(items.slice(0, 2));
  });

  test.each(['', ', schemaRegistry: false'])('takes out all that a client was given that is not declared any more, whatever its Secret was called (%s)', (choice) => {
    const own = clientEnvironments(valuesOf(`namespace: model-registry\nclients: [{ name: shop, namespace: shop, flavour: librdkafka, consumerGroup: unknown${choice} }]`));
    const text = pod('  - name: app\n    env:\n    - name: MINE\n      valueFrom: {secretKeyRef: {name: a, key: b}}\n');
    const given = inject(text, selection, own).text;
    const former = [formerEnvironment(valuesOf('namespace: model-registry'), 'shop')];
    expect(inject(given, selection, former, { remove: true })).toMatchObject({ text, problems: [] });
  });

  test('names a variable that stands behind what must stand behind it', () => {
    const text = pod(`  - name: app\n    env:\n    - name: LOGIN\n      value: $(KAFKA_URL)\n    - name: KAFKA_PASSWORD\n${password}`);
    const { text: result, problems } = inject(text, selection, clients);
    expect([result, problems.map(({ sentence }) => sentence)]).toEqual([
      text,
      ['Pod app: container app gives KAFKA_PASSWORD after LOGIN, before which KAFKA_URL must stand, which refers to it: take KAFKA_PASSWORD out, and it is put in again'],
    ]);
  });
});
