import { posix } from 'node:path';
import { allOf, Files, inFolder } from '../files/files';
import { Values } from '../values/types';
import { argocdFiles } from './argocd';
import { clientChartFiles } from './client-chart';
import { graphFiles } from './graph';
import { chartFiles } from './helm';
import { kustomizeFiles } from './kustomize';
import { plainOutput } from './plain';
import { prometheusFiles } from './prometheus';

/**
 * Every output of one platform: plain YAML at the top, where `kubectl apply -f` reads it, the others in folders.
 *
 * @param environments values of other environments by name, each of which gets all but a chart in `environments/NAME`
 * @param folder where the repository holds the output, unless `argocd.path` says so
 */
export function synthesize(values: Values, environments: ReadonlyMap<string, Values> = new Map(), folder = 'dist'): Files {
  return allOf(
    platformFiles(values, values.name, values.argocd.path || folder),
    inFolder('chart', chartFiles(values)),
    ...[...environments].map(([name, overlaid]) => {
      const own = `environments/${name}`;
      return inFolder(own, platformFiles(overlaid, `${overlaid.name}-${name}`, posix.join(overlaid.argocd.path || folder, own)));
    }),
  );
}

/** @param name what Argo CD and Prometheus, which may see several environments, tell them apart by */
function platformFiles(values: Values, name: string, path: string): Files {
  return allOf(
    plainOutput(values),
    inFolder('client-chart', clientChartFiles(values)),
    inFolder('kustomize/client-env', kustomizeFiles(values)),
    values.argocd.repoUrl === '' ? new Map() : inFolder('argocd', argocdFiles(values, name, path)),
    inFolder('monitoring', prometheusFiles(values, name)),
    inFolder('graph', graphFiles(values)),
  );
}
