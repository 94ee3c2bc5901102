import { ipv4Cidr } from './cidr';
import { image } from './image';
import { choice, flag, integer, leaf, list, optional, resources, section, storageSize } from './leaf';
import { annotations, labelKey, labels, labelValue, optionalDomainName, optionalObjectName } from './name';
import { brokerConfig } from './node-properties';
import { startFlag } from './start-flag';

const toleration = section({
  key: optional(labelKey(), 'Taint key; every key if left out, with the operator Exists.'),
  operator: optional(choice(['Exists', 'Equal'], 'Kubernetes knows no other comparison'), 'How key and value are compared; Equal if left out.'),
  value: optional(labelValue(), 'Taint value, which Equal compares.'),
  effect: optional(choice(['NoSchedule', 'PreferNoSchedule', 'NoExecute'], 'Kubernetes knows no other effect'), 'Taint effect; every effect if left out.'),
}).meta({ title: 'Toleration' });

const external = section({
  type: leaf(
    choice(['ClusterIP', 'NodePort', 'LoadBalancer'], 'no other type of Service leads to the brokers'),
    'ClusterIP',
    'How clients outside the cluster reach the brokers: ClusterIP by port-forwards, NodePort and LoadBalancer by a Service for each broker.',
  ),
  port: leaf(
    integer(1024, 65000, 'the ports of all brokers follow it'),
    19092,
    "Advertised port of broker 0; each further broker has the next one. They are the local ports of the port-forwards, or the node ports (30000 to 32767). A LoadBalancer's port is 9092.",
  ),
  domain: leaf(
    // A broker's name and a dot stand before it, and a whole name has at most 253 characters.
    optionalDomainName(219),
    '',
    "Domain of the brokers' advertised names (NAME-0.DOMAIN …). Needed for LoadBalancer; without it NodePort advertises the nodes' addresses.",
  ),
  annotations: leaf(annotations(), {}, 'Annotations of the external Services, for the cloud that creates the load balancers.'),
  allowedCidrs: leaf(list(ipv4Cidr(), 100), ['0.0.0.0/0'], 'Addresses that NodePort and LoadBalancer admit.'),
  insecure: leaf(flag(), false, 'Whether NodePort and LoadBalancer are meant to be without TLS or SASL, in a network that is trusted.'),
}).meta({ title: 'External', description: 'A second Kafka listener, with addresses that can be reached from outside the cluster.' });

export const broker = section({
  replicas: leaf(integer(1, 99, 'it is the number of brokers'), 3, 'Number of brokers. Three survive the loss of one.'),
  image: leaf(image(), 'docker.redpanda.com/redpandadata/redpanda:v26.2.1', 'Image of Redpanda, for the brokers and the Jobs.'),
  resources: resources({ cpu: '2', memory: '5Gi' }, { cpu: '2', memory: '5Gi' }).meta({
    title: 'Resources',
    description: 'Redpanda supports only requests = limits, at least 2 CPUs, and 2.22 GiB of memory or more for each.',
  }),
  storage: section({
    size: leaf(storageSize(), '10Gi', "Size of a broker's volume."),
    storageClassName: leaf(optionalObjectName(), '', "StorageClass of the volumes; '' is the cluster's default class."),
  }).meta({ title: 'Storage', description: 'Volumes of the brokers. A StatefulSet cannot change them later.' }),
  nodeSelector: leaf(labels(), {}, 'Labels of the nodes that may run brokers.'),
  tolerations: leaf(list(toleration, 20), [], 'Taints that brokers tolerate.'),
  rackAwareness: leaf(
    flag(),
    false,
    'Whether brokers take the zone of their node as their rack, and new replicas of a partition are placed in different racks. Needs nodes with the label topology.kubernetes.io/zone, and Kubernetes 1.35, which tells pods their zone.',
  ),
  external,
  config: leaf(brokerConfig, {}, 'Node properties for redpanda.yaml, by its sections and in its words. A change restarts the brokers.'),
  logLevel: leaf(choice(['error', 'warn', 'info', 'debug', 'trace'], 'Redpanda knows no other level'), 'info', 'Level of the logs.'),
  extraArgs: leaf(list(startFlag(), 50), [], 'Further flags of rpk redpanda start, such as --lock-memory.'),
}).meta({ title: 'Broker', description: 'The brokers: a StatefulSet, its Services and its PodDisruptionBudget.' });
