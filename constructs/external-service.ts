import { selectorLabels } from '../kubernetes/labels';
import { external, kafka } from '../redpanda/listener';
import { each, eq, Input, overlay, plus, present, text, when } from '../template';
import type { RedpandaCluster } from './redpanda-cluster';

const podName = 'statefulset.kubernetes.io/pod-name';

/** The Service of one broker, whose address clients outside of the cluster are told. */
export function externalService(cluster: RedpandaCluster, broker: Input<number>) {
  const { type, port, domain, annotations, allowedCidrs } = cluster.values.external;
  const pod = text`${cluster.name}-${broker}`;
  const metadata = cluster.metadata(text`${cluster.name}-external-${broker}`);
  return {
    metadata: {
      ...metadata,
      annotations: overlay(annotations, { 'external-dns.alpha.kubernetes.io/hostname': when(present(domain), text`${pod}.${domain}`) }),
    },
    spec: {
      type,
      // The client's address is kept, so that the NetworkPolicy sees it, and no second node is passed through.
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: when(eq(type, 'LoadBalancer'), [...each(allowedCidrs, (cidr) => cidr, 'cidr')]),
      publishNotReadyAddresses: true,
      selector: { ...selectorLabels(cluster.name, 'broker'), [podName]: pod },
      ports: [
        { name: kafka.name, port: kafka.port, targetPort: external.name, nodePort: when(eq(type, 'NodePort'), plus(port, broker)) },
      ],
    },
  };
}

/** What a broker advertises: on a laptop its port-forward, else its node's address or its own name. */
export function advertised({ external: { type, port, domain } }: RedpandaCluster['values']) {
  const name = when(present(domain), text`$(POD_NAME).${domain}`, '$(HOST_IP)');
  const own = eq(type, 'LoadBalancer');
  return [
    { name: 'EXTERNAL_HOST', value: when(eq(type, 'ClusterIP'), '127.0.0.1', name) },
    { name: 'EXTERNAL_PORT', value: when(own, String(kafka.port), text`${port}`) },
    { name: 'EXTERNAL_PORT_STEP', value: when(own, '0', '1') },
  ];
}
