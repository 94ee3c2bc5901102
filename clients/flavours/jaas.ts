/**
 * The line by which Java's clients log in. Spring and Quarkus put the variables in, so it holds no secret and can stand in a ConfigMap.
 *
 * @see https://kafka.apache.org/documentation/#security_sasl_scram_clientconfig
 */
export const jaasConfig = 'org.apache.kafka.common.security.scram.ScramLoginModule required username="${KAFKA_SASL_USERNAME}" password="${KAFKA_SASL_PASSWORD}";';

/** The user and password for HTTP, as Confluent's registry client takes them. */
export const userInfo = '${KAFKA_SASL_USERNAME}:${KAFKA_SASL_PASSWORD}';

/** The CA's certificate. */
export const caCertificate = '${KAFKA_SSL_CA_PEM}';
