import { each, Input, present, when } from '../template';
import { secretName } from '../values/schema/pull-secret';
import type { Values } from '../values/types';

/** What Pod Security's `restricted` asks of a container, and a read-only root file system. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** The user of Redpanda's image, which holds rpk as well. */
export const redpandaUser = 101;

/** What `restricted` asks of a pod, as the user that the image is made for. */
export const podSecurity = (user: number) => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
});

/** A pod of ours calls no Kubernetes API, and Redpanda Console would read service links as its configuration. */
export const isolation = { automountServiceAccountToken: false, enableServiceLinks: false };

/** The label that tells the zone of a node, and from Kubernetes 1.35 on that of a pod. */
export const zoneLabel = 'topology.kubernetes.io/zone';

/** Pods are spread over zones where there are several. */
export const zoneSpread = (matchLabels: Readonly<Record<string, Input<string>>>) => ({ topologyKey: zoneLabel, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels } });

export const pullSecrets = (secrets: Input<Values['imagePullSecrets']>) => [...each(secrets, (secret) => ({ name: secretName(secret as Input<string>) }), 'secret')];

/** A folder on the disk of the node, which is gone with the pod. The kubelet evicts a pod that writes more into it. */
export const scratch = (name: string, sizeLimit: string) => ({ name, emptyDir: { sizeLimit } });

/** What all containers but the brokers keep in a scratch volume. */
export const scratchSize = '128Mi';

/** What a container may write to the disk of its node: its scratch volumes and its logs, of which a kubelet keeps 50Mi, and 250Mi on OpenShift. */
export const disk = (request: string, limit: string) => ({ requests: { 'ephemeral-storage': request }, limits: { 'ephemeral-storage': limit } });

export const smallDisk = disk('64Mi', '512Mi');

interface ResourceValues {
  readonly cpu: Input<string | number>;
  readonly memory: Input<string>;
}

/** A quantity is a string to Kubernetes, whatever a values file holds. */
export const resources = ({ requests, limits }: { readonly requests: ResourceValues; readonly limits: ResourceValues }, storage: ReturnType<typeof disk>) => ({
  requests: { ...quantities(requests), ...storage.requests },
  limits: { ...quantities(limits), ...storage.limits },
});

const quantities = ({ cpu, memory }: ResourceValues) => ({ cpu: typeof cpu === 'number' ? String(cpu) : (cpu as Input<string>), memory });

/** Of a script that calls rpk: thousands of topics want a whole CPU for a minute. */
export const scriptResources = resources({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '256Mi' } }, smallDisk);

/** A map or list of the values, left out where it is empty. */
export const given = <T extends object>(value: T) => when(present(value), value);
