import { Input, text, when } from '../template';
import { defaultReplicationFactor } from './broker-config';
import { ClusterValues } from './cluster';
import { Connection, connections, Ways } from './connection';
import { caFile, passwordKey } from './security';

/**
 * The variables by which rpk finds the brokers, and by which it logs in. A CA's file is what makes it speak TLS.
 *
 * @param way which of the ways it takes
 */
export function rpkEnv({ kafka, admin }: { readonly kafka: Ways<Connection>; readonly admin?: Ways<Connection> }, { sasl }: Pick<Input<ClusterValues>, 'sasl'>, way: 'service' | 'own' = 'service') {
  return [
    { name: 'RPK_BROKERS', value: kafka[way].server },
    when(kafka[way].tls, { name: 'RPK_TLS_CA', value: caFile }),
    ...(admin ? [{ name: 'RPK_ADMIN_HOSTS', value: admin[way].server }, when(admin[way].tls, { name: 'RPK_ADMIN_TLS_CA', value: caFile })] : []),
    // Also for the admin API, which rpk knows no other login for. Kafka without a login refuses those who try one.
    when(kafka[way].login, { name: 'RPK_SASL_MECHANISM', value: sasl.mechanism }),
    when(kafka[way].login, { name: 'RPK_USER', value: sasl.superuser.name }),
    when(kafka[way].login, { name: 'RPK_PASS', ...passwordFrom(sasl.superuser.secretName) }),
  ];
}

/** The source of a variable that holds a password. */
export const passwordFrom = (secret: Input<string>) => ({ valueFrom: { secretKeyRef: { name: secret, key: passwordKey } } });

/** The variables of a script that makes topics. */
export const topicEnv = (cluster: Input<ClusterValues>) => [
  ...rpkEnv(connections('topics', cluster), cluster),
  { name: 'REPLICATION_FACTOR', value: text`${defaultReplicationFactor(cluster)}` },
];

/** The variables of a script that gives rights. */
export const aclEnv = (cluster: Input<ClusterValues>) => rpkEnv(connections('acls', cluster), cluster);

/** The variables of a script that sets quotas. */
export const quotaEnv = (cluster: Input<ClusterValues>) => rpkEnv(connections('quotas', cluster), cluster);
