import { parse } from 'yaml';
import { Fields } from '../../kubernetes/merge';
import { normalForm } from '../../kubernetes/normal-form';

const form = (yaml: string): Fields => normalForm(parse(yaml) as Fields);

const statefulSet = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: a }';
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }';
const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }';
const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }';
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }';
const pod = (spec: string): string => `${deployment}\nspec: { template: { spec: ${spec} } }`;
const container = (fields: string): string => pod(`{ containers: [{ name: c, image: "i:1", ${fields} }] }`);

/** What the API server takes for the same. @see pkg/apis/{apps,core,networking}/v1/defaults.go of Kubernetes */
const same: readonly [what: string, one: string, other: string][] = [
  ['one replica, of a StatefulSet', statefulSet, `${statefulSet}\nspec: { replicas: 1 }`],
  ['a rolling update, of a StatefulSet', statefulSet, `${statefulSet}\nspec: { updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 0 } } }`],
  ['pods one by one', statefulSet, `${statefulSet}\nspec: { podManagementPolicy: OrderedReady }`],
  ['volumes that stay', statefulSet, `${statefulSet}\nspec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain } }`],
  ['a quarter at once, of a Deployment', deployment, `${deployment}\nspec: { strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25%, maxUnavailable: 25% } } }`],
  ['a Service within the cluster', `${service}\nspec: { ports: [{ port: 80 }] }`, `${service}\nspec: { type: ClusterIP, ports: [{ port: 80, targetPort: 80, protocol: TCP }] }`],
  ['the kinds of rules that a policy has', `${policy}\nspec: { egress: [{}] }`, `${policy}\nspec: { egress: [{}], policyTypes: [Ingress, Egress] }`],
  ['a policy of incoming traffic', policy, `${policy}\nspec: { policyTypes: [Ingress] }`],
  ['half a minute to end', pod('{}'), pod('{ terminationGracePeriodSeconds: 30 }')],
  ['the old name of a field', pod('{ serviceAccountName: a }'), pod('{ serviceAccountName: a, serviceAccount: a }')],
  ['an image that is there', container(''), container('imagePullPolicy: IfNotPresent')],
  ['requests of what is limited', container('resources: { limits: { cpu: 1 } }'), container('resources: { limits: { cpu: 1000m }, requests: { cpu: "1" } }')],
  ['a probe', container('readinessProbe: { tcpSocket: { port: 1 } }'), container('readinessProbe: { tcpSocket: { port: 1 }, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }')],
  ['the mode of files', pod('{ volumes: [{ name: v, configMap: { name: a } }] }'), pod('{ volumes: [{ name: v, configMap: { name: a, defaultMode: 420 } }] }')],
  ['no labels', configMap, `${configMap.replace('{ name: a }', '{ name: a, labels: {} }')}`],
  ['no data', configMap, `${configMap}\ndata: {}`],
  ['null', configMap, `${configMap}\ndata: null`],
];

test.each(same)('left out or not is the same: %s', (_, one, other) => {
  expect(form(one)).toEqual(form(other));
});

const different: readonly [what: string, one: string, other: string][] = [
  ['an empty directory and none', pod('{ volumes: [{ name: v, emptyDir: {} }] }'), pod('{ volumes: [{ name: v, secret: { secretName: s } }] }')],
  ['a text that is empty, in data', `${configMap}\ndata: { a: "" }`, `${configMap}\ndata: {}`],
  ['a class that is empty, which means none at all', ...(['', 'storageClassName: ""'].map((field) => `${statefulSet}\nspec: { volumeClaimTemplates: [{ metadata: { name: d }, spec: { ${field} } }] }`) as [string, string])],
  ['an image without a version, which is always pulled', container('').replace('i:1', 'i'), container('imagePullPolicy: IfNotPresent').replace('i:1', 'i')],
  ['the order of a list', container('args: [a, b]'), container('args: [b, a]')],
];

test.each(different)('is not the same: %s', (_, one, other) => {
  expect(form(one)).not.toEqual(form(other));
});

test('is the same as that of itself', () => {
  for (const [, one] of same) expect(normalForm(form(one))).toEqual(form(one));
});

test('leaves objects of CRDs as they are', () => {
  const route = parse('apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, labels: {} }\nspec: null') as Fields;
  expect(normalForm(route)).toBe(route);
});
