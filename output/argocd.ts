import { Files } from '../files/files';
import { toJson_ApplicationProps } from '../imports/argoproj.io';
import { labels } from '../kubernetes/labels';
import { writeYaml } from '../template';
import { Values } from '../values/types';

/**
 * An Argo CD Application that syncs the plain YAML from git.
 *
 * @param application its name
 * @param path where the repository holds the plain YAML
 */
export function argocdFiles({ name, namespace, argocd }: Values, application: string, path: string): Files {
  const { repoUrl, targetRevision } = argocd;
  const object = toJson_ApplicationProps({
    metadata: { name: application, namespace: argocd.namespace, labels: labels({ name }, 'platform') as Record<string, string> },
    spec: {
      project: argocd.project,
      source: { repoUrl, targetRevision, path },
      destination: { server: 'https://kubernetes.default.svc', namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  });
  return new Map([['application.yaml', writeYaml({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', ...object })]]);
}
