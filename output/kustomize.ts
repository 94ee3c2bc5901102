import { ClientEnvironment, clientEnvironments } from '../constructs/client-environments';
import { clientKey } from '../constructs/labels';
import { writeItems, writeYaml } from '../template';
import { Values } from '../values/types';
import { Files } from './files';

const template = 'spec.template.spec';

/** Where the pod template lies, by kind. */
const podSpecs = {
  Deployment: template,
  StatefulSet: template,
  DaemonSet: template,
  ReplicaSet: template,
  ReplicationController: template,
  Job: template,
  CronJob: `spec.jobTemplate.${template}`,
  Pod: 'spec',
  Rollout: template,
};

const source = 'environments.yaml';

/** A kustomize component that gives each workload of a label `redpanda.io/client: NAME` the variables of that client. */
export function kustomizeFiles(values: Values): Files {
  const clients = clientEnvironments(values);
  const component = {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    resources: [source],
    ...(clients.length > 0 && { replacements: clients.map((client) => ({ path: fileName(client) })) }),
  };
  return new Map([
    ['kustomization.yaml', writeYaml(component)],
    [source, writeYaml(environments(values.name, clients))],
    ...clients.map((client): [string, string] => [fileName(client), writeItems(replacements(values.name, client))]),
  ]);
}

const fileName = ({ name }: ClientEnvironment) => `client-${name}.yaml`;

/** What the replacements copy from. The annotation keeps it out of what kustomize prints. */
function environments(name: string, clients: readonly ClientEnvironment[]) {
  return {
    apiVersion: 'redpanda.io/v1',
    kind: 'ClientEnvironments',
    metadata: { name, annotations: { 'config.kubernetes.io/local-config': 'true' } },
    clients: Object.fromEntries(clients.map((client) => [client.name, client.variables.map(({ name: variable, value }) => ({ name: variable, value }))])),
  };
}

/** NB: an item as a whole, because of a value alone kustomize would make a number where it looks like one. */
function replacements(name: string, client: ClientEnvironment) {
  return client.variables.map((variable) => ({
    source: { kind: 'ClientEnvironments', name, fieldPath: `clients.${client.name}.[name=${variable.name}]` },
    targets: Object.entries(podSpecs).map(([kind, podSpec]) => ({
      select: { kind, labelSelector: `${clientKey}=${client.name}` },
      fieldPaths: [`${podSpec}.containers.*.env.[name=${exactly(variable.name)}]`],
      options: { create: true },
    })),
  }));
}

/**
 * NB: behind a wildcard kustomize takes a name for a regular expression, and matches it with lines of YAML, quotes and all.
 * It calls a new item as the expression and looks for it again, for ever if it does not find it: hence the blank, which no variable has.
 */
const exactly = (name: string): string => `(?m)^"?'?${name}'?"?$| `;
