import { packageAnnotation, podLabels, selectorLabels, workloadMetadata } from '../kubernetes/labels';
import { containerSecurity, disk, given, isolation, podSecurity, pullSecrets, redpandaUser, resources, scratch, zoneLabel, zoneSpread } from '../kubernetes/pod';
import { dataDirectory, wholeConfig } from '../redpanda/broker-config';
import { brokerEnv } from '../redpanda/broker-env';
import { ClusterValues, headlessService } from '../redpanda/cluster';
import { containerPorts } from '../redpanda/ports';
import { certificateSecret, externalSecret, externalTlsFolder, hasExternalCertificate, tlsFolder } from '../redpanda/security';
import { superuserSecret } from '../redpanda/admin-env';
import { brokerAccount, storageSecrets, wantsAzureLabel } from '../redpanda/tiered-storage';
import { contentHash, each, eq, Input, not, present, text, when, withFields } from '../template';
import { isEncrypted } from '../values/encryption';
import type { Values } from '../values/types';
import adminApiScript from './scripts/admin-api.sh';
import preStopScript from './scripts/pre-stop.sh';
import probeScript from './scripts/probe.sh';
import startScript from './scripts/start.sh';
import { SecretFiles, secretMount, secretVolume } from './secret-files';

/** Where the ConfigMap is mounted. */
const source = '/etc/redpanda-source';
/** Seconds that a broker may drain before it is stopped, and seconds more to write out what it holds. */
const [drain, shutdown] = [60, 60];

const fromField = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
const fromRequest = (name: string, resource: string, divisor: string) => ({ name, valueFrom: { resourceFieldRef: { resource, divisor } } });
const script = (file: string, ...args: string[]) => ({ exec: { command: ['bash', `${source}/${file}`, ...args] } });

/** Name of the ConfigMap of the brokers of a cluster. */
export const configName = (cluster: Input<string>): Input<string> => text`${cluster}-config`;

/** What is constant is hashed on its own, because Helm knows only the rest. */
const constants = contentHash(wholeConfig, startScript, adminApiScript, probeScript, preStopScript);

export function brokerStatefulSet(cluster: Input<ClusterValues>) {
  const { name, adopted, tls, sasl } = cluster;
  const selector = selectorLabels(cluster, 'broker');
  return {
    metadata: { ...workloadMetadata(cluster, 'broker', cluster.image), annotations: packageAnnotation },
    spec: {
      serviceName: headlessService(cluster),
      replicas: cluster.replicas,
      // Brokers form a cluster only together, so none may wait for another to be ready.
      podManagementPolicy: adopted.podManagementPolicy,
      minReadySeconds: 10,
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: withFields(podLabels(cluster, 'broker'), { 'azure.workload.identity/use': when(wantsAzureLabel(cluster), 'true') as Input<string> }),
          // Without the seeds, so that another number of brokers does not restart those there are.
          annotations: { 'checksum/config': contentHash(constants, cluster.config, tls.mode, tls.listeners, tls.plaintext, tls.externalClientAuth, sasl.enabled) },
        },
        spec: {
          serviceAccountName: brokerAccount(cluster),
          ...isolation,
          securityContext: podSecurity(redpandaUser),
          imagePullSecrets: pullSecrets(cluster.imagePullSecrets),
          terminationGracePeriodSeconds: drain + shutdown,
          nodeSelector: given(cluster.nodeSelector),
          // Handed on whole, so its fields need not be known one by one.
          tolerations: given(cluster.tolerations as Values['broker']['tolerations']),
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } }],
            },
          },
          topologySpreadConstraints: [zoneSpread(selector)],
          containers: [broker(cluster)],
          volumes: [
            { name: 'source', configMap: { name: configName(name) } },
            scratch('config', '16Mi'),
            // With room for what rpk debug bundle collects.
            scratch('tmp', '1Gi'),
            ...secretsOf(cluster).map(secretVolume),
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: adopted.claimName, labels: given(adopted.claimLabels) },
          spec: {
            accessModes: [adopted.accessMode],
            storageClassName: when(present(cluster.storage.storageClassName), cluster.storage.storageClassName),
            resources: { requests: { storage: cluster.storage.size } },
          },
        },
      ],
    },
  };
}

function broker(cluster: Input<ClusterValues>) {
  return {
    name: 'redpanda',
    image: cluster.image,
    command: ['bash', `${source}/start.sh`],
    args: startFlags(cluster),
    env: [
      fromField('POD_NAME', 'metadata.name'),
      fromField('HOST_IP', 'status.hostIP'),
      fromRequest('CPU_REQUEST', 'requests.cpu', '1m'),
      fromRequest('MEMORY_REQUEST', 'requests.memory', '1Mi'),
      when(cluster.rackAwareness, fromField('RACK', `metadata.labels['${zoneLabel}']`)),
      ...brokerEnv(cluster),
      { name: 'SOURCE_DIR', value: source },
      { name: 'CONFIG_DIR', value: '/etc/redpanda' },
      { name: 'DATA_DIR', value: dataDirectory },
      { name: 'DRAIN_SECONDS', value: String(drain) },
      { name: 'HOME', value: '/tmp' },
    ],
    ports: containerPorts.broker(cluster.tls),
    resources: resources(cluster.resources, disk('256Mi', '2Gi')),
    securityContext: containerSecurity,
    startupProbe: { ...script('probe.sh', 'startup'), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 240 },
    livenessProbe: { ...script('probe.sh', 'liveness'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { ...script('probe.sh', 'readiness'), periodSeconds: 5, timeoutSeconds: 15, failureThreshold: 3 },
    lifecycle: { preStop: script('pre-stop.sh') },
    volumeMounts: [
      { name: cluster.adopted.claimName, mountPath: dataDirectory },
      { name: 'config', mountPath: '/etc/redpanda' },
      { name: 'source', mountPath: source, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...secretsOf(cluster).map(secretMount),
    ],
  };
}

const secretsOf = (cluster: Input<ClusterValues>): SecretFiles[] => [
  { where: isEncrypted(cluster.tls), name: 'tls', secretName: certificateSecret(cluster), mountPath: tlsFolder },
  { where: hasExternalCertificate(cluster), name: 'external-tls', secretName: externalSecret(cluster), mountPath: externalTlsFolder },
  superuserSecret(cluster),
  ...storageSecrets(cluster),
];

/** What the start script passes on to `rpk redpanda start`, which it does not look into. */
const startFlags = ({ logLevel, extraArgs }: Input<ClusterValues>) => [
  when(not(eq(logLevel, 'info')), text`--default-log-level=${logLevel}`),
  ...each(extraArgs as readonly string[], (flag) => flag, 'flag'),
];
