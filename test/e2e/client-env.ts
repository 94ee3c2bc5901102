import { installRpkStandIn, Kafka } from './kafka';
import { output } from './process';

/** What the built command prints of a client of a flavour, with a broker on loopback in place of the cluster's address. */
export function clientEnv(flavour: string, { bootstrap }: Kafka, format = 'env'): string {
  const values = JSON.stringify({ namespace: 'model-registry', clients: [{ name: 'app', namespace: 'services', flavour, consumerGroup: 'ml-platform-group' }] });
  return output(process.execPath, ['lib/cli.js', 'env', '-f', '-', '--format', format, '--bootstrap-servers', bootstrap], { input: values });
}

/** The same by name. */
export function clientVariables(flavour: string, kafka: Kafka): Record<string, string> {
  return JSON.parse(clientEnv(flavour, kafka, 'json')) as Record<string, string>;
}

/** As with Redpanda here, nobody's first record makes a topic. */
export function createTopic(name: string, { bootstrap }: Kafka): void {
  output(installRpkStandIn(), ['topic', 'create', name, '-p', '1', '-r', '1'], { env: { ...process.env, RPK_BROKERS: bootstrap } });
}
