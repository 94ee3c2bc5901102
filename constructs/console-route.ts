import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest';
import { listeners } from '../redpanda/listener';
import { each, filled, Input, present, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { RouteProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import { RedpandaConsole } from './redpanda-console';
import { warnAbout } from './warn';

const section = schema.shape.console.shape.route.omit({ enabled: true });
type RouteValues = Omit<Values['console']['route'], 'enabled'>;

export interface ConsoleRouteProps extends Omit<RouteProps, 'enabled'> {
  /** The Console to publish. */
  readonly console: RedpandaConsole;
}

/** A Gateway API route to Console, which has no login of its own: give it to a Gateway that asks for one, or to a network that you trust. */
export class ConsoleRoute extends Construct {
  readonly route: ApiObject;

  constructor(scope: Construct, id: string, { console, ...props }: ConsoleRouteProps) {
    super(scope, id);
    const values = withDefaults<RouteValues>(section, props, this.node.path);
    const part = { console: { route: { enabled: true, ...values } } };
    checkRules(part, this.node.path);
    warnAbout(part, this);
    const { parentRefs, hostnames } = values;
    const metadata = console.metadata();
    this.route = new Manifest(this, 'route', 'HTTPRoute', {
      metadata,
      spec: {
        parentRefs: [
          ...each(
            filled(parentRefs),
            ({ name, namespace, sectionName }) => ({
              name,
              namespace: when(present(namespace ?? ''), namespace as Input<string>),
              sectionName: when(present(sectionName ?? ''), sectionName as Input<string>),
            }),
            'parent',
          ),
        ],
        hostnames: [...each(hostnames, (hostname) => hostname, 'hostname')],
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: console.basePath } }], backendRefs: [{ name: metadata.name, port: listeners.console.port }] }],
      },
    });
    this.node.defaultChild = this.route;
  }
}
