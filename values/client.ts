import { dnsLabel, flag, optional, section } from './leaf';

export const client = section({
  name: dnsLabel(40).meta({ description: 'Name of the client.' }),
  namespace: dnsLabel().meta({ description: 'Namespace of its pods.' }),
  createNamespace: optional(flag(), 'Whether the plain YAML holds the Namespace, true if left out. A chart never does.'),
}).meta({ title: 'Client' });
