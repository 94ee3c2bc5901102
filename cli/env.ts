import { ClientEnvironment, clientEnvironments } from '../clients/client-environments';
import { clientConnections } from '../clients/environment';
import { envItem, Literal, literals } from '../kubernetes/variable';
import { connections } from '../redpanda/connection';
import { listeners, schemes, url } from '../redpanda/listener';
import { caKey, externalSecret, hasExternalCertificate } from '../redpanda/security';
import { isServerList, isUrl, schemeStarts } from '../redpanda/server';
import { writeItems } from '../template';
import type { Values } from '../values/types';
import { chosenClient, someClients } from './chosen-client';
import { Command, Misuse } from './command';
import { loadClients } from './load-clients';

type Variables = ClientEnvironment['variables'];

// What port-forwards lead to.
const { kafka, schemaRegistry } = listeners;
const forwarded = { kafka: `127.0.0.1:${kafka.port}`, schemaRegistry: url(schemes.plain, `127.0.0.1:${schemaRegistry.port}`) as string };

const placeholder = (name: string, key: string): string => `key-${key}-of-secret-${name}`;

// All but a JAAS line are single words, and files are read to the end of the line: nothing needs quotes.
const formats: Readonly<Record<string, (variables: Variables) => string>> = {
  env: lines(({ name, value }) => `${name}=${value}`),
  properties: lines(({ property, value }) => property && `${property}=${value}`),
  yaml: (variables) => writeItems(variables.map(envItem)),
  docker: lines(({ name, value }) => `--env ${name}=${word(name, value)}`),
  json: (variables) => `${JSON.stringify(Object.fromEntries(literals(variables, placeholder).map(({ name, value }) => [name, value])), null, 2)}\n`,
};

export const env: Command = {
  help: `Usage: cdk8s-redpanda env [-f FILE]... [--set KEY=VALUE]... [--client NAME] [--format FORMAT]

Prints the variables that tell a client where Kafka is.

Options:
  -f, --values FILE   values that declare the clients, as for synth
  --set KEY=VALUE     one value, as for synth
  --client NAME       the client; needed where values declare several
  --format FORMAT     env         NAME=value lines, for .env and docker run --env-file (default)
                      properties  the properties of the client's library, such as an application.properties
                      yaml        items of a container's env
                      docker      arguments of docker run
                      json        an object
  --bootstrap-servers HOST:PORT
                      where to start from instead of the cluster's own address, such as a port-forward's
                      ${forwarded.kafka}; several separated by commas
  --schema-registry-url URL
                      the schema registry instead of the cluster's own, such as ${forwarded.schemaRegistry}
  -h, --help          show this help

Exit code: 0 done, 1 values refused, 2 wrong usage.
`,
  options: {
    values: { type: 'string', short: 'f', multiple: true },
    set: { type: 'string', multiple: true },
    client: { type: 'string' },
    format: { type: 'string' },
    'bootstrap-servers': { type: 'string' },
    'schema-registry-url': { type: 'string' },
  },
  run({ values = [], set = [], client, format = 'env', 'bootstrap-servers': bootstrapServers, 'schema-registry-url': schemaRegistryUrl }) {
    const write = Object.hasOwn(formats, format as string) ? formats[format as string] : undefined;
    if (!write) throw new Misuse(`--format (${format as string}) must be one of ${Object.keys(formats).join(', ')}: there are no others`);
    if (bootstrapServers !== undefined && !isServerList(bootstrapServers as string)) {
      throw new Misuse(`--bootstrap-servers (${bootstrapServers as string}) must be HOST:PORT, or several separated by commas: that is what a Kafka client starts from`);
    }
    if (schemaRegistryUrl !== undefined && !isUrl(schemaRegistryUrl as string)) {
      throw new Misuse(`--schema-registry-url (${schemaRegistryUrl as string}) must be ${schemeStarts.join(' or ')} and HOST:PORT: that is where a client looks for the registry`);
    }
    const loaded = loadClients(values as string[], set as string[]);
    const { kafka, schemaRegistry } = clientConnections(loaded);
    // Other addresses than the cluster's own lead to the external listener.
    const reached = bootstrapServers === undefined ? kafka : { ...connections('outside', loaded).external.service, server: bootstrapServers as string };
    const ways = { kafka: reached, schemaRegistry: { ...schemaRegistry, url: (schemaRegistryUrl as string | undefined) ?? schemaRegistry.url } };
    const chosen = chosenClient(someClients(clientEnvironments(loaded, ways)), client as string | undefined);
    const isLeft = (address: unknown): boolean => chosen.variables.some(({ value }) => value === address);
    // Whoever gives one address is not in the cluster, so the other is of no use there.
    if (bootstrapServers !== undefined && schemaRegistryUrl === undefined && isLeft(schemaRegistry.url)) note('the schema registry', schemaRegistry.url, '--schema-registry-url');
    if (schemaRegistryUrl !== undefined && bootstrapServers === undefined) note('Kafka', kafka.server, '--bootstrap-servers');
    const printed = write(chosen.variables);
    noteSecrets(chosen.variables, printed);
    if (bootstrapServers !== undefined && hasExternalCertificate(loaded) === true) noteAuthority(loaded);
    process.stdout.write(printed);
  },
};

function lines(line: (variable: Literal) => string | undefined) {
  return (variables: Variables) => literals(variables, placeholder).flatMap((variable) => line(variable) ?? []).map((one) => `${one}\n`).join('');
}

/** A shell that puts the arguments into a command parts them at blanks, whatever quotes are around them. */
function word(name: string, value: string): string {
  if (value.includes(' ')) throw new Misuse(`--format (docker) must be env for this client: ${name} holds blanks, and docker run --env-file reads it from a file`);
  return value;
}

/** No secret is printed, so where one belongs has to be said. */
function noteSecrets(variables: Variables, printed: string): void {
  for (const { name, valueFrom } of variables) {
    const { name: secret, key } = valueFrom?.secretKeyRef ?? {};
    if (secret === undefined || key === undefined || !printed.includes(placeholder(secret, key))) continue;
    process.stderr.write(`note: ${placeholder(secret, key)} stands for the value of ${name}: put the key ${key} of the Secret ${secret} in its place\n`);
  }
}

/** A variable names one CA, which is that of the brokers' other listeners. */
function noteAuthority(values: Values): void {
  const files = values.tls.externalClientAuth ? ', and the listener asks for a certificate of the client' : '';
  process.stderr.write(`note: clients outside verify Kafka by the key ${caKey} of the Secret ${String(externalSecret(values))} in ${values.namespace}${files}\n`);
}

function note(what: string, address: unknown, option: string): void {
  process.stderr.write(`note: the address of ${what} is still ${String(address)}, which only pods resolve: ${option} gives another\n`);
}
