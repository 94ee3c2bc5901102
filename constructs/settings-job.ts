import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { settingsEnv, superuserSecret } from '../redpanda/admin-env';
import { storageSecrets } from '../redpanda/tiered-storage';
import { eachEntry, Expr, Line, text, toJson, when } from '../template';
import { needsRestart } from '../values/rules/settings';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import type { PlatformProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import { ConvergeJob } from './converge-job';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import adminApiScript from './scripts/admin-api.sh';
import settingsScript from './scripts/settings.sh';

const section = schema.pick({ dryRun: true });
type Settings = Values['cluster'];

export interface SettingsJobProps extends Pick<PlatformProps, 'dryRun'> {
  /** The cluster, whose `cluster` declares the properties. */
  readonly cluster: IRedpandaCluster;
}

/** A Job that brings cluster properties to what is declared. Its name carries the hash of all that it does: a change makes a new Job. */
export class SettingsJob extends Construct {
  readonly job: ApiObject;
  /** The scripts, and the properties as they read them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: SettingsJobProps) {
    super(scope, id);
    const { cluster: { values }, ...own } = props;
    const { dryRun } = withDefaults<Pick<Values, 'dryRun'>>(section, own, this.node.path);
    const { replicas, tls, sasl, cluster, tieredStorage, licenseAcknowledged } = values;
    checkRules({ broker: { replicas }, tls, sasl, cluster, tieredStorage, licenseAcknowledged }, this.node.path);
    const { job, configMaps } = new ConvergeJob(this, 'converge', {
      cluster: values,
      component: 'settings',
      scripts: [
        ['settings.sh', settingsScript],
        ['admin-api.sh', adminApiScript],
      ],
      declared: cluster,
      lines: settingLines,
      env: settingsEnv(values),
      secrets: [superuserSecret(values), ...storageSecrets(values)],
      dryRun,
    });
    this.job = job;
    this.configMaps = configMaps;
    this.node.defaultChild = job;
  }
}

/** Properties as the script reads them: `setting NAME JSON`, or `restart NAME JSON` for those that brokers take when they start. */
export function settingLines(settings: Settings | Expr<Settings>): readonly Line[] {
  return eachEntry(settings, (name, value): Line => when(needsRestart(name), text`restart ${name} ${toJson(value)}`, text`setting ${name} ${toJson(value)}`));
}
