import { absent, and, dig, eachEntry, eq, gt, hasKey, Input, namedOperator, not, operator, or, OrExpr, present, when } from '../../template';
import { restartProperties } from '../schema/cluster-properties';
import type { Values } from '../types';
import { Findings, says } from './finding';

type Part = Pick<Input<Values>, 'cluster' | 'licenseAcknowledged' | 'broker'>;

/** Whether brokers take a change of a cluster property only when they start. */
export const needsRestart = namedOperator(
  'redpanda.needsRestart',
  'Whether brokers take a change of a cluster property only when they start',
  operator('boolean', (name: string) => restartProperties().includes(name), (name) => `has ${name} (splitList " " "${restartProperties().join(' ')}")`),
);

/** Values of properties that need a licence, by what Redpanda's page of licences says. */
const licensed: readonly (readonly [name: string, isLicensed: (cluster: Part['cluster'], name: string) => OrExpr<boolean>])[] = [
  ...['audit_enabled', 'cloud_storage_enabled', 'core_balancing_continuous', 'enable_shadow_linking', 'iceberg_enabled', 'schema_registry_enable_authorization'].map(
    (name) => [name, (cluster: Part['cluster']) => dig(cluster as object, [name], false)] as const,
  ),
  ...['delete_topic_enable', 'features_auto_finalization'].map((name) => [name, (cluster: Part['cluster']) => not(dig(cluster as object, [name], true))] as const),
  ...['default_leaders_preference', 'enable_schema_id_validation'].map((name) => [name, (cluster: Part['cluster']) => not(eq(dig(cluster as object, [name], 'none'), 'none'))] as const),
  ['partition_autobalancing_mode', (cluster) => eq(dig(cluster as object, ['partition_autobalancing_mode'], 'off'), 'continuous')],
];

export const licences = ({ cluster, licenseAcknowledged }: Omit<Part, 'broker'>): readonly Findings[] =>
  licensed.map(([name, isLicensed]) =>
    when(
      and(not(licenseAcknowledged), isLicensed(cluster, name)),
      says`${['cluster', name]} must be another value unless ${['licenseAcknowledged']} is true: this one needs a license of Redpanda Enterprise`,
    ),
  );

const azure = ['cloud_storage_azure_storage_account', 'cloud_storage_azure_container'] as const;

/** What brokers ask for before they switch tiered storage on. */
export const objectStore = ({ cluster, tieredStorage }: Pick<Input<Values>, 'cluster' | 'tieredStorage'>): readonly Findings[] => {
  const has = (name: string) => hasKey(cluster, name);
  const isOn = dig(cluster as object, ['cloud_storage_enabled'], false);
  const isAzure = or(...azure.map(has));
  const isHeld = eq(dig(cluster as object, ['cloud_storage_credentials_source'], 'config_file'), 'config_file');
  const needed = (name: string, where: OrExpr<boolean>, why: string) =>
    when(and(isOn, where, not(has(name))), says`${['cluster', name]} is required where ${['cluster', 'cloud_storage_enabled']} is true${why}: brokers would refuse to use an object store that they cannot find`);
  return [
    ...['cloud_storage_bucket', 'cloud_storage_region'].map((name) => needed(name, not(isAzure), '')),
    ...azure.map((name) => needed(name, isAzure, ', and the object store is that of Azure')),
    when(
      and(isOn, isHeld, absent(tieredStorage.secretName)),
      says`${['tieredStorage', 'secretName']} is required unless ${['cluster', 'cloud_storage_credentials_source']} is another than config_file: it names the Secret with the credentials of the object store`,
    ),
    when(
      and(present(tieredStorage.secretName), not(and(isOn, isHeld))),
      says`${['tieredStorage', 'secretName']} (${tieredStorage.secretName}) must be empty unless ${['cluster', 'cloud_storage_enabled']} is true with the credentials of config_file: nobody would read it`,
    ),
  ];
};

/** Numbers of replicas that no topic could have. */
export const enoughForDefaults = ({ cluster, broker }: Omit<Part, 'licenseAcknowledged'>): readonly Findings[] =>
  ['default_topic_replications', 'minimum_topic_replications'].map((name) => {
    const replicas = dig(cluster as object, [name], 1);
    return when(
      gt(replicas, broker.replicas),
      says`${['cluster', name]} (${replicas}) must not exceed ${['broker', 'replicas']} (${broker.replicas}): each replica needs its own broker`,
    );
  });

export const settingsWarnings = ({ cluster }: Pick<Part, 'cluster'>): readonly Findings[] =>
  eachEntry(cluster as Values['cluster'], (name) => when(needsRestart(name), says`${['cluster']}.${name} takes effect when brokers start. A change of it waits for a restart of them`));
