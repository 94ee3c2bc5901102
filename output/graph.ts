import { Files } from '../files/files';
import { mermaid } from '../graph/mermaid';
import { platformGraph } from '../graph/platform-graph';
import { Values } from '../values/types';

/** The picture of a platform as text, which whoever shows the folder of a repository draws. */
export function graphFiles(values: Values): Files {
  const graph = platformGraph(values);
  return new Map([['README.md', `# ${graph.title}\n\n\`\`\`mermaid\n${mermaid(graph)}\`\`\`\n`]]);
}
