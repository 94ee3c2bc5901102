import { choice, flag, leaf, list, section } from './leaf';
import { optionalObjectName } from './name';

/** Listeners of the brokers, by the names of their ports. */
const listeners = ['kafka', 'external', 'schema-registry', 'admin', 'rpc'] as const;

const issuerRef = section({
  name: leaf(optionalObjectName(), '', "Name of the Issuer; '' makes a CA of the cluster's own, which signs for no other cluster."),
  kind: leaf(choice(['Issuer', 'ClusterIssuer'], 'cert-manager has no others of its own'), 'Issuer', 'Kind of the Issuer.'),
}).meta({ title: 'IssuerRef', description: 'With cert-manager: who signs the certificate.' });

export const tls = section({
  mode: leaf(
    choice(['none', 'secret', 'cert-manager'], 'certificates come from nowhere else'),
    'none',
    'Where the certificate of the brokers comes from: secret takes a Secret that exists, cert-manager has one made, none serves plaintext.',
  ),
  listeners: leaf(list(choice(listeners, 'brokers have no other listeners'), listeners.length), [...listeners], 'Listeners that speak TLS, unless mode is none. A running cluster takes or leaves rpc only when all brokers restart at once.'),
  secretName: leaf(
    optionalObjectName(),
    '',
    "Secret with tls.crt, tls.key and ca.crt in the brokers' namespace. Needed for the mode secret; with cert-manager, '' is NAME-tls.",
  ),
  externalSecretName: leaf(optionalObjectName(), '', "Another such Secret for the external listener; '' is the same one, or with externalClientAuth one that cert-manager makes, NAME-external-tls."),
  externalClientAuth: leaf(
    flag(),
    false,
    'Whether clients of the external listener log in with a certificate (mTLS) instead of a password. Its common name is their user. The CA in the Secret of that listener has signed it: with cert-manager the Issuer NAME-external-ca, unless externalSecretName names another Secret.',
  ),
  caSecretName: leaf(optionalObjectName(), '', "Secret with ca.crt in the namespace of each client; '' is NAME-ca."),
  plaintext: leaf(
    choice(['none', 'open', 'used'], 'there is no other step on the way'),
    'none',
    'To turn on TLS and SASL while clients run: open adds listeners without them, for Kafka and the schema registry, and used sends there all that connects within the Kubernetes cluster.',
  ),
  issuerRef,
}).meta({ title: 'Tls', description: 'Encryption of what reaches the brokers.' });
