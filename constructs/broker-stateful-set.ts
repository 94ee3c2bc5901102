import { podLabels, selectorLabels } from '../kubernetes/labels';
import { containerSecurity, given, isolation, podSecurity, pullSecrets, redpandaUser, resources } from '../kubernetes/pod';
import { constantConfig, dataDirectory } from '../redpanda/broker-config';
import { admin, containerPort, external, kafka, rpc, schemaRegistry, url } from '../redpanda/listener';
import { contentHash, each, eq, not, present, text, when } from '../template';
import type { Values } from '../values/types';
import { advertised } from './external-service';
import type { RedpandaCluster } from './redpanda-cluster';
import preStopScript from './scripts/pre-stop.sh';
import probeScript from './scripts/probe.sh';
import startScript from './scripts/start.sh';

/** Where the ConfigMap is mounted. */
const source = '/etc/redpanda-source';
/** Seconds that a broker may drain before it is stopped, and seconds more to write out what it holds. */
const [drain, shutdown] = [60, 60];

const fromField = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
const fromRequest = (name: string, resource: string, divisor: string) => ({ name, valueFrom: { resourceFieldRef: { resource, divisor } } });
const script = (file: string, ...args: string[]) => ({ exec: { command: ['bash', `${source}/${file}`, ...args] } });

export function brokerStatefulSet(cluster: RedpandaCluster) {
  const { values, name } = cluster;
  const selector = selectorLabels(name, 'broker');
  return {
    metadata: cluster.metadata(),
    spec: {
      serviceName: cluster.headless,
      replicas: values.replicas,
      // Brokers form a cluster only together, so none may wait for another to be ready.
      podManagementPolicy: 'Parallel',
      minReadySeconds: 10,
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: podLabels(name, 'broker'),
          // Without the seeds, so that another number of brokers does not restart those there are.
          annotations: { 'checksum/config': contentHash(contentHash(constantConfig, startScript, probeScript, preStopScript), values.config) },
        },
        spec: {
          serviceAccountName: name,
          ...isolation,
          securityContext: podSecurity(redpandaUser),
          imagePullSecrets: pullSecrets(values.imagePullSecrets),
          terminationGracePeriodSeconds: drain + shutdown,
          nodeSelector: given(values.nodeSelector),
          // Handed on whole, so its fields need not be known one by one.
          tolerations: given(values.tolerations as Values['broker']['tolerations']),
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } }],
            },
          },
          topologySpreadConstraints: [
            { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: selector } },
          ],
          containers: [broker(cluster)],
          volumes: [
            { name: 'source', configMap: { name: cluster.configName } },
            { name: 'config', emptyDir: {} },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'redpanda-data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: when(present(values.storage.storageClassName), values.storage.storageClassName),
            resources: { requests: { storage: values.storage.size } },
          },
        },
      ],
    },
  };
}

function broker(cluster: RedpandaCluster) {
  const { values } = cluster;
  return {
    name: 'redpanda',
    image: values.image,
    command: ['bash', `${source}/start.sh`],
    args: startFlags(values),
    env: [
      fromField('POD_NAME', 'metadata.name'),
      fromField('HOST_IP', 'status.hostIP'),
      fromRequest('CPU_REQUEST', 'requests.cpu', '1m'),
      fromRequest('MEMORY_REQUEST', 'requests.memory', '1Mi'),
      { name: 'BROKER_DOMAIN', value: cluster.serviceHost(cluster.headless) },
      { name: 'KAFKA_PORT', value: String(kafka.port) },
      { name: 'RPC_PORT', value: String(rpc.port) },
      ...advertised(values),
      { name: 'ADMIN_URL', value: `http://127.0.0.1:${admin.port}` },
      { name: 'SERVICE_URL', value: url(cluster.serviceHost(cluster.name), admin) },
      { name: 'SOURCE_DIR', value: source },
      { name: 'CONFIG_DIR', value: '/etc/redpanda' },
      { name: 'DATA_DIR', value: dataDirectory },
      { name: 'DRAIN_SECONDS', value: String(drain) },
      { name: 'HOME', value: '/tmp' },
    ],
    ports: [kafka, external, schemaRegistry, admin, rpc].map(containerPort),
    resources: resources(values.resources),
    securityContext: containerSecurity,
    startupProbe: { ...script('probe.sh', 'startup'), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 240 },
    livenessProbe: { ...script('probe.sh', 'liveness'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { ...script('probe.sh', 'readiness'), periodSeconds: 5, timeoutSeconds: 15, failureThreshold: 3 },
    lifecycle: { preStop: script('pre-stop.sh') },
    volumeMounts: [
      { name: 'redpanda-data', mountPath: dataDirectory },
      { name: 'config', mountPath: '/etc/redpanda' },
      { name: 'source', mountPath: source, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** What the start script passes on to `rpk redpanda start`, which it does not look into. */
const startFlags = ({ logLevel, extraArgs }: RedpandaCluster['values']) => [
  when(not(eq(logLevel, 'info')), text`--default-log-level=${logLevel}`),
  ...each(extraArgs as readonly string[], (flag) => flag, 'flag'),
];
