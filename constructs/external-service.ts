import { metadata, selectorLabels } from '../kubernetes/labels';
import { ClusterValues, externalHost } from '../redpanda/cluster';
import { externalPort } from '../redpanda/ports';
import { each, eq, Input, overlay, plus, present, text, when, withFields } from '../template';
import { ownAnnotations } from '../values/own-annotation';

const podName = 'statefulset.kubernetes.io/pod-name';

/** The Service of one broker, whose address clients outside of the cluster are told. */
export function externalService(cluster: Input<ClusterValues>, broker: Input<number>) {
  const { type, port, domain, annotations, allowedCidrs } = cluster.external;
  const pod = text`${cluster.name}-${broker}`;
  return {
    metadata: {
      ...metadata(cluster, 'broker', text`${cluster.name}-external-${broker}`),
      annotations: overlay(annotations, { [ownAnnotations.hostname]: when(present(domain), externalHost(pod, cluster.external)) }),
    },
    spec: {
      type,
      // The client's address is kept, so that the NetworkPolicy sees it, and no second node is passed through.
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: when(eq(type, 'LoadBalancer'), [...each(allowedCidrs, (cidr) => cidr, 'cidr')]),
      publishNotReadyAddresses: true,
      selector: withFields(selectorLabels(cluster, 'broker'), { [podName]: pod }),
      ports: [{ ...externalPort, nodePort: when(eq(type, 'NodePort'), plus(port, broker)) }],
    },
  };
}
