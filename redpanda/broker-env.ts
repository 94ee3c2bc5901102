import { either, eq, Input, OrExpr, present, text, when } from '../template';
import { isEncrypted } from '../values/encryption';
import { brokerDomain, ClusterValues, externalHost } from './cluster';
import { connections } from './connection';
import { listeners } from './listener';
import { externalPort } from './ports';
import { rpkEnv } from './rpk';
import { caFile, externalTlsFolder, hasExternalCertificate, isPlaintextOpen, passwordKey, superuserFolder, tlsFolder } from './security';
import { hasStorageSecret, storageEnv } from './tiered-storage';

/** The variables by which the scripts of a broker's pod know where it is reached, and where it reaches others. */
export function brokerEnv(cluster: Input<ClusterValues>) {
  const { kafka, admin } = connections('broker', cluster);
  const { tls, sasl } = cluster;
  return [
    { name: 'BROKER_DOMAIN', value: brokerDomain(cluster) },
    { name: 'KAFKA_PORT', value: String(listeners.kafka.port) },
    when(isPlaintextOpen(tls), { name: 'PLAIN_KAFKA_PORT', value: String(listeners.plainKafka.port) }),
    { name: 'RPC_PORT', value: String(listeners.rpc.port) },
    ...advertised(cluster),
    { name: 'ADMIN_URL', value: admin.own.url },
    { name: 'SERVICE_URL', value: admin.service.url },
    when(admin.own.tls, { name: 'ADMIN_CA', value: caFile }),
    when(isEncrypted(tls), { name: 'TLS_FOLDERS', value: either(hasExternalCertificate(cluster), `${tlsFolder} ${externalTlsFolder}`, tlsFolder as OrExpr<string>) }),
    when(sasl.enabled, { name: 'SUPERUSER', value: sasl.superuser.name }),
    when(sasl.enabled, { name: 'SUPERUSER_PASSWORD_FILE', value: `${superuserFolder}/${passwordKey}` }),
    when(sasl.enabled, { name: 'SASL_MECHANISM', value: sasl.mechanism }),
    when(hasStorageSecret(cluster), storageEnv(cluster).names),
    when(hasStorageSecret(cluster), storageEnv(cluster).folder),
    // For `kubectl exec`, where rpk takes no TLS from redpanda.yaml.
    ...rpkEnv({ kafka, admin }, cluster, 'own'),
  ];
}

/** What a broker advertises: on a laptop its port-forward, else its node's address or its own name. */
function advertised({ external }: Input<ClusterValues>) {
  const { type, port, domain } = external;
  const own = eq(type, 'LoadBalancer');
  return [
    { name: 'EXTERNAL_HOST', value: when(eq(type, 'ClusterIP'), '127.0.0.1', when(present(domain), externalHost('$(POD_NAME)', external), '$(HOST_IP)')) },
    { name: 'EXTERNAL_PORT', value: when(own, String(externalPort.port), text`${port}`) },
    { name: 'EXTERNAL_PORT_STEP', value: when(own, '0', '1') },
  ];
}
