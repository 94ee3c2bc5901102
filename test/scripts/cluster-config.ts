import type { ServedAnswer } from './admin-server';

/** A property as a broker knows it. */
export interface Property {
  readonly type: 'integer' | 'number' | 'boolean' | 'string' | 'array';
  /** What the cluster has, or `null`. */
  value: unknown;
  readonly nullable?: true;
  readonly needsRestart?: true;
  readonly isSecret?: true;
  readonly min?: number;
  readonly odd?: true;
  readonly values?: readonly string[];
}

export interface BrokerStatus {
  readonly node_id: number;
  restart: boolean;
  config_version: number;
  invalid: string[];
  unknown: string[];
}

/**
 * What Redpanda's admin API says of cluster properties, by the rules of config_manager and the admin server: a change is taken as a whole
 * or not at all, a change to what there is already is none, `restart` stays until the broker starts, and secrets are not told.
 *
 * It proves how a script reads and makes these calls, and nothing of what a property does.
 */
export class ClusterConfig {
  version = 5;
  readonly brokers: BrokerStatus[] = [0, 1, 2].map((node_id) => ({ node_id, restart: false, config_version: 5, invalid: [], unknown: [] }));
  /** Brokers that are down: they take no change. */
  readonly down = new Set<number>();
  /** How many reads still tell what was before a change. */
  lag = 0;
  /** What was sent with each change, in order. */
  readonly sent: string[] = [];
  private told: object | undefined;

  constructor(readonly properties: Record<string, Property>) {}

  readonly answer = (question: string, sent: string): ServedAnswer => {
    const [method, url = ''] = question.split(' ');
    const [path, query = ''] = url.split('?');
    if (question === 'GET /v1/cluster_config/status') return this.brokers;
    if (question === 'GET /v1/cluster_config/schema') return this.schema();
    if (path !== '/v1/cluster_config') return 404;
    if (method === 'PUT') return this.change(sent, new URLSearchParams(query).has('dry_run'));
    const key = new URLSearchParams(query).get('key');
    if (key !== null && !Object.hasOwn(this.properties, key)) return { code: 400, body: { message: `Unknown property {${key}}`, code: 400 } };
    const values = this.lag > 0 && this.told ? this.told : this.values();
    if (this.lag > 0) this.lag -= 1;
    return key === null ? values : { [key]: (values as Record<string, unknown>)[key] };
  };

  /** The broker starts again, and takes what it has waited for. */
  restart(id: number): void {
    this.down.delete(id);
    Object.assign(this.brokers[id]!, { restart: false, config_version: this.version });
  }

  values(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.properties).map(([name, { value, isSecret }]) => [name, isSecret && value !== null ? '[secret]' : value]));
  }

  private schema(): object {
    const entries = Object.entries(this.properties).map(([name, { type, needsRestart, nullable, isSecret }]) => [
      name,
      { description: '', needs_restart: needsRestart === true, visibility: 'user', nullable: nullable === true, is_secret: isSecret === true, type, ...(type === 'array' && { items: { type: 'string' } }) },
    ]);
    return { properties: Object.fromEntries(entries) };
  }

  private change(text: string, isDry: boolean): ServedAnswer {
    if (!isDry) this.sent.push(text);
    const malformed = (why: string) => ({ code: 400, body: { message: `JSON parse error: ${why}`, code: 400 } });
    let body: { upsert: Record<string, unknown>; remove: string[] };
    try {
      body = JSON.parse(text);
    } catch (error) {
      return malformed(String(error));
    }
    if (String(Object.keys(body).sort()) !== 'remove,upsert') return malformed('upsert and remove are required, and nothing else is known');
    const wrong = Object.entries(body.upsert).flatMap(([name, value]) => {
      const refusal = refusalOf(this.properties[name], value);
      return refusal === undefined ? [] : [[name, refusal] as const];
    });
    if (wrong.length > 0) return { code: 400, body: Object.fromEntries(wrong) };
    const changed = Object.entries(body.upsert).map(([name, value]) => [name, this.properties[name]!, stored(this.properties[name]!, value)] as const).filter(([, property, value]) => JSON.stringify(property.value) !== JSON.stringify(value));
    if (isDry || (changed.length === 0 && body.remove.length === 0)) return { config_version: this.version };
    this.told = this.values();
    for (const [, property, value] of changed) property.value = value;
    this.version += 1;
    for (const broker of this.brokers.filter(({ node_id }) => !this.down.has(node_id))) {
      broker.config_version = this.version;
      broker.restart ||= changed.some(([, { needsRestart }]) => needsRestart);
    }
    return { config_version: this.version };
  }
}

/** A value goes through YAML: quoted scalars are taken too, and a scalar in place of a list is a list of one. */
function stored({ type }: Property, value: unknown): unknown {
  if (value === null || type === 'string') return value;
  if (type === 'array') return Array.isArray(value) ? value : [value];
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

function refusalOf(property: Property | undefined, value: unknown): string | undefined {
  if (property === undefined) return 'Unknown property';
  const { type, nullable, min, odd, values } = property;
  if (value === null) return nullable ? undefined : `expected type ${type}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (type === 'integer' && !/^-?\d+$/.test(text)) return 'expected type integer';
  if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) return 'expected type number';
  if (type === 'boolean' && !/^(true|false)$/.test(text)) return 'expected type boolean';
  if (type === 'string' && typeof value !== 'string') return 'expected type string';
  if (min !== undefined && Number(value) < min) return `too small, must be at least ${min}`;
  if (odd && Number(value) % 2 === 0) return 'value must be odd';
  if (values && !values.includes(text)) return `invalid value, must be one of ${values.join(', ')}`;
  return undefined;
}
