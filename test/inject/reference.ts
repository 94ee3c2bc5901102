import { parseAllDocuments } from 'yaml';
import { clientEnvironments } from '../../clients/client-environments';
import { loadValues } from '../../values/reading/load';

export const clients = clientEnvironments(
  loadValues({ files: [{ name: 'v.yaml', text: 'namespace: model-registry\nclients: [{ name: services, namespace: services }, { name: other, namespace: other }]' }], sets: [] }),
);

/** A file's documents as plain objects. */
export function parsed(text: string): unknown[] {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' }).map((document) => document.toJS({ maxAliasCount: -1 }));
}

/** What a file says with the environment in the annotated workloads, or in all: the same thing as inject, on plain objects. */
export function withEnvironment(text: string, as: 'env' | 'envFrom', all = false): unknown[] {
  const documents = structuredClone(parsed(text)).map((document) => JSON.parse(JSON.stringify(document ?? null)));
  documents.forEach((document) => objects(document).forEach((object) => change(object, as, all)));
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

function change(object: any, as: 'env' | 'envFrom', all: boolean): void {
  const template = templateOf(object);
  const named = [object, template].flatMap((one) => [one?.metadata?.annotations?.['redpanda.io/client'], one?.metadata?.labels?.['redpanda.io/client']]).find(Boolean);
  const client = all ? 'services' : named;
  const { variables, configMap } = clients.find(({ name }) => name === client) ?? { variables: [], configMap: undefined };
  if (!client) return;
  const chosen = [object, template].map((one) => one?.metadata?.annotations?.['redpanda.io/containers']?.split(',')).find(Boolean);
  const replaced = (list: any[]) => list.some((one) => one?.$patch !== undefined && one.name === undefined);
  for (const list of [template?.spec?.initContainers ?? [], template?.spec?.containers ?? []]) {
    for (const container of list.filter((one: any) => !chosen || chosen.includes(one.name))) {
      const there = container[as] ?? [];
      const directives = ['$patch', '$retainKeys', `$setElementOrder/${as}`];
      if (replaced(list) || replaced(there) || directives.some((key) => key in container) || (container[as] === null && !isWhole(object, container))) continue;
      if (as === 'envFrom') {
        if (!there.some((item: any) => item?.configMapRef?.name === configMap)) container[as] = [...there, { configMapRef: { name: configMap } }];
        continue;
      }
      const added = variables.filter(({ name }) => !there.some((item: any) => item?.name === name)).map(({ name, value }) => ({ name, value }));
      const isReference = ({ value }: any) => added.some(({ name }) => String(value ?? '').replaceAll('$$', '').includes(`$(${name})`));
      const at = there.findIndex((item: any) => isReference(item ?? {}));
      if (added.length > 0) container[as] = at < 0 ? [...there, ...added] : [...there.slice(0, at), ...added, ...there.slice(at)];
    }
  }
}
