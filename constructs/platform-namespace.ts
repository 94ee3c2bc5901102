import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest';
import { section } from '../values/schema/leaf';
import { namespaceName } from '../values/schema/name';
import { withDefaults } from '../values/section';

export interface PlatformNamespaceProps {
  /** Name of the namespace. */
  readonly name: string;

  /**
   * Whether Pod Security refuses pods that are not `restricted`.
   *
   * @default false
   */
  readonly restricted?: boolean;
}

const names = section({ name: namespaceName() });
const restrictions = Object.fromEntries(['enforce', 'warn', 'audit'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted'] as const));

/**
 * A Namespace. Argo CD and Flux never delete it: with it would go all that lives there. It carries no label of ours, because
 * it may have another owner, and because whoever deletes the platform's objects by label must not delete a namespace.
 */
export class PlatformNamespace extends Construct {
  readonly namespace: ApiObject;

  constructor(scope: Construct, id: string, { restricted = false, ...props }: PlatformNamespaceProps) {
    super(scope, id);
    const { name } = withDefaults<{ name: string }>(names, props, this.node.path);
    this.namespace = new Manifest(this, 'namespace', 'Namespace', {
      metadata: {
        name,
        labels: restricted ? restrictions : undefined,
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
    });
    this.node.defaultChild = this.namespace;
  }
}
