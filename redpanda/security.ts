import { and, either, eq, Input, named, not, or, OrExpr, present, text } from '../template';
import { encrypts } from '../values/encryption';
import type { Values } from '../values/types';
import { ListenerName, listeners } from './listener';

/** What must be known of a cluster to talk to it safely. */
export type Security = Input<Pick<Values, 'name' | 'tls' | 'sasl'>>;

type BrokerListener = Exclude<ListenerName, 'console' | 'plainKafka' | 'plainRegistry'>;

/** Whether a listener of the brokers speaks TLS. */
export const speaksTls = (listener: BrokerListener, { tls }: Pick<Security, 'tls'>): OrExpr<boolean> =>
  named(`redpanda.${listener}Tls`, `Whether the listener ${listeners[listener].name} speaks TLS`, encrypts(tls, listeners[listener].name));

/** Whether brokers also listen without TLS and login. */
export const isPlaintextOpen = ({ plaintext }: Security['tls']): OrExpr<boolean> => not(eq(plaintext, 'none'));
/** Whether that is where everybody connects to who has the choice. */
export const isPlaintextUsed = ({ plaintext }: Security['tls']): OrExpr<boolean> => eq(plaintext, 'used');

/** Whether clients of the external listener log in by their certificates. */
export const hasExternalClientAuth = ({ tls, sasl }: Pick<Security, 'tls' | 'sasl'>): OrExpr<boolean> => and(sasl.enabled, tls.externalClientAuth);

/** Where the files of the brokers' certificate are, in every pod that has it. */
export const tlsFolder = '/etc/redpanda-tls';
/** Whether the external listener has a certificate of its own. It always has one where clients show theirs: with one that the brokers' CA has signed they could join as brokers. */
export const hasExternalCertificate = ({ tls }: Pick<Security, 'tls'>): OrExpr<boolean> => and(speaksTls('external', { tls }), or(present(tls.externalSecretName), tls.externalClientAuth));
/** Where those of the external listener's own certificate are. */
export const externalTlsFolder = '/etc/redpanda-external-tls';
export const caFile = `${tlsFolder}/ca.crt`;

export const caKey = 'ca.crt';
/** The keys of a Secret with a certificate, as cert-manager and `kubectl create secret tls` name them. */
export const certificateKeys = { cert: 'tls.crt', key: 'tls.key', ca: caKey };

/** Secret of the brokers' certificate. */
export const certificateSecret = ({ name, tls }: Security): Input<string> =>
  named('redpanda.tlsSecret', "Secret of the brokers' certificate", either(present(tls.secretName), tls.secretName, text`${name}-tls`));

/** Secret of the external listener's own certificate. */
export const externalSecret = ({ name, tls }: Security): Input<string> =>
  named('redpanda.externalTlsSecret', "Secret of the external listener's own certificate", either(present(tls.externalSecretName), tls.externalSecretName, text`${name}-external-tls`));

/** Name of the CA of the cluster's own, of its Issuer and its Secret; and of the Secret with `ca.crt` in the namespaces of clients. */
export const caName = (name: Input<string>): Input<string> => text`${name}-ca`;

export const clientCaSecret = ({ name, tls }: Security): Input<string> =>
  named('redpanda.caSecret', "Secret with the CA's certificate in a client's namespace", either(present(tls.caSecretName), tls.caSecretName, caName(name)));

/** Where the superuser's password is in a broker's pod. */
export const superuserFolder = '/etc/redpanda-superuser';
export const passwordKey = 'password';

/** Kafka's own word for how a connection is secured. */
export const securityProtocol = ({ tls, login }: { readonly tls: OrExpr<boolean>; readonly login: OrExpr<boolean> }): OrExpr<string> =>
  either(tls, either(login, 'SASL_SSL', 'SSL'), either(login, 'SASL_PLAINTEXT', 'PLAINTEXT'));
