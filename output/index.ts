import { Values } from '../values/types';
import { argocdFiles } from './argocd';
import { clientChartFiles } from './client-chart';
import { allOf, Files, inFolder } from './files';
import { chartFiles } from './helm';
import { kustomizeFiles } from './kustomize';
import { plainFiles } from './plain';
import { prometheusFiles } from './prometheus';

/**
 * Every output of one platform: plain YAML at the top, where `kubectl apply -f` reads it, the others in folders.
 *
 * @param environments values of other environments by name, each of which gets its plain YAML in `environments/NAME`
 */
export function synthesize(values: Values, environments: ReadonlyMap<string, Values> = new Map()): Files {
  return allOf(
    plainFiles(values),
    inFolder('chart', chartFiles(values)),
    inFolder('client-chart', clientChartFiles(values)),
    inFolder('argocd', argocdFiles(values)),
    inFolder('monitoring', prometheusFiles(values)),
    inFolder('kustomize/client-env', kustomizeFiles(values)),
    ...[...environments].map(([name, overlaid]) => inFolder(`environments/${name}`, plainFiles(overlaid))),
  );
}
