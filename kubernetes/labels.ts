import { version } from '../package.json';
import { Input, text } from '../template';
import { imageVersion } from '../values/schema/image';

/** The parts of the platform, and what belongs to all of them. A broker alone wears the cluster's bare name. */
export type Component = 'broker' | 'console' | 'topics' | 'settings' | 'test' | 'client' | 'platform';

/** The label or annotation of a workload that names the client whose environment it gets. */
export const clientKey = 'redpanda.io/client';

/** The annotation of a workload that names the containers that get the environment, with commas between; without it all do. */
export const containersKey = 'redpanda.io/containers';

/** The label of a workload that tells the version of what runs in it. */
export const versionLabel = 'app.kubernetes.io/version';

/** The annotation of the brokers that tells which version of this package has made the platform. */
export const packageAnnotation = { 'redpanda.io/package': `cdk8s-redpanda-${version}` };

export const namesIn = (annotation: string): string[] => annotation.split(',').map((name) => name.trim());

/** Name of a component's workload, and the value of its `app` label. */
export function componentName(cluster: Input<string>, component: Component): Input<string> {
  return component === 'broker' ? cluster : text`${cluster}-${component}`;
}

/**
 * Labels that select a component's pods. They hold nothing that may change later: a StatefulSet can't change its selector.
 */
export function selectorLabels(cluster: Input<string>, component: Component) {
  return { app: componentName(cluster, component) };
}

/** Labels of pods. Without a version, which would stay the old one where a patch or another tool sets the image. */
export function podLabels(cluster: Input<string>, component: Component) {
  return { ...selectorLabels(cluster, component), ...standardLabels(cluster, component) };
}

function standardLabels(cluster: Input<string>, component: Component) {
  return {
    'app.kubernetes.io/name': component === 'broker' ? 'redpanda' : `redpanda-${component}`,
    'app.kubernetes.io/instance': cluster,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': cluster,
  };
}

/** The cluster that an object belongs to. */
export interface Owner {
  readonly name: Input<string>;
  readonly namespace?: Input<string>;
  /** Whether it is not made together with the object. */
  readonly isElsewhere?: true;
}

/** Metadata of an object of a cluster, by default of the one that a component is named after. */
export function metadata(cluster: Owner & { readonly namespace: Input<string> }, component: Component, name: Input<string> = componentName(cluster.name, component)) {
  return { name, namespace: cluster.namespace, labels: labels(cluster, component) };
}

/** Metadata of what runs an image, whose version it tells. */
export function workloadMetadata(cluster: Owner & { readonly namespace: Input<string> }, component: Component, image: Input<string>, name?: Input<string>) {
  const { labels: own, ...rest } = metadata(cluster, component, name);
  return { ...rest, labels: { ...own, [versionLabel]: imageVersion(image) } };
}

/**
 * Labels of objects. An object that is made together with its cluster says where that is: two clusters of one name
 * may have objects side by side in a client's namespace, and each may remove only its own.
 */
export function labels({ name, namespace, isElsewhere }: Owner, component: Component) {
  return {
    ...standardLabels(name, component),
    'app.kubernetes.io/managed-by': 'cdk8s-redpanda',
    ...(namespace !== undefined && isElsewhere !== true && { 'redpanda.io/cluster-namespace': namespace }),
  };
}
