import { cidr } from './cidr';
import { flag, leaf, list, optional, section } from './leaf';
import { labels, namespaceName } from './name';

const peer = section({
  namespace: optional(namespaceName(), 'Namespace of the pods.'),
  podSelector: optional(labels(), 'Labels of the pods; all pods of the namespace if left out.'),
  cidr: optional(cidr(), 'Range of addresses, in place of a namespace: of nodes (pods in the network of their host), or of load balancers.'),
}).meta({ title: 'Peer' });

const peers = () => list(peer, 100);

export const networkPolicy = section({
  enabled: leaf(flag(), true, 'Whether there are NetworkPolicies, which allow only what is declared here.'),
  ingress: leaf(
    peers(),
    [{ namespace: 'ingress-nginx' }, { namespace: 'kube-system', podSelector: { 'app.kubernetes.io/name': 'traefik' } }],
    'Who may reach Console: the Ingress controller or the Gateway, by default ingress-nginx, and Traefik where k3s runs it. An empty list admits nobody.',
  ),
  monitoring: leaf(peers(), [{ namespace: 'monitoring' }], 'Who may read the metrics of the brokers and of Console: Prometheus. An empty list admits nobody.'),
  dns: leaf(
    peers(),
    [],
    'Which resolvers pods may ask, on ports 53 and 5353. An empty list leaves the address open, because it differs from cluster to cluster.',
  ),
  egressCidrs: leaf(
    list(cidr(), 100),
    ['0.0.0.0/0', '::/0'],
    'Where brokers find the object store of tiered storage and the metrics reporter, if the values switch one of them on. They may reach its port there. An empty list lets them reach neither.',
  ),
}).meta({ title: 'NetworkPolicy', description: 'Who may reach the platform, and what it may reach. Clients are admitted by themselves.' });
