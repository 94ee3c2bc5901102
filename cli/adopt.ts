import { writeFileSync } from 'node:fs';
import { adopt as adoptObjects, AdoptError } from '../adopt/adopt';
import { adoptedDocument, leftBehindCommands } from '../adopt/document';
import { readCluster, readPath } from '../adopt/source';
import { SourceError } from '../diff/sources/source-error';
import { Command, Misuse, Refusal } from './command';

export const adopt: Command = {
  help: `Usage: cdk8s-redpanda adopt --from PATH|--from-cluster [--name NAME] [-n NAMESPACE] [--out FILE]

Reads a Redpanda that is there, and prints the values.yaml that keeps its names, its volumes and all
that Kubernetes never changes, with what it could not carry over.

Options:
  --from PATH                 read YAML: a file, a folder with all that is in it, an output of synth,
                              or the standard input (-), such as that of helm get manifest
  --from-cluster              read the cluster, through kubectl and its configuration
  --name NAME                 the StatefulSet, where there are several Redpandas
  -n, --namespace NAMESPACE   its namespace, where there are several or the YAML does not say it
  --out FILE                  write a file, which must not be there yet, instead of printing
  -h, --help                  show this help

Exit code: 0 done, 2 nothing to adopt, or wrong usage.
`,
  options: {
    from: { type: 'string' },
    'from-cluster': { type: 'boolean' },
    name: { type: 'string' },
    namespace: { type: 'string', short: 'n' },
    out: { type: 'string' },
  },
  refused: 2,
  run({ from, 'from-cluster': fromCluster, name, namespace, out }) {
    if ((from === undefined) === (fromCluster === undefined)) throw new Misuse('adopt needs --from or --from-cluster, and not both: they say where the Redpanda is');
    try {
      const objects = from === undefined ? readCluster(namespace as string | undefined) : readPath(from as string);
      const adoption = adoptObjects(objects, { name: name as string | undefined, namespace: namespace as string | undefined });
      const text = adoptedDocument(adoption, from === undefined ? 'the cluster' : from === '-' ? 'the standard input' : (from as string));
      if (out === undefined) process.stdout.write(text);
      else write(out as string, text);
      adoption.notes.forEach((note) => process.stderr.write(`note: ${note}\n`));
      if (adoption.leftBehind.length > 0) process.stderr.write(`note: some objects stay until they are deleted:\n${leftBehindCommands(adoption.leftBehind, adoption.namespace).map((line) => `  ${line}\n`).join('')}`);
    } catch (error) {
      throw error instanceof AdoptError || error instanceof SourceError ? new Refusal([error.message]) : error;
    }
  },
};

/** What is there may be somebody's work. */
function write(out: string, text: string): void {
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal([code === 'EEXIST' ? `--out (${out}) must not be there yet: adopt overwrites nothing` : `--out (${out}) cannot be written: ${code}`]);
  }
}
