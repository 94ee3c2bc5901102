import { version } from '../package.json';
import { absent, hasKey, Input, namedFields, not, overlay, text, when } from '../template';
import { imageVersion } from '../values/schema/image';
import type { Values } from '../values/types';

/** The parts of the platform, and what belongs to all of them. A broker alone wears the cluster's bare name. */
export type Component = 'broker' | 'console' | 'topics' | 'settings' | 'users' | 'acls' | 'quotas' | 'schemas' | 'test' | 'client' | 'platform';

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

/** What decides by which labels pods are selected. */
interface Selected {
  readonly name: Input<string>;
  readonly adopted: Input<Values['adopted']>;
}

type Labels = Readonly<Record<string, Input<string>>>;

/**
 * Labels that select a component's pods. They hold nothing that may change later: a StatefulSet can't change its selector,
 * and an adopted one keeps its own.
 */
export function selectorLabels({ name, adopted }: Selected, component: Component): Labels {
  const app = componentName(name, component);
  const own = adoptedSelector(adopted, component);
  if (own === undefined) return { app };
  return namedFields(`redpanda.${component}Selector`, `Labels that select the pods of the component ${component}`, overlay(own, { app: when(absent(own), app) })) as Labels;
}

/** Labels of pods. Without a version, which would stay the old one where a patch or another tool sets the image. */
export function podLabels({ name, adopted }: Selected, component: Component): Labels {
  const labels = { app: componentName(name, component), ...standardLabels(name, component) };
  const own = adoptedSelector(adopted, component);
  if (own === undefined) return labels;
  const others = Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, when(not(hasKey(own, key)), value)]));
  return namedFields(`redpanda.${component}PodLabels`, `Labels of the pods of the component ${component}`, overlay(own, others)) as Labels;
}

/** Only what runs without end can be adopted. */
const adoptedSelector = (adopted: Selected['adopted'], component: Component) => (component === 'broker' || component === 'console' ? adopted[`${component}Selector`] : undefined);

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
