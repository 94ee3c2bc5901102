import { Values } from '../values/types';
import { argocdFiles } from './argocd';
import { clientChartFiles } from './client-chart';
import { allOf, Files, inFolder } from './files';
import { chartFiles } from './helm';
import { kustomizationFiles } from './kustomization';
import { kustomizeFiles } from './kustomize';
import { plainFiles } from './plain';
import { prometheusFiles } from './prometheus';

/**
 * Every output of one platform: plain YAML at the top, where `kubectl apply -f` reads it, the others in folders.
 *
 * @param environments values of other environments by name, each of which gets its plain YAML, and what its clients use, in `environments/NAME`
 */
export function synthesize(values: Values, environments: ReadonlyMap<string, Values> = new Map()): Files {
  return allOf(
    kubernetesFiles(values),
    inFolder('chart', chartFiles(values)),
    inFolder('argocd', argocdFiles(values)),
    inFolder('monitoring', prometheusFiles(values)),
    ...[...environments].map(([name, overlaid]) => inFolder(`environments/${name}`, kubernetesFiles(overlaid))),
  );
}

/** The plain YAML with what kustomize needs, and what clients use. */
function kubernetesFiles(values: Values): Files {
  const plain = plainFiles(values);
  return allOf(plain, kustomizationFiles(plain), clientFiles(values));
}

/** What clients use in charts and kustomizations of their own. */
function clientFiles(values: Values): Files {
  return allOf(inFolder('client-chart', clientChartFiles(values)), inFolder('kustomize/client-env', kustomizeFiles(values)));
}
