import { parseAllDocuments } from 'yaml';
import { ClientEnvironment, clientEnvironments } from '../../clients/client-environments';
import { envItem, needsItem } from '../../kubernetes/variable';
import { loadValues } from '../../values/reading/load';
import { useSecretFlavour } from '../clients/use-secret-flavour';

const clientsOf = (more = ''): ClientEnvironment[] =>
  clientEnvironments(loadValues({ files: [{ name: 'v.yaml', text: `namespace: model-registry\nclients: [{ name: services, namespace: services${more} }, { name: other, namespace: other }]` }], sets: [] }));

export const clients = clientsOf();

/** The same, of which one has variables in a Secret. */
export function clientsWithSecrets(): ClientEnvironment[] {
  useSecretFlavour('librdkafka');
  return clientsOf(', flavour: librdkafka, consumerGroup: services');
}

/** A file's documents as plain objects. */
export function parsed(text: string): unknown[] {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' }).map((document) => document.toJS({ maxAliasCount: -1 }));
}

/** What a file says with the environment in the annotated workloads, or in all: the same thing as inject, on plain objects. */
export function withEnvironment(text: string, as: 'env' | 'envFrom', all = false, declared = clients): unknown[] {
  const documents = structuredClone(parsed(text)).map((document) => JSON.parse(JSON.stringify(document ?? null)));
  documents.forEach((document) => objects(document).forEach((object) => change(object, as, all, declared)));
  return documents;
}

function objects(document: any): any[] {
  if (!document?.kind?.endsWith?.('List') || !document.items) return document ? [document] : [];
  const kind = document.kind.slice(0, -4);
  return document.items.flatMap((item: any) => objects(kind ? new Proxy(item, { get: (o, k) => o[k] ?? (k === 'kind' ? kind : k === 'apiVersion' ? document.apiVersion : undefined) }) : item));
}

const kinds = /^apps\/\w+ (Deployment|DaemonSet|ReplicaSet|StatefulSet)$|^v1 (Pod|ReplicationController)$|^batch\/v\w+ (Cron)?Job$|^argoproj.io\/\w+ Rollout$|^serving.knative.dev\/\w+ Service$|^keda.sh\/\w+ ScaledJob$|^apps.openshift.io\/\w+ DeploymentConfig$/;

function templateOf({ apiVersion, kind, spec, ...object }: any): any {
  if (kind === 'Pod' && apiVersion === 'v1') return { spec, ...object };
  if (kind === 'ScaledJob') return spec?.jobTargetRef?.template;
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  if (kinds.test(`${apiVersion} ${kind}`) || Array.isArray(template?.spec?.containers)) return template;
  return spec?.jobTemplate?.spec?.template;
}

/** What a patch has no need to repeat tells whether an object is whole. */
function isWhole({ apiVersion, kind, spec }: any, container: any): boolean {
  const required = /^apps\//.test(apiVersion) ? 'selector' : kind === 'CronJob' ? 'schedule' : undefined;
  return 'image' in container && (required === undefined || required in spec);
}

function change(object: any, as: 'env' | 'envFrom', all: boolean, declared: readonly ClientEnvironment[]): void {
  const template = templateOf(object);
  const named = [object, template].flatMap((one) => [one?.metadata?.annotations?.['redpanda.io/client'], one?.metadata?.labels?.['redpanda.io/client']]).find(Boolean);
  const client = all ? 'services' : named;
  const { variables, configMap } = declared.find(({ name }) => name === client) ?? { variables: [], configMap: undefined };
  if (!client) return;
  const chosen = [object, template].map((one) => one?.metadata?.annotations?.['redpanda.io/containers']?.split(',')).find(Boolean);
  const replaced = (list: any[]) => list.some((one) => one?.$patch !== undefined && one.name === undefined);
  for (const list of [template?.spec?.initContainers ?? [], template?.spec?.containers ?? []]) {
    for (const container of list.filter((one: any) => !chosen || chosen.includes(one.name))) {
      const isLeft = (key: string) => {
        const directives = ['$patch', '$retainKeys', `$setElementOrder/${key}`];
        return replaced(list) || replaced(container[key] ?? []) || directives.some((one) => one in container) || (container[key] === null && !isWhole(object, container));
      };
      const items = variables.filter((variable) => as === 'env' || needsItem(variable)).map(envItem);
      if (items.length > 0 && !isLeft('env')) addItems(container, items);
      const references = container.envFrom ?? [];
      if (as === 'envFrom' && !isLeft('envFrom') && !references.some((item: any) => item?.configMapRef?.name === configMap)) container.envFrom = [...references, { configMapRef: { name: configMap } }];
    }
  }
}

function addItems(container: any, items: readonly { readonly name: string }[]): void {
  const there = container.env ?? [];
  const added = items.filter(({ name }) => !there.some((item: any) => item?.name === name));
  const isReference = ({ value }: any) => added.some(({ name }) => String(value ?? '').replaceAll('$$', '').includes(`$(${name})`));
  const at = there.findIndex((item: any) => isReference(item ?? {}));
  if (added.length > 0) container.env = at < 0 ? [...there, ...added] : [...there.slice(0, at), ...added, ...there.slice(at)];
}
