import { ClientEnvironment, clientEnvironments } from '../clients/client-environments';
import { Files } from '../files/files';
import { clientKey, containersKey } from '../kubernetes/labels';
import { envItem } from '../kubernetes/variable';
import { workloadKinds } from '../kubernetes/workload-kind';
import { embed, writeItems, writeYaml } from '../template';
import { Values } from '../values/types';

const source = 'environments.yaml';
const removal = 'without-environments.yaml';
const refusal = 'without-containers.yaml';

/** A kustomize component that gives each workload with a label or annotation `redpanda.io/client: NAME` the variables of that client. */
export function kustomizeFiles(values: Values): Files {
  const clients = clientEnvironments(values);
  const component = {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    resources: [source],
    // A patch of nothing takes out keys without a value: an `env:` of that kind would stay empty, without a word.
    patches: namedBy(clientKey).map((target) => ({ target, patch: embed({ apiVersion: 'v1', kind: 'Any', metadata: { name: 'any' } }) })),
    ...(clients.length > 0 && { replacements: clients.map((client) => ({ path: fileName(client) })) }),
    transformers: [removal, refusal],
  };
  return new Map([
    ['kustomization.yaml', writeYaml(component)],
    [source, writeYaml(environments(values.name, clients))],
    [removal, writeYaml(withoutEnvironments(values.name))],
    [refusal, withoutContainers.map(writeYaml).join('---\n')],
    ...clients.map((client): [string, string] => [fileName(client), writeItems(replacements(values.name, client))]),
  ]);
}

/** Those that have a label, and those that have an annotation. */
const namedBy = (selector: string) => [{ labelSelector: selector }, { annotationSelector: selector }];

const fileName = ({ name }: ClientEnvironment) => `client-${name}.yaml`;

const environmentsOf = (name: string) => ({ apiVersion: 'redpanda.io/v1', kind: 'ClientEnvironments', metadata: { name } });

/** What the replacements copy from. */
function environments(name: string, clients: readonly ClientEnvironment[]) {
  return {
    ...environmentsOf(name),
    clients: Object.fromEntries(clients.map((client) => [client.name, client.variables.map(envItem)])),
  };
}

/** What is copied from must be gone where the component ends, or it would meet itself where a kustomization holds two that have the component. */
function withoutEnvironments(name: string) {
  const patch = embed({ $patch: 'delete', ...environmentsOf(name) });
  return { apiVersion: 'builtin', kind: 'PatchTransformer', metadata: { name: 'without-environments' }, patch };
}

/** A replacement reaches every container or one of a name that is known here: what names its own must not get more than it asks for, without a word. */
const withoutContainers = [
  { labelSelector: clientKey, annotationSelector: containersKey },
  { annotationSelector: `${clientKey},${containersKey}` },
].map((target, index) => ({
  apiVersion: 'builtin',
  kind: 'PatchTransformer',
  metadata: { name: `without-containers-${index}` },
  target,
  patch: `- { op: test, path: /metadata/annotations/${containersKey.replace('/', '~1')}, value: which this component cannot follow }\n`,
}));

/** An item as a whole, because of a value alone kustomize would make a number where it looks like one. */
function replacements(name: string, client: ClientEnvironment) {
  return client.variables.map((variable) => ({
    source: { kind: 'ClientEnvironments', name, fieldPath: `clients.${client.name}.[name=${variable.name}]` },
    targets: workloadKinds.flatMap(({ group, kind, podTemplate }) =>
      namedBy(`${clientKey}=${client.name}`).map((named) => ({
        select: { ...(group !== '' && { group }), kind, ...named },
        fieldPaths: [[...podTemplate, 'spec', 'containers', '*', 'env', `[name=${exactly(variable.name)}]`].join('.')],
        options: { create: true },
      })),
    ),
  }));
}

/**
 * kustomize takes a name for a regular expression, which it matches with a name's YAML: quotes, comment and all.
 * It calls a new item as the expression and looks for it again, for ever if it does not find it: hence its own beginning as another choice.
 */
const exactly = (name: string): string => `(?m)^["']?${name}["']?(\\s|$)|^\\(\\?m\\)`;
