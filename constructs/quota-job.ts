import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { quotaEnv } from '../redpanda/rpk';
import { each, eq, Expr, Input, isNull, Line, not, orElse, present, text, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { PlatformProps, PruneProps, Quota, Values } from '../values/types';
import { checkRules } from './check-rules';
import { ConvergeJob } from './converge-job';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import quotasScript from './scripts/quotas.sh';

const section = schema.pick({ quotas: true, dryRun: true }).extend({ prune: schema.shape.prune.shape.quotas });
type QuotaValues = Pick<Values, 'quotas' | 'dryRun'> & { readonly prune: Values['prune']['quotas'] };

export interface QuotaJobProps extends Pick<PlatformProps, 'quotas' | 'dryRun'> {
  /** The cluster whose clients and users get the quotas. */
  readonly cluster: IRedpandaCluster;
  /**
   * Those who lose all quotas, such as `client-id=importer`.
   *
   * @default - none
   */
  readonly prune?: PruneProps['quotas'];
}

/** A Job that gives clients and users exactly the quotas that are declared. Its name carries the hash of all that it does: a change makes a new Job. */
export class QuotaJob extends Construct {
  readonly job: ApiObject;
  /** The scripts, and the quotas as they read them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, { cluster, ...props }: QuotaJobProps) {
    super(scope, id);
    const { quotas, prune, dryRun } = withDefaults<QuotaValues>(section, props, this.node.path);
    const { values } = cluster;
    checkRules({ broker: { replicas: values.replicas }, tls: values.tls, sasl: values.sasl, quotas, prune: { quotas: prune } }, this.node.path);
    const { job, configMaps } = new ConvergeJob(this, 'converge', {
      cluster: values,
      component: 'quotas',
      scripts: [['quotas.sh', quotasScript]],
      declared: quotas as readonly Quota[],
      lines: quotaLines,
      pruned: prune,
      env: quotaEnv(values),
      dryRun,
    });
    this.job = job;
    this.configMaps = configMaps;
    this.node.defaultChild = job;
  }
}

/** Quotas as the script reads them: `quota TYPE=NAME`, in the words of rpk, each followed by its `rate KEY VALUE`. */
export function quotaLines(quotas: readonly Quota[] | Expr<readonly Quota[]>): readonly Line[] {
  return each(
    quotas as Input<readonly Quota[]>,
    ({ clientId, clientIdPrefix, user, default: others, producerByteRate, consumerByteRate, controllerMutationRate }): Line[] => {
      const rate = (key: string, value: Input<number | undefined>) => when(not(isNull(value)), text`rate ${key} ${value as number}`);
      return [
        when(present((clientId ?? '') as Input<string>), text`quota client-id=${clientId as string}`),
        when(present((clientIdPrefix ?? '') as Input<string>), text`quota client-id-prefix=${clientIdPrefix as string}`),
        when(present((user ?? '') as Input<string>), text`quota user=${user as string}`),
        when(eq(orElse<string>(others, ''), 'clientId'), 'quota client-id=<default>'),
        when(eq(orElse<string>(others, ''), 'user'), 'quota user=<default>'),
        rate('producer_byte_rate', producerByteRate),
        rate('consumer_byte_rate', consumerByteRate),
        rate('controller_mutation_rate', controllerMutationRate),
      ];
    },
    'quota',
  );
}
