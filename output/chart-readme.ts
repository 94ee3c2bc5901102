import { chartKeys, valueRows } from '../values/reading/document';
import { Values } from '../values/types';

/** What a chart says of itself, with the values that it takes. */
export function chartReadme(values: Values, description: string, kubeVersion: string): string {
  const rows = valueRows(values, chartKeys()).map(({ path, value, description: said }) => `| \`${path}\` | ${cell(value)} | ${escaped(said)} |`);
  return `# redpanda

${description}. It takes Kubernetes ${/\d+\.\d+/.exec(kubeVersion)![0]} or later, and needs no CRD, no privileged container, no access to the Kubernetes API and no licence.

## Install

The namespaces of the clients must exist: a chart creates none. In the folder of this file:

\`\`\`
helm upgrade --install redpanda . -n ${values.namespace} --create-namespace --timeout 15m
\`\`\`

Run the same command for every later change, with the same values files. What to do next is printed at the end, and warnings of what is not as it should be.

## Test

\`\`\`
helm test redpanda -n ${values.namespace}
\`\`\`

A pod sends a record and receives it again, in a topic of its own that it deletes. Its log is printed. A pod that has failed stays until the next test.

## Uninstall

\`\`\`
helm uninstall redpanda -n ${values.namespace}
\`\`\`

The volumes of the brokers stay, and so does their data. Jobs of topics end by themselves within a day.

## Values

\`values.yaml\` has the same with comments, and \`values.schema.json\` the bounds. Both refuse what they don't know. Lists and maps that are not empty are found there.

| value | default | |
|---|---|---|
${rows.join('\n')}
`;
}

function cell(value: unknown): string {
  const isLong = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isLong ? 'in `values.yaml`' : `\`${escaped(JSON.stringify(value))}\``;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');
