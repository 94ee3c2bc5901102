import { Files } from '../files/files';
import { writeYaml } from '../template';

/**
 * What makes a folder of plain YAML a base for kustomize, and so for Argo CD and Flux, which would read the folders
 * below it too. Without an extension, so that `kubectl apply -f` does not take it for an object.
 */
export function kustomizationFiles(plain: Files): Files {
  return new Map([['Kustomization', writeYaml({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [...plain.keys()] })]]);
}
