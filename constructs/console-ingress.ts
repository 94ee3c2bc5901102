import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest';
import { listeners } from '../redpanda/listener';
import { and, createWhen, each, eq, filled, operator, overlay, present, text, when } from '../template';
import { ownAnnotations } from '../values/own-annotation';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { IngressProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import { RedpandaConsole } from './redpanda-console';
import { warnAbout } from './warn';

const section = schema.shape.console.shape.ingress.omit({ enabled: true });
type IngressValues = Omit<Values['console']['ingress'], 'enabled'>;

export interface ConsoleIngressProps extends Omit<IngressProps, 'enabled'> {
  /** The Console to publish. */
  readonly console: RedpandaConsole;
}

const { login } = ownAnnotations;
const realm = 'Redpanda Console';

/** An Ingress of Console. Console has no login of its own: give it `basicAuthSecretName`, or a network that you trust. */
export class ConsoleIngress extends Construct {
  readonly ingress: ApiObject;
  /** What asks for a login, with the controller `traefik` and `basicAuthSecretName`. */
  readonly middleware?: ApiObject;

  constructor(scope: Construct, id: string, { console, ...props }: ConsoleIngressProps) {
    super(scope, id);
    const values = withDefaults<IngressValues>(section, props, this.node.path);
    const part = { console: { ingress: { enabled: true, ...values } } };
    checkRules(part, this.node.path);
    warnAbout(part, this);
    const { hosts, className, tlsSecretName, controller, basicAuthSecretName, annotations } = values;
    const { name, namespace } = console.metadata();
    const http = { paths: [{ path: console.basePath, pathType: 'Prefix', backend: { service: { name, port: { name: listeners.console.name } } } }] };
    const nginx = and(present(basicAuthSecretName), eq(controller, 'ingress-nginx'));
    const traefik = and(present(basicAuthSecretName), eq(controller, 'traefik'));
    const middleware = { metadata: console.metadata(), spec: { basicAuth: { secret: basicAuthSecretName, realm } } };
    this.middleware = createWhen(this, 'with-middleware', traefik, (inner) => new Manifest(inner, 'middleware', 'Middleware', middleware));
    this.ingress = new Manifest(this, 'ingress', 'Ingress', {
      metadata: {
        ...console.metadata(),
        annotations: overlay(annotations, {
          [login['ingress-nginx'].type]: when(nginx, 'basic'),
          [login['ingress-nginx'].secret]: when(nginx, basicAuthSecretName),
          [login['ingress-nginx'].realm]: when(nginx, realm),
          [login.traefik.middlewares]: when(traefik, text`${traefikName(text`${namespace}-${name}`)}@kubernetescrd`),
        }),
      },
      spec: {
        ingressClassName: when(present(className), className),
        tls: [when(present(tlsSecretName), { secretName: tlsSecretName, hosts: [...each(filled(hosts), (host) => host, 'host')] })],
        rules: [...each(filled(hosts), (host) => ({ host, http }), 'host')],
      },
    });
    this.node.defaultChild = this.ingress;
  }
}

/** What Traefik calls an object: it takes several dashes for one. */
const traefikName = operator(
  'string',
  (name: string) => name.replace(/-+/g, '-'),
  (name) => `regexReplaceAll "-+" ${name} "-"`,
);
