import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { brokerDomain, clientService, clusterHost, ClusterValues, externalHost, headlessService } from '../redpanda/cluster';
import { caName, certificateSecret } from '../redpanda/security';
import { absent, createWhen, either, Input, present, text, when } from '../template';

const group = 'cert-manager.io';
const privateKey = { algorithm: 'ECDSA', size: 256 };

/** How long certificates are valid, in Go's words: cert-manager lists no certificate of the whole Kubernetes cluster any more where one has `90d`. */
const [tenYears, oneYear, ninetyDays] = ['87600h', '8760h', '2160h'];

/** What cert-manager makes the brokers' certificate of: the certificate, and a CA of the cluster's own unless the values name an Issuer. */
export class Certificates extends Construct {
  /** Of the brokers. */
  readonly certificate: ApiObject;

  constructor(
    scope: Construct,
    id: string,
    private readonly cluster: Input<ClusterValues>,
  ) {
    super(scope, id);
    const { issuerRef } = cluster.tls;
    createWhen(this, 'with-ca', absent(issuerRef.name), (inner) => this.addAuthority(inner));
    this.certificate = this.addCertificate();
  }

  private metadata(suffix: string) {
    return metadata(this.cluster, 'broker', text`${this.cluster.name}-${suffix}`);
  }

  /** The CA signs with the same key as long as it lives: with another, what it has signed is not renewed, and no longer verified. */
  private addAuthority(scope: Construct): void {
    const selfSigned = this.metadata('selfsigned');
    const ca = caName(this.cluster.name);
    new Manifest(scope, 'self-signed', 'Issuer', { metadata: selfSigned, spec: { selfSigned: {} } });
    new Manifest(scope, 'ca-certificate', 'Certificate', {
      metadata: this.metadata('ca'),
      spec: {
        isCA: true,
        commonName: ca,
        secretName: ca,
        duration: tenYears,
        renewBefore: oneYear,
        privateKey: { ...privateKey, rotationPolicy: 'Never' },
        issuerRef: { name: selfSigned.name, kind: 'Issuer', group },
      },
    });
    new Manifest(scope, 'ca', 'Issuer', { metadata: this.metadata('ca'), spec: { ca: { secretName: ca } } });
  }

  private addCertificate(): ApiObject {
    const { issuerRef } = this.cluster.tls;
    return new Manifest(this, 'certificate', 'Certificate', {
      metadata: this.metadata('broker'),
      spec: {
        secretName: certificateSecret(this.cluster),
        duration: ninetyDays,
        renewBeforePercentage: 33,
        privateKey: { ...privateKey, rotationPolicy: 'Always' },
        // Brokers are servers, and clients of each other.
        usages: ['digital signature', 'server auth', 'client auth'],
        dnsNames: this.names(),
        // Of port-forwards.
        ipAddresses: ['127.0.0.1'],
        issuerRef: { name: either(present(issuerRef.name), issuerRef.name, caName(this.cluster.name)), kind: issuerRef.kind, group },
      },
    });
  }

  /** Every name by which a client may call the brokers. */
  private names() {
    const { namespace, external } = this.cluster;
    const ofService = (service: Input<string>) => [service, text`${service}.${namespace}`, text`${service}.${namespace}.svc`];
    return [
      clusterHost(this.cluster),
      ...ofService(clientService(this.cluster)),
      brokerDomain(this.cluster),
      ...ofService(headlessService(this.cluster)),
      // Each broker, however many there are.
      text`*.${brokerDomain(this.cluster)}`,
      'localhost',
      when(present(external.domain), externalHost('*', external)),
    ];
  }
}
