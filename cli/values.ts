import { valuesDocument } from '../values/reading/document';
import { loadValues } from '../values/reading/load';
import { fileSchema } from '../values/schema/json-schema';
import { Command } from './command';

export const values: Command = {
  help: `Usage: cdk8s-redpanda values [--schema]

Prints the default values, each with its description.

Options:
  --schema     print the JSON schema of a values file instead, for editors
  -h, --help   show this help
`,
  options: { schema: { type: 'boolean' } },
  run({ schema }) {
    process.stdout.write(schema === true ? `${JSON.stringify(fileSchema(), null, 2)}\n` : valuesDocument(loadValues({ files: [], sets: [] })));
  },
};
