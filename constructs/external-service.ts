import { metadata, selectorLabels } from '../kubernetes/labels';
import { ClusterValues } from '../redpanda/cluster';
import { externalPort } from '../redpanda/ports';
import { each, eq, Input, overlay, plus, present, text, when } from '../template';

const podName = 'statefulset.kubernetes.io/pod-name';

/** The Service of one broker, whose address clients outside of the cluster are told. */
export function externalService(cluster: Input<ClusterValues>, broker: Input<number>) {
  const { type, port, domain, annotations, allowedCidrs } = cluster.external;
  const pod = text`${cluster.name}-${broker}`;
  return {
    metadata: {
      ...metadata(cluster, 'broker', text`${cluster.name}-external-${broker}`),
      annotations: overlay(annotations, { 'external-dns.alpha.kubernetes.io/hostname': when(present(domain), text`${pod}.${domain}`) }),
    },
    spec: {
      type,
      // The client's address is kept, so that the NetworkPolicy sees it, and no second node is passed through.
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: when(eq(type, 'LoadBalancer'), [...each(allowedCidrs, (cidr) => cidr, 'cidr')]),
      publishNotReadyAddresses: true,
      selector: { ...selectorLabels(cluster.name, 'broker'), [podName]: pod },
      ports: [{ ...externalPort, nodePort: when(eq(type, 'NodePort'), plus(port, broker)) }],
    },
  };
}

/** What a broker advertises: on a laptop its port-forward, else its node's address or its own name. */
export function advertised({ external: { type, port, domain } }: Pick<Input<ClusterValues>, 'external'>) {
  const name = when(present(domain), text`$(POD_NAME).${domain}`, '$(HOST_IP)');
  const own = eq(type, 'LoadBalancer');
  return [
    { name: 'EXTERNAL_HOST', value: when(eq(type, 'ClusterIP'), '127.0.0.1', name) },
    { name: 'EXTERNAL_PORT', value: when(own, String(externalPort.port), text`${port}`) },
    { name: 'EXTERNAL_PORT_STEP', value: when(own, '0', '1') },
  ];
}
