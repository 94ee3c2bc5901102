import { Flavour } from './flavour';
import { generic } from './generic';
import { javaProperties, variableOfProperty } from './java';

/**
 * Quarkus, which hands every property that begins with `kafka.` to its Kafka clients: seen with Quarkus 3.20.
 *
 * @see https://quarkus.io/guides/kafka
 */
export const quarkus: Flavour = (facts) =>
  [
    ...generic(facts),
    ...javaProperties(facts).map(({ property, value }) => ({ variable: variableOfProperty('KAFKA', property), value })),
    { variable: 'KAFKA_GROUP_ID', value: facts.consumerGroup },
    { variable: 'KAFKA_AUTO_OFFSET_RESET', value: 'earliest' },
    { variable: 'KAFKA_ACKS', value: 'all' },
  ].map(({ variable, value }) => ({ variable, property: variable.toLowerCase().replaceAll('_', '.'), value }));
