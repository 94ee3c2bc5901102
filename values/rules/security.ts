import { absent, and, each, either, eq, Input, not, or, orElse, present, when } from '../../template';
import { encrypts } from '../encryption';
import type { Values } from '../types';
import { Findings, says } from './finding';

type Part = Pick<Input<Values>, 'tls' | 'sasl' | 'clients' | 'broker'>;

export const certificateSource = ({ tls }: Part): readonly Findings[] => [
  when(
    and(eq(tls.mode, 'secret'), absent(tls.secretName)),
    says`${['tls', 'secretName']} is required for the mode secret: brokers take their certificate from it, and none is made`,
  ),
  when(
    and(eq(tls.mode, 'cert-manager'), absent(tls.issuerRef.name), not(eq(tls.issuerRef.kind, 'Issuer'))),
    says`${['tls', 'issuerRef', 'name']} is required for ${['tls', 'issuerRef', 'kind']} (${tls.issuerRef.kind}): the CA of the cluster's own is an Issuer`,
  ),
];

/** The address of a node can stand in no certificate, because nobody knows it beforehand. */
export const externalNames = ({ tls, broker: { external } }: Part): readonly Findings[] => [
  when(
    and(eq(external.type, 'NodePort'), encrypts(tls, 'external'), absent(external.domain)),
    says`${['broker', 'external', 'domain']} is required for the type NodePort with TLS: clients compare the name that they call with the certificate, which cannot hold the addresses of nodes`,
  ),
];

export const superuserLogin = ({ sasl }: Part): readonly Findings[] => [
  when(
    and(sasl.enabled, absent(sasl.superuser.secretName)),
    says`${['sasl', 'superuser', 'secretName']} is required where ${['sasl', 'enabled']} is true: the first start makes this user, and without it nobody could make others`,
  ),
];

export const clientLogins = ({ sasl, clients }: Pick<Part, 'sasl' | 'clients'>): readonly Findings[] =>
  each(
    clients,
    ({ name, user, secretName }, index) => [
      when(
        and(sasl.enabled, absent(secretName ?? '')),
        says`${['clients', index, 'secretName']} is required where ${['sasl', 'enabled']} is true: ${name} could not log in without a password`,
      ),
      when(
        and(sasl.enabled, eq(orElse(user, name), sasl.superuser.name)),
        says`${['clients', index, 'user']} (${orElse(user, name)}) must not be ${['sasl', 'superuser', 'name']}: a client that may do everything is held by no ACL`,
      ),
    ],
    'client',
  );

/** Of a certificate that nobody asks for, no user is made. */
export const clientCertificates = ({ tls, sasl }: Part): readonly Findings[] => [
  when(
    and(tls.externalClientAuth, not(and(sasl.enabled, encrypts(tls, 'external')))),
    says`${['tls', 'externalClientAuth']} must be false unless ${['sasl', 'enabled']} is true and ${['tls', 'listeners']} hold external: without TLS there is no certificate, and without authorization no user to be`,
  ),
  when(
    and(eq(tls.mode, 'secret'), tls.externalClientAuth, absent(tls.externalSecretName)),
    says`${['tls', 'externalSecretName']} is required for the mode secret where ${['tls', 'externalClientAuth']} is true: a client with a certificate of the brokers' own CA could join them as a broker`,
  ),
  when(
    and(tls.externalClientAuth, present(tls.externalSecretName), eq(tls.externalSecretName, tls.secretName)),
    says`${['tls', 'externalSecretName']} (${tls.externalSecretName}) must not be ${['tls', 'secretName']} where ${['tls', 'externalClientAuth']} is true: a client with a certificate of the brokers' own CA could join them as a broker`,
  ),
];

/** What is open to others than pods must be meant. */
export const openListener = ({ tls, sasl, broker: { external } }: Part): readonly Findings[] => [
  when(
    and(not(eq(external.type, 'ClusterIP')), not(external.insecure), not(and(sasl.enabled, encrypts(tls, 'external')))),
    says`${['broker', 'external', 'type']} (${external.type}) must not be without ${['tls', 'mode']} and ${['sasl', 'enabled']} unless ${['broker', 'external', 'insecure']} is true: whoever reaches it could read ${either(sasl.enabled, 'what others send', 'and change everything')}`,
  ),
];

export const securityWarnings = ({ tls, sasl }: Part): readonly Findings[] => [
  when(
    and(sasl.enabled, or(...['kafka', 'schema-registry', 'admin'].map((listener) => not(encrypts(tls, listener))))),
    says`${['sasl', 'enabled']} is true, and not all of ${['tls', 'listeners']} that ask for a login speak TLS. Passwords and records can be read on their way there`,
  ),
  when(
    not(eq(tls.plaintext, 'none')),
    says`${['tls', 'plaintext']} is ${tls.plaintext}. Whoever is admitted to the brokers gets past TLS and logins: set it to none when all clients have moved`,
  ),
  when(
    and(eq(tls.plaintext, 'used'), sasl.enabled),
    says`${['tls', 'plaintext']} is used and ${['sasl', 'enabled']} is true, which is only for a cluster that runs and has no authorization. A new one lets nobody do anything without a login, its own Console and topic Job neither: start it with none`,
  ),
];
