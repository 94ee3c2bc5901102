import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { schemasEnv, superuserSecret } from '../redpanda/admin-env';
import { each, Expr, Input, Line, orElse, present, text, toJson, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import type { EventSchema, PlatformProps, PruneProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import { ConvergeJob } from './converge-job';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import adminApiScript from './scripts/admin-api.sh';
import schemasScript from './scripts/schemas.sh';

const section = schema.pick({ schemas: true, dryRun: true }).extend({ prune: schema.shape.prune.shape.subjects });
type SchemaValues = Pick<Values, 'schemas' | 'dryRun'> & { readonly prune: Values['prune']['subjects'] };

/** The largest schema that is allowed fills a ConfigMap, and a change shows in that of its subject alone. */
const schemasPerConfigMap = 1;

export interface SchemaJobProps extends Pick<PlatformProps, 'schemas' | 'dryRun'> {
  /** The cluster whose registry gets the schemas. */
  readonly cluster: IRedpandaCluster;
  /**
   * Subjects to delete.
   *
   * @default - none
   */
  readonly prune?: PruneProps['subjects'];
}

/** A Job that registers schemas and sets the levels of compatibility of their subjects. Its name carries the hash of all that it does: a change makes a new Job. */
export class SchemaJob extends Construct {
  readonly job: ApiObject;
  /** The scripts, and the schemas as they read them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, { cluster, ...props }: SchemaJobProps) {
    super(scope, id);
    const { schemas, prune, dryRun } = withDefaults<SchemaValues>(section, props, this.node.path);
    const { values } = cluster;
    checkRules({ tls: values.tls, sasl: values.sasl, schemas, prune: { subjects: prune } }, this.node.path);
    const { job, configMaps } = new ConvergeJob(this, 'converge', {
      cluster: values,
      component: 'schemas',
      scripts: [
        ['schemas.sh', schemasScript],
        ['admin-api.sh', adminApiScript],
      ],
      declared: schemas as readonly EventSchema[],
      lines: schemaLines,
      pruned: prune,
      perConfigMap: schemasPerConfigMap,
      env: schemasEnv(values),
      secrets: [superuserSecret(values)],
      dryRun,
    });
    this.job = job;
    this.configMaps = configMaps;
    this.node.defaultChild = job;
  }
}

/** Schemas as the script reads them: `schema SUBJECT`, `compatibility LEVEL` where that is declared, and `body JSON`, which is what the registry is sent. */
export function schemaLines(schemas: readonly EventSchema[] | Expr<readonly EventSchema[]>): readonly Line[] {
  return each(
    schemas as Input<readonly EventSchema[]>,
    ({ subject, type, schema, compatibility, references }): Line[] => {
      const rest = text`"schema":${toJson(orElse<string>(schema, ''))},"schemaType":"${orElse<string>(type, 'AVRO')}"}`;
      return [
        text`schema ${subject}`,
        when(present(compatibility ?? ''), text`compatibility ${orElse<string>(compatibility, '')}`),
        when(present(references ?? []), text`body {"references":${toJson(references ?? [])},${rest}`, text`body {${rest}`),
      ];
    },
    'schema',
  );
}
