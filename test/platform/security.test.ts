import fc from 'fast-check';
import { valuesAround } from '../../values/section';
import { validValues } from '../output/valid-values';
import { runs } from '../template/runs';
import { combinations, securedBy, securedOf } from './combinations';
import { KubeObject } from './objects';
import { sabotages } from './sabotage';
import { covers, insecurities, Secured } from './security';

test(`in each of ${combinations.length} combinations everybody finds the listener that is meant, with the scheme, CA, name and login that it asks for`, () => {
  const found = combinations.flatMap(([title, part]) => insecurities(securedBy(part)).map((problem) => `${title}: ${problem}`));
  expect(found.slice(0, 20)).toEqual([]);
}, 120_000);

test('so it is for any valid values', () => {
  fc.assert(
    fc.property(validValues, (part) => {
      // A patch may break what it likes.
      expect(insecurities(securedOf(valuesAround({ ...part, patches: [] })))).toEqual([]);
    }),
    runs(20),
  );
}, 60_000);

test('whatever is broken in a platform is found', () => {
  fc.assert(
    fc.property(fc.constantFrom(...combinations), fc.nat(), ([title, part], number) => {
      const platform = securedBy(part);
      const all = sabotages(platform);
      const { title: what, breakIt } = all[number % all.length]!;
      breakIt();
      if (insecurities(platform).length === 0) throw new Error(`${title}: nothing is said of ${what}`);
    }),
    runs(100),
  );
}, 60_000);

/** All that a platform can have. */
const secured = {
  tls: { mode: 'cert-manager', externalSecretName: 'outside' },
  sasl: { enabled: true, superuser: { name: 'root', secretName: 'superuser' } },
  broker: { replicas: 2, external: { type: 'LoadBalancer', domain: 'kafka.example.org' } },
  clients: [
    { name: 'orders', namespace: 'shop', secretName: 'orders', flavour: 'spring' },
    { name: 'mail', namespace: 'shop', secretName: 'mail' },
  ],
};

/** Objects found by kind and name; a Job without the hash of its name. */
class Platform {
  readonly secured: Secured = securedBy(secured);

  find(kind: string, name: string): KubeObject {
    const found = this.secured.objects.find((object) => object.kind === kind && object.metadata.name.replace(/-[0-9a-f]{8}$/, '') === name);
    if (!found) throw new Error(`there is no ${kind} ${name}`);
    return found;
  }

  container(kind: string, name: string): KubeObject {
    const { spec } = this.find(kind, name);
    return (spec.template?.spec ?? spec).containers[0];
  }

  variable(kind: string, name: string, variable: string): KubeObject {
    return this.container(kind, name).env.find((one: KubeObject) => one.name === variable);
  }

  /** Changes a file of a ConfigMap. */
  edit(map: string, file: string, from: string | RegExp, to: string): void {
    const { data } = this.find('ConfigMap', map);
    const changed = data[file].replace(from, to);
    if (changed === data[file]) throw new Error(`${file} does not hold ${String(from)}`);
    data[file] = changed;
  }
}

const headless = 'redpanda-headless.redpanda.svc.cluster.local';

const broken: readonly (readonly [title: string, breakIt: (platform: Platform) => void, finding: string])[] = [
  ["a listener's TLS is called otherwise than the listener", (p) => p.edit('redpanda-config', 'redpanda.yaml', /(kafka_api_tls:\n\s+- name: )internal/, '$1intern'), 'redpanda.yaml: kafka_api_tls intern is no listener of kafka_api: internal, external'],
  ['a listener is called otherwise than what brokers advertise', (p) => p.edit('redpanda-config', 'redpanda.yaml', /internal/g, 'inside'), 'start.sh advertises internal, external, and kafka_api has inside, external'],
  ['a method is misspelt', (p) => p.edit('redpanda-config', 'redpanda.yaml', 'authentication_method: sasl', 'authentication_method: SASL'), 'redpanda.yaml: kafka_api internal has the authentication_method SASL, which Redpanda takes for none'],
  ['a method is gone', (p) => p.edit('redpanda-config', 'redpanda.yaml', /\n\s+authentication_method: http_basic/, ''), 'Deployment redpanda-console schemaRegistry has a login that schema_registry does not ask for'],
  ['a key is mounted elsewhere', (p) => p.edit('redpanda-config', 'redpanda.yaml', /(admin_api_tls:[^]*?key_file: )\S+/, '$1/etc/tls/tls.key'), 'redpanda.yaml: admin_api_tls.key_file is /etc/tls/tls.key, where no Secret has its tls.key'],
  ['strangers may talk to brokers as one of them', (p) => p.edit('redpanda-config', 'redpanda.yaml', /(rpc_server_tls:[^]*?)require_client_auth: true/, '$1require_client_auth: false'), 'redpanda.yaml: rpc_server_tls asks for no certificate, and whoever comes is a broker'],
  ['callers are known by certificates that nobody asks for', (p) => p.edit('redpanda-config', 'redpanda.yaml', /(name: external[^]*?authentication_method: )sasl/, '$1mtls_identity'), 'redpanda.yaml: kafka_api external knows its callers by certificates, and asks for none'],
  ["clients show certificates of the brokers' CA", (p) => (p.edit('redpanda-config', 'redpanda.yaml', /(name: external[^]*?authentication_method: )sasl/, '$1mtls_identity'), p.edit('redpanda-config', 'redpanda.yaml', /redpanda-external-tls/g, 'redpanda-tls')), 'redpanda.yaml: whoever may log in to external by certificate may join as a broker'],
  ['authorization is off', (p) => p.edit('redpanda-config', 'bootstrap.yaml', 'kafka_enable_authorization: true', ''), 'internal, external, schema_registry, admin ask for users, and all of them may do everything'],
  ['the first user is none of the superusers', (p) => p.edit('redpanda-config', 'bootstrap.yaml', '- root', '- admin'), 'the first start makes root, and superusers are admin'],
  ['a script speaks plaintext', (p) => (p.variable('StatefulSet', 'redpanda', 'ADMIN_URL').value = 'http://127.0.0.1:9644'), 'StatefulSet redpanda ADMIN_URL speaks plaintext to 127.0.0.1:9644, and admin TLS'],
  ['a script calls another port', (p) => (p.variable('StatefulSet', 'redpanda', 'SERVICE_URL').value = 'https://redpanda.redpanda.svc.cluster.local:9092'), 'StatefulSet redpanda SERVICE_URL calls redpanda.redpanda.svc.cluster.local:9092, where internal is'],
  ['a CA is not where rpk looks', (p) => (p.variable('Job', 'redpanda-topics', 'RPK_TLS_CA').value = '/etc/ca.crt'), 'Job redpanda-topics RPK_BROKERS verifies internal by the text /etc/ca.crt instead of ca.crt of Secret redpanda-tls'],
  ['a volume is missing', (p) => p.find('Deployment', 'redpanda-console').spec.template.spec.volumes.pop(), 'Deployment redpanda-console kafka verifies internal by the text /etc/redpanda-tls/ca.crt instead of ca.crt of Secret redpanda-tls'],
  ['a volume has the CA of another Secret', (p) => (p.find('Pod', 'redpanda-test').spec.volumes[1].secret.secretName = 'outside'), 'Pod redpanda-test RPK_BROKERS verifies internal by key ca.crt of Secret outside instead of ca.crt of Secret redpanda-tls'],
  ['a folder that the start script looks at is not mounted', (p) => (p.container('StatefulSet', 'redpanda').volumeMounts.find(({ name }: KubeObject) => name === 'external-tls').mountPath = '/etc/outside'), 'StatefulSet redpanda TLS_FOLDERS names /etc/redpanda-external-tls, where no Secret has its tls.crt'],
  ['a login is by another mechanism', (p) => p.edit('redpanda-console', 'config.yaml', 'SCRAM-SHA-512', 'SCRAM-SHA-256'), 'Deployment redpanda-console kafka logs in by SCRAM-SHA-256, and users are made for SCRAM-SHA-512'],
  ['a login is gone', (p) => p.edit('redpanda-console', 'config.yaml', /adminApi:([^]*?)\n\s+authentication:\n.*\n.*root/, 'adminApi:$1'), 'Deployment redpanda-console redpanda.adminApi is the user undefined instead of root'],
  ['a password is of another Secret', (p) => (p.variable('Job', 'redpanda-topics', 'RPK_PASS').valueFrom.secretKeyRef.name = 'orders'), 'Job redpanda-topics RPK_BROKERS takes its password from key password of Secret orders'],
  ['a broker is called by a name that no certificate has', (p) => (p.find('Certificate', 'redpanda-broker').spec.dnsNames = ['redpanda.redpanda.svc.cluster.local']), `redpanda.yaml seed_servers calls redpanda-0.${headless}, which Certificate redpanda-broker is not for`],
  ['brokers may not be clients of each other', (p) => (p.find('Certificate', 'redpanda-broker').spec.usages = ['server auth']), 'Certificate redpanda-broker is not for client auth'],
  ['an Issuer signs by a Secret that nobody makes', (p) => (p.find('Issuer', 'redpanda-ca').spec.ca.secretName = 'ca'), 'Issuer redpanda-ca signs by the Secret ca, which no CA is in'],
  ['a Service leads outside clients to another port', (p) => (p.find('Service', 'redpanda-external-1').spec.ports[0].targetPort = 'admin'), 'Service redpanda-external-1 port kafka leads to admin'],
  ["a broker's advertised port is another", (p) => (p.variable('StatefulSet', 'redpanda', 'EXTERNAL_PORT_STEP').value = '1'), 'StatefulSet redpanda advertises redpanda-1.kafka.example.org:9093 for redpanda-1, to which no Service leads'],
  ["a client's line is not one that Kafka reads", (p) => (p.find('ConfigMap', 'redpanda-orders-env').data.SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG = 'ScramLoginModule'), 'client orders (ConfigMap) has a JAAS line that Kafka does not read: ScramLoginModule'],
  ['a client has no CA', (p) => delete p.find('ConfigMap', 'redpanda-mail-env').metadata.annotations['redpanda.io/other-variables'], 'client mail (ConfigMap) Kafka verifies internal by nothing'],
  ['a client speaks no TLS', (p) => (p.find('ConfigMap', 'redpanda-mail-env').data.KAFKA_SECURITY_PROTOCOL = 'SASL_PLAINTEXT'), 'client mail (ConfigMap) Kafka speaks plaintext to redpanda.redpanda.svc.cluster.local:9092, and internal TLS'],
  ['a client is another user', (p) => (p.find('ConfigMap', 'redpanda-mail-env').data.KAFKA_SASL_USERNAME = 'root'), 'client mail (ConfigMap) registry is the user root instead of mail'],
  ['Prometheus verifies another name', (p) => (p.secured.scrape.tls_config.server_name = 'redpanda'), 'Prometheus server_name calls redpanda:9644, where nothing listens'],
];

test.each(broken)('a broken platform is found where %s', (_, breakIt, finding) => {
  const platform = new Platform();
  breakIt(platform);
  expect(insecurities(platform.secured).map((problem) => problem.replace(/(redpanda-topics)-[0-9a-f]{8}/, '$1'))).toContain(finding);
});

test('in a name of a certificate an asterisk stands for one label', () => {
  const certificate = { spec: { dnsNames: ['*.example.org'], ipAddresses: ['127.0.0.1'] } };
  const hosts = ['a.example.org', 'a.b.example.org', 'example.org', '127.0.0.1', '127.0.0.2'];
  expect(hosts.filter((host) => covers(certificate, host))).toEqual(['a.example.org', '127.0.0.1']);
});
