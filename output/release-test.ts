import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { caMount, caVolume } from '../constructs/ca-volume';
import roundTripScript from '../constructs/scripts/round-trip.sh';
import { componentName, metadata, selectorLabels } from '../kubernetes/labels';
import { containerSecurity, isolation, podSecurity, pullSecrets, redpandaUser, scratch, scratchSize, scriptResources } from '../kubernetes/pod';
import { ClusterValues } from '../redpanda/cluster';
import { topicEnv } from '../redpanda/rpk';
import { FileText, Input, tidy, Written } from '../template';

/** Seconds to try, within those that the pod may take. */
const [wait, deadline] = [60, 180];

/** Of a success nothing stays. What has failed can be looked at until the next test. */
const hook = {
  'helm.sh/hook': 'test',
  'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
  'helm.sh/hook-output-log-policy': 'hook-succeeded,hook-failed',
};

export const script = { path: 'files/round-trip.sh', text: roundTripScript };

/** What `helm test` runs: a pod that sends a record and receives it again. Only a chart has it. */
export function releaseTest(cluster: Input<ClusterValues>) {
  const { labels, ...rest } = metadata(cluster, 'test', componentName(cluster.name, 'test'));
  const pod: Written<Pick<k8s.KubePodProps, 'spec'>> = {
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: deadline,
      serviceAccountName: cluster.name,
      ...isolation,
      securityContext: podSecurity(redpandaUser),
      imagePullSecrets: pullSecrets(cluster.imagePullSecrets),
      containers: [
        {
          name: 'round-trip',
          image: cluster.image,
          command: ['bash', '-c'],
          // Kubernetes replaces $(NAME) of a variable, and $$ by $: the script must hold neither.
          args: [new FileText(script.path)],
          env: [
            ...topicEnv(cluster),
            { name: 'WAIT_SECONDS', value: String(wait) },
            { name: 'HOME', value: '/tmp' },
          ],
          resources: scriptResources,
          securityContext: containerSecurity,
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, caMount('topics', cluster)],
        },
      ],
      volumes: [scratch('tmp', scratchSize), caVolume('topics', cluster)],
    },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    // It asks of the brokers what the topic Job does, so it is one of the pods that the Job's NetworkPolicies admit.
    metadata: { ...rest, labels: { ...selectorLabels(cluster, 'topics'), ...labels }, annotations: hook },
    ...(tidy(pod) as object),
  };
}
