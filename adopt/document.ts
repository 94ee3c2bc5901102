import { writeYaml } from '../template';
import { Adoption } from './adopt';

/** The values as a file, which begins with what it does not say. */
export function adoptedDocument({ name, namespace, values, notes, leftBehind }: Adoption, source: string): string {
  const comments = [
    `The Redpanda ${namespace}/${name}, as cdk8s-redpanda adopt has read it from ${source}.`,
    'Never change what is under adopted: Kubernetes refuses it, or makes a second, empty cluster.',
    ...(notes.length > 0 ? ['', 'What is not carried over, or needs a hand:', ...notes.map((note) => `- ${note}.`)] : []),
    ...(leftBehind.length > 0 ? ['', 'What nobody makes any more, and stays until it is deleted, once the brokers have restarted:', ...leftBehindCommands(leftBehind, namespace)] : []),
  ];
  return `${comments.flatMap((line) => wrapped(line)).map((line) => `# ${line}`.trimEnd()).join('\n')}\n\n${writeYaml(values)}`;
}

/** Commands to delete objects, one for each kind. */
export function leftBehindCommands(objects: Adoption['leftBehind'], namespace: string): string[] {
  const kinds = new Map<string, string[]>();
  for (const { kind, apiVersion, metadata } of objects) {
    const resource = apiVersion.includes('.') && !/^(apps|batch|networking\.k8s\.io|policy|rbac\.authorization\.k8s\.io)\//.test(apiVersion) ? `${kind.toLowerCase()}.${apiVersion.split('/')[0]!}` : kind.toLowerCase();
    kinds.set(resource, [...(kinds.get(resource) ?? []), metadata.name]);
  }
  return [...kinds].map(([kind, names]) => `kubectl delete ${kind} ${names.join(' ')} --namespace ${namespace}`);
}

function wrapped(line: string): string[] {
  if (line === '' || line.startsWith('kubectl ')) return [line];
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && `${last} ${word}`.length > 96) lines.push(`${line.startsWith('- ') ? '  ' : ''}${word}`);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
