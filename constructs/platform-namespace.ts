import { Construct } from 'constructs';
import { Input } from '../template';
import { section } from '../values/leaf';
import { clusterName, namespaceName } from '../values/name';
import { complete } from '../values/section';
import { labels } from './labels';
import { Manifest } from './manifest';

export interface PlatformNamespaceProps {
  readonly name: Input<string>;
  /** Name of the cluster that the namespace is for. */
  readonly cluster: Input<string>;
  /**
   * Whether Pod Security refuses pods that are not `restricted`.
   *
   * @default false
   */
  readonly restricted?: boolean;
}

const names = section({ name: namespaceName(), cluster: clusterName() });
const restrictions = Object.fromEntries(['enforce', 'warn', 'audit'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted'] as const));

/** A Namespace that Argo CD never deletes: with it would go all that lives there. */
export class PlatformNamespace extends Construct {
  constructor(scope: Construct, id: string, { restricted = false, ...props }: PlatformNamespaceProps) {
    super(scope, id);
    const { name, cluster } = complete<{ name: string; cluster: string }>(names, props);
    new Manifest(this, 'namespace', 'Namespace', {
      metadata: {
        name,
        labels: { ...labels(cluster, 'platform'), ...(restricted && restrictions) },
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
      },
    });
  }
}
