import { absent, and, dig, eq, includes, Input, lt, named, not, or, times, when } from '../../template';
import type { Values } from '../types';
import { aclWarnings } from './acls';
import { Findings, says } from './finding';
import { patchWarnings } from './patches';
import { schemaWarnings } from './schemas';
import { securityWarnings } from './security';
import { settingsWarnings } from './settings';
import { topicWarnings } from './topics';
import { sharedUsers } from './users';
import { cores, mebibytes, millicores } from './quantity';

/** What works, and is not how it should be run. */
export function warnings({ broker, tls, sasl, cluster, console, topics, schemas, clients, users, acls, dryRun, networkPolicy, patches }: Input<Values>): readonly Findings[] {
  const { requests, limits } = broker.resources;
  const unsupported = named(
    'redpanda.isUnsupportedSize',
    'Whether the brokers have a size that Redpanda does not support',
    or(
      not(eq(millicores(requests.cpu), millicores(limits.cpu))),
      not(eq(mebibytes(requests.memory), mebibytes(limits.memory))),
      lt(millicores(limits.cpu), 2000),
    ),
  );
  const used = cores(requests.cpu);
  // 2.22 GiB, in hundredths of a MiB.
  const scarce = named(
    'redpanda.isShortOfMemory',
    'Whether the brokers have less memory for each core than Redpanda recommends',
    lt(times(mebibytes(requests.memory), 100), times(used, 227_328)),
  );
  const open = and(console.enabled, console.ingress.enabled, absent(console.ingress.basicAuthSecretName));
  const { type, allowedCidrs } = broker.external;
  return [
    when(
      and(networkPolicy.enabled, absent(clients), eq(type, 'ClusterIP')),
      says`${['clients']} is empty, and the NetworkPolicies admit nobody else to Kafka. Declare who uses it, or set ${['networkPolicy', 'enabled']} to false`,
    ),
    when(
      and(not(eq(type, 'ClusterIP')), not(sasl.enabled), includes(allowedCidrs as readonly string[], '0.0.0.0/0')),
      says`${['broker', 'external', 'allowedCidrs']} holds 0.0.0.0/0, and Kafka has no login. Anyone who can reach a node or load balancer can read and change everything`,
    ),
    when(unsupported, says`${['broker', 'resources']} are not a size that Redpanda supports: requests must equal limits, with at least 2 CPUs`),
    ...weakening.map(([property, consequence]) => when(dig(broker.config, ['redpanda', property], false), says`${['broker', 'config', 'redpanda', property]} is true. ${consequence}`)),
    when(
      or(...['', '=true', '=1'].map((value) => includes(broker.extraArgs as readonly string[], `--unsafe-bypass-fsync${value}`))),
      says`${['broker', 'extraArgs']} holds --unsafe-bypass-fsync. Brokers acknowledge records before they are on the disk, and can lose them`,
    ),
    ...elsewhere.map((path) =>
      when(
        and(console.enabled, networkPolicy.enabled, dig(console.config, path, false)),
        says`${['console', 'config', ...path]} is true, and the NetworkPolicies let Console reach DNS and the brokers only. It needs one that lets it reach this, too`,
      ),
    ),
    when(scarce, says`${['broker', 'resources', 'requests', 'memory']} is below the 2.22 GiB for each core that Redpanda recommends`),
    when(
      open,
      says`${['console', 'ingress', 'basicAuthSecretName']} is empty, and Console has no login of its own. Anyone who can reach the Ingress can read and change everything`,
    ),
    when(
      and(console.enabled, console.route.enabled),
      says`${['console', 'route', 'enabled']} is true, and Console has no login of its own. Anyone who can reach the Gateway can read and change everything, unless it asks for one`,
    ),
    when(dryRun, says`${['dryRun']} is true. The Jobs only say what they would change, and nothing is brought to what is declared`),
    ...securityWarnings({ broker, tls, sasl, clients }),
    ...sharedUsers({ sasl, clients }),
    ...settingsWarnings({ cluster }),
    ...topicWarnings({ topics, broker, cluster }),
    ...aclWarnings({ tls, topics, clients, users, acls }),
    ...schemaWarnings({ topics, schemas, clients }),
    ...patchWarnings({ patches }),
  ];
}

/** Node properties that nobody may keep by mistake. */
const weakening = [
  ['developer_mode', 'Brokers start without their checks, and acknowledge records before they are on the disk'],
  ['recovery_mode_enabled', 'Brokers serve none of the topics'],
  ['upgrade_override_checks', 'Brokers start with any version, also one that cannot read their data'],
] as const;

/** What Console reaches other hosts for. */
const elsewhere = [
  ['console', 'topicDocumentation', 'git', 'enabled'],
  ['serde', 'protobuf', 'git', 'enabled'],
  ['serde', 'protobuf', 'bufSchemaRegistry', 'enabled'],
  ['kafkaConnect', 'enabled'],
] as const;
