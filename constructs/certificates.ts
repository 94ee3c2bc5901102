import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { brokerDomain, clientService, clusterHost, ClusterValues, externalHost, headlessService } from '../redpanda/cluster';
import { caName, certificateSecret, externalSecret } from '../redpanda/security';
import { absent, and, createWhen, either, Input, present, text, when, When } from '../template';

const group = 'cert-manager.io';
const privateKey = { algorithm: 'ECDSA', size: 256 };

interface Own {
  readonly secretName: Input<string>;
  readonly usages: readonly string[];
  readonly dnsNames: readonly (Input<string> | When<Input<string>> | undefined)[];
  readonly issuerRef: { readonly name: Input<string>; readonly kind: Input<string>; readonly group: string };
}

/** How long certificates are valid, in Go's words: cert-manager lists no certificate of the whole Kubernetes cluster any more where one has `90d`. */
const [tenYears, oneYear, ninetyDays] = ['87600h', '8760h', '2160h'];

/** What cert-manager makes certificates of: those of the brokers, and CAs of the cluster's own unless the values name who signs. */
export class Certificates extends Construct {
  /** Of the brokers. */
  readonly certificate: ApiObject;

  constructor(
    scope: Construct,
    id: string,
    private readonly cluster: Input<ClusterValues>,
  ) {
    super(scope, id);
    const { name, tls } = cluster;
    const { issuerRef } = tls;
    createWhen(this, 'with-ca', absent(issuerRef.name), (inner) => void this.addAuthority(inner, name));
    this.certificate = this.addCertificate(this, 'broker', {
      secretName: certificateSecret(cluster),
      // Brokers are servers, and clients of each other.
      usages: ['digital signature', 'server auth', 'client auth'],
      dnsNames: [...this.names(), ...this.externalNames()],
      issuerRef: { name: either(present(issuerRef.name), issuerRef.name, caName(name)), kind: issuerRef.kind, group },
    });
    // Whom this CA signs for is a user of the cluster, so it is nobody else's.
    createWhen(this, 'with-clients', and(tls.externalClientAuth, absent(tls.externalSecretName)), (inner) => {
      const ca = this.addAuthority(inner, text`${name}-external`);
      this.addCertificate(inner, 'external', {
        secretName: externalSecret(cluster),
        usages: ['digital signature', 'server auth'],
        dnsNames: this.externalNames(),
        issuerRef: { name: ca, kind: 'Issuer', group },
      });
    });
  }

  private metadata(name: Input<string>) {
    return metadata(this.cluster, 'broker', name);
  }

  /**
   * A CA signs with the same key as long as it lives: with another, what it has signed is not renewed, and no longer verified.
   *
   * @returns its name
   */
  private addAuthority(scope: Construct, prefix: Input<string>): Input<string> {
    const [ca, selfSigned] = [caName(prefix), text`${prefix}-selfsigned`];
    new Manifest(scope, 'self-signed', 'Issuer', { metadata: this.metadata(selfSigned), spec: { selfSigned: {} } });
    new Manifest(scope, 'ca-certificate', 'Certificate', {
      metadata: this.metadata(ca),
      spec: {
        isCA: true,
        commonName: ca,
        secretName: ca,
        duration: tenYears,
        renewBefore: oneYear,
        privateKey: { ...privateKey, rotationPolicy: 'Never' },
        issuerRef: { name: selfSigned, kind: 'Issuer', group },
      },
    });
    new Manifest(scope, 'ca', 'Issuer', { metadata: this.metadata(ca), spec: { ca: { secretName: ca } } });
    return ca;
  }

  private addCertificate(scope: Construct, suffix: string, { secretName, usages, dnsNames, issuerRef }: Own): ApiObject {
    return new Manifest(scope, 'certificate', 'Certificate', {
      metadata: this.metadata(text`${this.cluster.name}-${suffix}`),
      spec: {
        secretName,
        duration: ninetyDays,
        renewBeforePercentage: 33,
        privateKey: { ...privateKey, rotationPolicy: 'Always' },
        usages,
        dnsNames,
        // Of port-forwards.
        ipAddresses: ['127.0.0.1'],
        issuerRef,
      },
    });
  }

  /** Every name by which a client within the Kubernetes cluster may call the brokers. */
  private names() {
    const { namespace } = this.cluster;
    const ofService = (service: Input<string>) => [service, text`${service}.${namespace}`, text`${service}.${namespace}.svc`];
    return [
      clusterHost(this.cluster),
      ...ofService(clientService(this.cluster)),
      brokerDomain(this.cluster),
      ...ofService(headlessService(this.cluster)),
      // Each broker, however many there are.
      text`*.${brokerDomain(this.cluster)}`,
    ];
  }

  /** Every name by which one outside may. */
  private externalNames() {
    const { external } = this.cluster;
    return ['localhost', when(present(external.domain), externalHost('*', external))];
  }
}
