import { listeners } from '../redpanda/listener';
import { valueAt } from '../values/path';
import { Side } from './comparison';
import { componentOf, dataOf } from './object';

/** Whether brokers have a property of `redpanda.yaml`. */
export const has = (side: Side, property: string): boolean => valueAt(side.config, ['redpanda', property]) !== undefined;

interface KafkaListener {
  readonly name?: string;
  readonly authentication_method?: string;
}
const kafkaListeners = (side: Side): readonly KafkaListener[] => (valueAt(side.config, ['redpanda', 'kafka_api']) ?? []) as KafkaListener[];

/** Whether there is a listener without TLS and logins. */
export const hasPlaintext = (side: Side): boolean => kafkaListeners(side).some(({ name }) => name === 'plaintext');

/** Whether the platform's own clients are told of the listener without TLS and logins. */
export const isPlaintextUsed = (side: Side): boolean =>
  hasPlaintext(side) && [...side.objects.values()].some((object) => componentOf(object) === 'client' && Object.values(dataOf(object)).some((value) => value.includes(`:${listeners.plainKafka.port}`)));

/** What a client of the internal listener must speak. */
export function securityOf(side: Side): { readonly TLS: boolean; readonly logins: boolean } | undefined {
  const internal = kafkaListeners(side).find(({ name }) => name === 'internal');
  const tls = (valueAt(side.config, ['redpanda', 'kafka_api_tls']) ?? []) as { name?: string }[];
  return internal && { TLS: tls.some(({ name }) => name === 'internal'), logins: !['none', undefined].includes(internal.authentication_method) };
}

