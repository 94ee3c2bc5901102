import { caKey, certificateSecret, isEncrypted, Security, tlsFolder } from '../redpanda/security';
import { when } from '../template';

/** The CA's certificate for a pod that connects to the brokers, and nothing else of their Secret. */
export const caVolume = (cluster: Security) =>
  when(isEncrypted(cluster.tls), { name: 'ca', secret: { secretName: certificateSecret(cluster), items: [{ key: caKey, path: caKey }] } });

export const caMount = ({ tls }: Security) => when(isEncrypted(tls), { name: 'ca', mountPath: tlsFolder, readOnly: true });
