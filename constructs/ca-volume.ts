import { needsCa } from '../redpanda/connection';
import { caKey, certificateSecret, Security, tlsFolder } from '../redpanda/security';
import { when } from '../template';

/** The CA's certificate for a pod that speaks TLS with the brokers, and nothing else of their Secret. */
export const caVolume = (consumer: Parameters<typeof needsCa>[0], cluster: Security) =>
  when(needsCa(consumer, cluster), { name: 'ca', secret: { secretName: certificateSecret(cluster), items: [{ key: caKey, path: caKey }] } });

export const caMount = (consumer: Parameters<typeof needsCa>[0], cluster: Security) => when(needsCa(consumer, cluster), { name: 'ca', mountPath: tlsFolder, readOnly: true });
