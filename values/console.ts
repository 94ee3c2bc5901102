import { image } from './image';
import { flag, integer, leaf, resources, section } from './leaf';
import { annotations, ingressHost, optionalObjectName } from './name';

const ingress = section({
  enabled: leaf(flag(), true, 'Whether Console has an Ingress.'),
  host: leaf(ingressHost(), 'kafka.local', 'Host name of Console.'),
  className: leaf(optionalObjectName(), '', "IngressClass; '' is the cluster's default class."),
  tlsSecretName: leaf(optionalObjectName(), '', "Secret with tls.crt and tls.key; '' serves plain HTTP."),
  basicAuthSecretName: leaf(
    optionalObjectName(),
    '',
    "Secret with an htpasswd file under the key auth, for ingress-nginx. Console has no login of its own; '' leaves it open to all who reach the Ingress.",
  ),
  annotations: leaf(annotations(), {}, 'More annotations of the Ingress.'),
}).meta({ title: 'Ingress' });

export const console = section({
  enabled: leaf(flag(), true, 'Whether Redpanda Console is deployed.'),
  replicas: leaf(integer(1, 10, 'it is the number of pods'), 1, 'Pods of Console.'),
  image: leaf(image(), 'docker.redpanda.com/redpandadata/console:v3.10.0', 'Image of Redpanda Console.'),
  resources: resources({ cpu: '100m', memory: '512Mi' }, { cpu: '1000m', memory: '1Gi' }).meta({ title: 'Resources' }),
  ingress,
}).meta({ title: 'Console', description: 'Redpanda Console: its Deployment, Service and Ingress.' });
