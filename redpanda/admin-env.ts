import { Input, OrExpr, text, when } from '../template';
import { ClusterValues } from './cluster';
import { Connection, connections } from './connection';
import { caFile, passwordKey, superuserFolder } from './security';
import { hasStorageSecret, storageEnv } from './tiered-storage';

/** The variables of a script that asks the admin API. */
function adminEnv(consumer: 'settings' | 'users', cluster: Input<ClusterValues>) {
  const { service } = connections(consumer, cluster).admin;
  return [{ name: 'SERVICE_URL', value: service.url }, ...callerEnv(service, cluster)];
}

/** The variables of a script that asks the schema registry. */
export function schemasEnv(cluster: Input<ClusterValues>) {
  const { service } = connections('schemas', cluster).schemaRegistry;
  return [{ name: 'REGISTRY_URL', value: service.url }, ...callerEnv(service, cluster)];
}

/** Whom a script trusts that asks an HTTP API of the brokers, and as whom it asks. */
const callerEnv = ({ tls, login }: Connection, { sasl }: Pick<Input<ClusterValues>, 'sasl'>) => [
  when(tls, { name: 'ADMIN_CA', value: caFile }),
  when(login, { name: 'SUPERUSER', value: sasl.superuser.name }),
  when(login, { name: 'SUPERUSER_PASSWORD_FILE', value: `${superuserFolder}/${passwordKey}` }),
];

/** Those of the script that sets cluster properties. */
export function settingsEnv(cluster: Input<ClusterValues>) {
  const { name, namespace } = cluster;
  const storage = storageEnv(cluster);
  const hasSecret = hasStorageSecret(cluster);
  return [
    ...adminEnv('settings', cluster),
    when(hasSecret, storage.names),
    when(hasSecret, storage.folder),
    { name: 'RESTART', value: text`kubectl rollout restart statefulset/${name} -n ${namespace}` },
  ];
}

/** Where the users' passwords are in the pod of the Job that makes them. */
export const usersFolder = '/etc/redpanda-users';

/** Those of the script that makes users, and may have passwords for them. */
export const usersEnv = (cluster: Input<ClusterValues>, hasPasswords: OrExpr<boolean>) => [
  ...adminEnv('users', cluster),
  { name: 'SASL_MECHANISM', value: cluster.sasl.mechanism },
  when(hasPasswords, { name: 'PASSWORDS_FOLDER', value: usersFolder }),
];

/** The Secret with the superuser's password, as a file. */
export const superuserSecret = ({ sasl }: Pick<Input<ClusterValues>, 'sasl'>) => ({
  where: sasl.enabled,
  name: 'superuser',
  secretName: sasl.superuser.secretName,
  mountPath: superuserFolder,
  keys: [passwordKey],
});
