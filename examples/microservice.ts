import { App, Chart, Size, type ChartProps } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
// In a project of your own: from 'cdk8s-redpanda'.
import { ConsoleIngress, KafkaClientEnv, PlatformNamespace, RedpandaCluster, RedpandaConsole, RedpandaNetworkPolicies, TopicJob } from '../index';

/** A shop: brokers for its events, and a service that gets their addresses from the brokers themselves. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, { namespace: 'shop-events', ...props });
    new PlatformNamespace(this, 'namespace', { name: 'shop-events', restricted: true });
    new PlatformNamespace(this, 'services', { name: 'shop' });

    const cluster = new RedpandaCluster(this, 'cluster', {
      name: 'shop',
      replicas: 3,
      resources: { requests: { cpu: 2, memory: '8Gi' }, limits: { cpu: 2, memory: '8Gi' } },
      storage: { size: '100Gi', storageClassName: 'fast' },
    });
    const console = new RedpandaConsole(this, 'console', { cluster });
    new ConsoleIngress(this, 'ingress', { console, hosts: ['kafka.shop.example.org'], className: 'nginx', tlsSecretName: 'console-tls', controller: 'ingress-nginx', basicAuthSecretName: 'console-users' });
    new TopicJob(this, 'topics', {
      cluster,
      topics: [
        { name: 'orders', partitions: 12, config: { 'retention.ms': 604800000 } },
        { name: 'customers', config: { 'cleanup.policy': 'compact' } },
      ],
    });
    const checkout = { name: 'checkout', namespace: 'shop' };
    new RedpandaNetworkPolicies(this, 'policies', { cluster, clients: [{ ...checkout, podSelector: { app: 'checkout' }, egressPolicy: true }] });

    this.addCheckout();
    // Every workload that names the client gets the variables, here those of Spring Boot.
    new KafkaClientEnv(this, 'checkout-env', { cluster, ...checkout, flavour: 'spring', consumerGroup: 'checkout' }).addTo(this);
  }

  private addCheckout(): void {
    new Deployment(this, 'checkout', {
      metadata: { name: 'checkout', namespace: 'shop', labels: { 'redpanda.io/client': 'checkout' } },
      podMetadata: { labels: { app: 'checkout' } },
      containers: [
        {
          name: 'checkout',
          image: 'registry.example.org/checkout:1.4.2',
          portNumber: 8080,
          resources: { cpu: { request: Cpu.millis(100), limit: Cpu.millis(500) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } },
        },
      ],
    });
  }
}

export const app = new App();
new Shop(app, 'shop');
if (require.main === module) app.synth();
