import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import type { CertificateSpec, IssuerProps } from '../imports/cert-manager.io';
import type { HttpRouteProps } from '../imports/gateway.networking.k8s.io';
import type { PodMonitorProps } from '../imports/monitoring.coreos.com';
import { Expr, Input, isConcrete, Written, tidy } from '../template';
import { Problem } from '../values/problem';
import { namedByContent } from './content-name';
import { refuseDuplicates } from './duplicates';
import { apiVersion, madeKind } from './kind';
import { isPatchable, Patch, patched, patchesFor } from './patch';

/** The kinds that are made here, with the types of their fields. */
export interface Kinds {
  Namespace: k8s.KubeNamespaceProps;
  ServiceAccount: k8s.KubeServiceAccountProps;
  ConfigMap: k8s.KubeConfigMapProps;
  /** The generated types spell one field unlike the API. */
  Service: { readonly spec?: Omit<k8s.ServiceSpec, 'clusterIp'> & { readonly clusterIP?: string } };
  NetworkPolicy: k8s.KubeNetworkPolicyProps;
  PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  /** Of cert-manager, and so made only where values ask for it. */
  Issuer: Pick<IssuerProps, 'spec'>;
  Certificate: { readonly spec: Omit<CertificateSpec, 'isCa'> & { readonly isCA?: boolean } };
  StatefulSet: k8s.KubeStatefulSetProps;
  Deployment: k8s.KubeDeploymentProps;
  /** Traefik's own, and so made only where values ask for it: its CRDs may not be there. */
  Middleware: { readonly spec: { readonly basicAuth: { readonly secret: string; readonly realm: string } } };
  Ingress: k8s.KubeIngressProps;
  /** The Gateway API's, which may not be installed. */
  HTTPRoute: Pick<HttpRouteProps, 'spec'>;
  /** Prometheus Operator's, which may not be installed. */
  PodMonitor: Pick<PodMonitorProps, 'spec'>;
  Job: k8s.KubeJobProps;
}

type Metadata = { readonly name: Input<string>; readonly namespace?: Input<string>; readonly labels?: object; readonly annotations?: object };

/**
 * A Kubernetes object whose fields may be expressions, conditions and loops.
 *
 * Not cdk8s's own `Kube*` classes: they drop every value that their schema does not know, an expression too.
 */
export class Manifest<Kind extends keyof Kinds = keyof Kinds> extends ApiObject {
  private readonly written: { readonly metadata: Metadata; readonly [field: string]: unknown };
  private readonly jsonPatches: JsonPatch[] = [];

  /** What is wrong with patches that could not be merged into it. */
  readonly problems: readonly Problem[];

  constructor(scope: Construct, id: string, kind: Kind, fields: Written<Omit<Kinds[Kind], 'metadata'>> & { readonly metadata: Metadata }) {
    const object = tidy({ apiVersion: apiVersion(madeKind(kind)), kind, ...(fields as object) }) as Manifest['object'];
    const { object: written, problems } = withPatches(scope, kind, object);
    super(scope, id, written as never);
    this.written = written;
    this.problems = problems;
    refuseDuplicates(this);
  }

  /** The object as it was written, in the order of its writing, and patched since; without the hash in its name. */
  get object(): Manifest['written'] {
    return this.jsonPatches.length === 0 ? this.written : (JsonPatch.apply(structuredClone(this.written), ...this.jsonPatches) as Manifest['written']);
  }

  override addJsonPatch(...patches: JsonPatch[]): void {
    super.addJsonPatch(...patches);
    this.jsonPatches.push(...patches);
  }

  override toJson(): unknown {
    if (!isConcrete(this.written)) throw new Error(`${this.node.path} holds expressions, which only the Helm writer can print`);
    const json = super.toJson() as { kind: string; metadata: { name: string; namespace?: string } };
    // cdk8s puts the chart's namespace on what is in none too.
    if (madeKind(this.kind).isClusterScoped) delete json.metadata.namespace;
    return namedByContent(json);
  }
}

/** A chart's templates merge the patches themselves. */
function withPatches(scope: Construct, kind: string, object: Manifest['object']): Pick<Manifest, 'object' | 'problems'> {
  const patches = patchesFor(scope);
  if (patches instanceof Expr || patches.length === 0 || !isPatchable({ kind })) return { object, problems: [] };
  return patched(object, { kind, name: object.metadata.name as string }, patches as readonly Patch[]) as Pick<Manifest, 'object' | 'problems'>;
}
