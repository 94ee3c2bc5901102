import { consoleConfig } from './console-config';
import { image } from './image';
import { choice, flag, integer, leaf, list, matching, optional, refusedKeys, resources, section } from './leaf';
import { annotations, namespaceName, objectName, optionalObjectName, publicHost } from './name';

const ingress = section({
  enabled: leaf(flag(), false, 'Whether Console has an Ingress.'),
  hosts: leaf(list(publicHost('an Ingress'), 100), [], 'Host names of Console, of which an Ingress needs one.'),
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
}).meta({ title: 'Ingress', description: 'How Console is reached through an Ingress controller.' });

refusedKeys.add(ingress, { host: 'must not be given: hosts takes a list of them' });

const parentRef = section({
  name: objectName().meta({ description: 'Name of the Gateway.' }),
  namespace: optional(namespaceName(), "Its namespace; Console's if left out."),
  sectionName: optional(objectName(), 'Its listener; all of them if left out.'),
}).meta({ title: 'ParentRef' });

const route = section({
  enabled: leaf(flag(), false, 'Whether Console has an HTTPRoute, for which the Gateway API must be installed.'),
  parentRefs: leaf(list(parentRef, 32, 'the Gateway API takes no more'), [], 'The Gateways that serve it. networkPolicy.ingress must admit their pods.'),
  hostnames: leaf(list(publicHost('an HTTPRoute'), 16, 'the Gateway API takes no more'), [], 'Host names of Console. An empty list takes those of the Gateways.'),
}).meta({ title: 'Route', description: 'How Console is reached through the Gateway API.' });

export const console = section({
  enabled: leaf(flag(), true, 'Whether Redpanda Console is deployed.'),
  replicas: leaf(integer(1, 10, 'it is the number of pods'), 1, 'Pods of Console.'),
  image: leaf(image(), 'docker.redpanda.com/redpandadata/console:v3.10.0', 'Image of Redpanda Console.'),
  resources: resources({ cpu: '100m', memory: '512Mi' }, { cpu: '1000m', memory: '1Gi' }).meta({ title: 'Resources', description: 'Requests and limits of a pod of Console.' }),
  basePath: leaf(
    matching(
      /^\/([A-Za-z0-9_~-][A-Za-z0-9._~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)?$/,
      'must be a path such as / or /kafka, without a slash at the end or a part that begins with a dot: Ingress, route and Console compare it part by part',
      200,
    ),
    '/',
    'Path under which Console is served, by its Ingress and by its route.',
  ),
  ingress,
  route,
  config: leaf(consoleConfig, {}, "Console's own keys (version 3), beside those that are set here. A change restarts it."),
}).meta({ title: 'Console', description: 'Redpanda Console: its Deployment and Service, and how it is reached.' });
