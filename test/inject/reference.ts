import { parseAllDocuments } from 'yaml';

export const clients = ['services', 'other'].map((name) => ({
  name,
  namespace: name,
  configMap: `redpanda-${name}-env`,
  variables: [
    { name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'redpanda.model-registry.svc.cluster.local:9092' },
    { name: 'KAFKA_SCHEMA_REGISTRY_URL', value: 'http://redpanda.model-registry.svc.cluster.local:8081' },
  ],
}));

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

const kinds = /^(apps|extensions)\/\w+ (Deployment|DaemonSet|ReplicaSet)$|^apps\/v1 StatefulSet$|^v1 (Pod|ReplicationController)$|^batch\/v\w+ (Cron)?Job$|^argoproj.io\/\w+ Rollout$|^serving.knative.dev\/\w+ Service$/;

function change(object: any, as: 'env' | 'envFrom', all: boolean): void {
  if (!kinds.test(`${object.apiVersion} ${object.kind}`)) return;
  const template = object.kind === 'Pod' ? object : object.kind === 'CronJob' ? object.spec?.jobTemplate?.spec?.template : object.spec?.template;
  const client = all ? 'services' : (object.metadata?.annotations?.['redpanda.io/client'] ?? template?.metadata?.annotations?.['redpanda.io/client']);
  const { variables, configMap } = clients.find(({ name }) => name === client) ?? { variables: [], configMap: undefined };
  if (!client) return;
  for (const container of [...(template?.spec?.initContainers ?? []), ...(template?.spec?.containers ?? [])]) {
    const list = container[as] ?? [];
    const added =
      as === 'env'
        ? variables.filter(({ name }) => !list.some((item: any) => item?.name === name))
        : [{ configMapRef: { name: configMap } }].filter(({ configMapRef }) => !list.some((item: any) => item?.configMapRef?.name === configMapRef.name));
    if (added.length > 0) container[as] = [...list, ...added];
  }
}
