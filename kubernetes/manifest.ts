import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Input, isConcrete, Written, tidy } from '../template';
import { namedByContent } from './content-name';
import { refuseDuplicates } from './duplicates';
import { apiVersion, madeKind } from './kind';

/** The kinds that are made here, with the types of their fields. */
export interface Kinds {
  Namespace: k8s.KubeNamespaceProps;
  ServiceAccount: k8s.KubeServiceAccountProps;
  ConfigMap: k8s.KubeConfigMapProps;
  /** The generated types spell one field unlike the API. */
  Service: { readonly spec?: Omit<k8s.ServiceSpec, 'clusterIp'> & { readonly clusterIP?: string } };
  NetworkPolicy: k8s.KubeNetworkPolicyProps;
  PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  StatefulSet: k8s.KubeStatefulSetProps;
  Deployment: k8s.KubeDeploymentProps;
  /** Traefik's own, and so made only where values ask for it: its CRDs may not be there. */
  Middleware: { readonly spec: { readonly basicAuth: { readonly secret: string; readonly realm: string } } };
  Ingress: k8s.KubeIngressProps;
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

  constructor(scope: Construct, id: string, kind: Kind, fields: Written<Omit<Kinds[Kind], 'metadata'>> & { readonly metadata: Metadata }) {
    const object = tidy({ apiVersion: apiVersion(madeKind(kind)), kind, ...(fields as object) }) as Manifest['written'];
    super(scope, id, object as never);
    this.written = object;
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
