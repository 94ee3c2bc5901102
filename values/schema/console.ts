import { image } from './image';
import { choice, flag, integer, leaf, resources, section } from './leaf';
import { annotations, optionalIngressHost, optionalObjectName } from './name';

const ingress = section({
  enabled: leaf(flag(), false, 'Whether Console has an Ingress.'),
  host: leaf(optionalIngressHost(), '', 'Host name of Console, which an Ingress needs.'),
  className: leaf(optionalObjectName(), '', "IngressClass; '' is the cluster's default class."),
  tlsSecretName: leaf(optionalObjectName(), '', "Secret with tls.crt and tls.key; '' serves plain HTTP."),
  controller: leaf(
    choice(['', 'ingress-nginx', 'traefik'], 'no other controller is told here to ask for a login'),
    '',
    "Controller that basicAuthSecretName is for: ingress-nginx, or traefik, which takes a Middleware object and so needs Traefik's CRDs.",
  ),
  basicAuthSecretName: leaf(
    optionalObjectName(),
    '',
    "Secret with an htpasswd file under the key auth, and nothing else, for the controller to ask for a login. Console has none of its own: '' leaves it open.",
  ),
  annotations: leaf(annotations(), {}, 'Further annotations of the Ingress.'),
}).meta({ title: 'Ingress' });

export const console = section({
  enabled: leaf(flag(), true, 'Whether Redpanda Console is deployed.'),
  replicas: leaf(integer(1, 10, 'it is the number of pods'), 1, 'Pods of Console.'),
  image: leaf(image(), 'docker.redpanda.com/redpandadata/console:v3.10.0', 'Image of Redpanda Console.'),
  resources: resources({ cpu: '100m', memory: '512Mi' }, { cpu: '1000m', memory: '1Gi' }).meta({ title: 'Resources' }),
  ingress,
}).meta({ title: 'Console', description: 'Redpanda Console: its Deployment, Service and Ingress.' });
