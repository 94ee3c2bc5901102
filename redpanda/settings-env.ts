import { Input, text, when } from '../template';
import { ClusterValues } from './cluster';
import { connections } from './connection';
import { caFile, passwordKey, superuserFolder } from './security';
import { hasStorageSecret, storageEnv } from './tiered-storage';

/** The variables of a script that asks the admin API. */
export function settingsEnv(cluster: Input<ClusterValues>) {
  const { service } = connections('settings', cluster).admin;
  const { name, namespace, sasl } = cluster;
  const storage = storageEnv(cluster);
  const hasSecret = hasStorageSecret(cluster);
  return [
    { name: 'SERVICE_URL', value: service.url },
    when(service.tls, { name: 'ADMIN_CA', value: caFile }),
    when(service.login, { name: 'SUPERUSER', value: sasl.superuser.name }),
    when(service.login, { name: 'SUPERUSER_PASSWORD_FILE', value: `${superuserFolder}/${passwordKey}` }),
    when(hasSecret, storage.names),
    when(hasSecret, storage.folder),
    { name: 'RESTART', value: text`kubectl rollout restart statefulset/${name} -n ${namespace}` },
  ];
}

/** The Secret with the superuser's password, as a file. */
export const superuserSecret = ({ sasl }: Pick<Input<ClusterValues>, 'sasl'>) => ({
  where: sasl.enabled,
  name: 'superuser',
  secretName: sasl.superuser.secretName,
  mountPath: superuserFolder,
  keys: [passwordKey],
});
