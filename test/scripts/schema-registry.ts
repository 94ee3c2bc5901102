/** What is asked of a registry, with the path as it came. */
export interface RegistryQuestion {
  readonly method: string;
  readonly url: string;
  /** The media type of what is sent. */
  readonly type?: string | undefined;
  readonly sent: string;
}

export interface RegistryAnswer {
  readonly code: number;
  readonly body: unknown;
}

export interface Reference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

interface Version {
  readonly version: number;
  readonly id: number;
  readonly type: string;
  /** As it is kept: JSON without blanks. */
  readonly schema: string;
  readonly references: readonly Reference[];
  deleted: boolean;
}

interface Subject {
  versions: Version[];
  level?: string | undefined;
}

const levels = ['NONE', 'BACKWARD', 'FORWARD', 'FULL', 'BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'];
const mediaTypes = ['application/vnd.schemaregistry.v1+json', 'application/vnd.schemaregistry+json', 'application/json', 'application/octet-stream'];

/** An answer that refuses. */
export const refusal = (error: number, message: string): RegistryAnswer => ({ code: error < 600 ? error : Math.floor(error / 100), body: { error_code: error, message } });
const answer = (body: unknown): RegistryAnswer => ({ code: 200, body });

/** What Redpanda refuses before it looks into what it has: a media type that it does not take, and what it does not know in what is sent. */
export function unread({ method, url, type, sent }: RegistryQuestion): RegistryAnswer | undefined {
  if (method !== 'POST' && method !== 'PUT') return undefined;
  if (!mediaTypes.includes(type ?? '')) return refusal(415, 'unsupported_media_type');
  const malformed = isLookup(method, url) ? refusal(500, `Error while looking up schema under subject ${subjectOf(url)}`) : refusal(422, 'parse error at offset 1');
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(sent) as Record<string, unknown>;
  } catch {
    return malformed;
  }
  const known = url.startsWith('/config') ? ['compatibility'] : url.startsWith('/mode') ? ['mode'] : ['schema', 'schemaType', 'references', 'id', 'version', 'metadata', 'ruleSet'];
  const references = (body['references'] ?? []) as Record<string, unknown>[];
  const isKnown = Object.keys(body).every((key) => known.includes(key)) && references.every((one) => Object.keys(one).sort().join() === 'name,subject,version' && typeof one['version'] === 'number');
  const isTyped = body['schemaType'] === undefined || ['AVRO', 'JSON', 'PROTOBUF'].includes(body['schemaType'] as string);
  if (!isKnown || !isTyped) return malformed;
  if (url.startsWith('/config') && !levels.includes(body['compatibility'] as string)) return refusal(42203, `Invalid compatibility level. Valid values are ${levels.slice(0, -1).join(', ')}, and ${levels.at(-1)}`);
  return undefined;
}

export const isLookup = (method: string, url: string): boolean => method === 'POST' && /^\/subjects\/[^/?]+(\?|$)/.test(url);
export const subjectOf = (url: string): string => decodeURIComponent(/^\/(?:compatibility\/)?(?:subjects|config|mode)\/([^/?]+)/.exec(url)?.[1] ?? '');

/** What a registry of Redpanda answers, by its source. Of compatibility it knows only that a new field of Avro needs a default, and that types stay. */
export class SchemaRegistry {
  readonly subjects = new Map<string, Subject>();
  level = 'BACKWARD';
  private nextId = 1;

  /** The latest schema of each subject, with its level, as whoever looks at the registry sees them. */
  get state(): Record<string, { readonly versions: number; readonly latest?: string; readonly level?: string }> {
    return Object.fromEntries(
      [...this.subjects].sort().map(([name, { versions, level }]) => {
        const live = versions.filter(({ deleted }) => !deleted);
        const latest = live.at(-1)?.schema;
        return [name, { versions: live.length, ...(latest !== undefined && { latest }), ...(level !== undefined && { level }) }];
      }),
    );
  }

  readonly answer = (question: RegistryQuestion): RegistryAnswer => {
    const { method, url } = question;
    const subject = subjectOf(url);
    // It looks for the subject before it reads what is sent.
    if (isLookup(method, url) && mediaTypes.includes(question.type ?? '') && this.live(subject).length === 0) return this.unknown(subject);
    return unread(question) ?? this.found(question, subject);
  };

  private found({ method, url, sent }: RegistryQuestion, subject: string): RegistryAnswer {
    const path = url.replace(/\?.*/, '').replace(/^(\/compatibility)?\/(subjects|config)\/[^/]+/, '$1/$2/S');
    const route = `${method} ${path}`;
    const body = sent === '' ? {} : (JSON.parse(sent) as Record<string, never>);
    switch (route) {
      case 'GET /subjects':
        return answer([...this.subjects.keys()].filter((name) => this.live(name).length > 0).sort());
      case 'GET /schemas/types':
        return answer(['JSON', 'PROTOBUF', 'AVRO']);
      case 'GET /mode':
        return answer({ mode: 'READWRITE' });
      case 'GET /config':
        return answer({ compatibilityLevel: this.level });
      case 'PUT /config':
        this.level = body['compatibility'] as unknown as string;
        return answer(body);
      case 'GET /config/S': {
        const level = this.subjects.get(subject)?.level ?? (url.includes('defaultToGlobal=true') ? this.level : undefined);
        return level === undefined ? refusal(40408, `Subject '${subject}' does not have subject-level compatibility configured`) : answer({ compatibilityLevel: level });
      }
      case 'PUT /config/S':
        this.made(subject).level = body['compatibility'];
        return answer(body);
      case 'POST /subjects/S': {
        const version = this.live(subject).find((one) => same(one, canonical(body)));
        return version ? answer(told(subject, version)) : refusal(40403, 'Schema not found');
      }
      case 'POST /subjects/S/versions':
        return this.register(subject, canonical(body));
      case 'GET /subjects/S/versions':
        return this.live(subject).length === 0 ? this.unknown(subject) : answer(this.live(subject).map(({ version }) => version));
      case 'DELETE /subjects/S':
        return this.remove(subject);
      case 'POST /compatibility/subjects/S/versions/latest': {
        if (this.live(subject).length === 0) return this.unknown(subject);
        const messages = this.against(subject, canonical(body));
        return answer({ is_compatible: messages.length === 0, ...(url.includes('verbose=true') && { messages }) });
      }
    }
    const [, wanted] = /^GET \/subjects\/S\/versions\/(.+)$/.exec(route) ?? [];
    if (wanted !== undefined) {
      const version = wanted === 'latest' || wanted === '-1' ? this.live(subject).at(-1) : this.live(subject).find((one) => `${one.version}` === wanted);
      if (version) return answer(told(subject, version));
      return this.live(subject).length === 0 ? this.unknown(subject) : refusal(40402, `Version ${wanted} not found.`);
    }
    const [, id, what] = /^GET \/schemas\/ids\/(\d+)(\/\w+)?$/.exec(route) ?? [];
    const holders = [...this.subjects].flatMap(([name, { versions }]) => versions.filter((one) => `${one.id}` === id).map((one) => [name, one] as const));
    if (holders.length === 0) return refusal(40403, `Schema ${id} not found`);
    if (what === '/versions') return answer(holders.filter(([, { deleted }]) => !deleted).map(([name, { version }]) => ({ subject: name, version })));
    return answer({ schema: holders[0]![1].schema });
  }

  private register(subject: string, schema: Canonical): RegistryAnswer {
    const problem = problemOf(schema) ?? this.missing(subject, schema);
    if (problem) return problem;
    const known = [...this.subjects.values()].flatMap(({ versions }) => versions).find((one) => same(one, schema));
    const own = this.live(subject).find((one) => same(one, schema));
    if (own) return answer({ id: own.id });
    const messages = this.live(subject).length === 0 ? [] : this.against(subject, schema);
    if (messages.length > 0) return refusal(409, `Schema being registered is incompatible with an earlier schema for subject "${subject}", details: [${messages.join(', ')}]`);
    const { versions } = this.made(subject);
    const id = known?.id ?? this.nextId++;
    versions.push({ version: (versions.at(-1)?.version ?? 0) + 1, id, ...schema, deleted: false });
    return answer({ id });
  }

  private missing(subject: string, { type, schema, references }: Canonical): RegistryAnswer | undefined {
    const lost = references.find((one) => !this.live(one.subject).some(({ version }) => version === one.version));
    return lost && refusal(42201, `Invalid schema {subject=${subject},version=0,id=-1,schemaType=${type},schema=${schema}}, details: No schema reference found for subject "${lost.subject}" and version ${lost.version}`);
  }

  private against(subject: string, schema: Canonical): string[] {
    const latest = this.live(subject).at(-1)!;
    const level = this.subjects.get(subject)?.level ?? this.level;
    if (latest.type !== schema.type) return ['Incompatible because of different schema type', `{compatibility: ${level}}`];
    if (!/^(BACKWARD|FULL)/.test(level) || schema.type !== 'AVRO') return [];
    const lacking = fieldsOf(schema.schema).flatMap(({ name, default: otherwise }, index) => (otherwise === undefined && !fieldsOf(latest.schema).some((field) => field.name === name) ? [{ name, index }] : []));
    if (lacking.length === 0) return [];
    return [
      ...lacking.map(({ name, index }) => `{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field '${name}' at path '/fields/${index}' in the new schema has no default value and is missing in the old schema', additionalInfo:'${name}'}`),
      `{oldSchemaVersion: ${latest.version}}`,
      `{oldSchema: '${latest.schema}'}`,
      `{compatibility: '${level}'}`,
    ];
  }

  private remove(subject: string): RegistryAnswer {
    const versions = this.live(subject);
    if (versions.length === 0) return this.subjects.get(subject)?.versions.length ? refusal(40404, `Subject '${subject}' was soft deleted.Set permanent=true to delete permanently`) : this.unknown(subject);
    const referring = [...this.subjects.keys()].flatMap((name) => this.live(name)).some(({ references }) => references.some((one) => one.subject === subject));
    if (referring) return refusal(42206, `One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=${subject},version=${versions.at(-1)!.version}}`);
    versions.forEach((one) => (one.deleted = true));
    // With the subject its level goes.
    this.made(subject).level = undefined;
    return answer(versions.map(({ version }) => version));
  }

  private made(subject: string): Subject {
    const made = this.subjects.get(subject) ?? { versions: [] };
    this.subjects.set(subject, made);
    return made;
  }

  private live(subject: string): Version[] {
    return this.subjects.get(subject)?.versions.filter(({ deleted }) => !deleted) ?? [];
  }

  private unknown(subject: string): RegistryAnswer {
    return refusal(40401, `Subject '${subject}' not found.`);
  }
}

type Canonical = Pick<Version, 'type' | 'schema' | 'references'>;

function canonical({ schema, schemaType = 'AVRO', references = [] }: { schema?: string; schemaType?: string; references?: readonly Reference[] }): Canonical {
  return { type: schemaType, schema: compact(schema ?? '', schemaType), references };
}

/** JSON is kept without blanks; whatever else differs makes another schema. */
function compact(schema: string, type: string): string {
  try {
    return type === 'PROTOBUF' ? schema : JSON.stringify(JSON.parse(schema));
  } catch {
    return schema;
  }
}

function problemOf({ type, schema }: Canonical): RegistryAnswer | undefined {
  if (schema === '') return refusal(42201, 'Empty schema');
  try {
    if (type !== 'PROTOBUF') JSON.parse(schema);
    return undefined;
  } catch {
    return refusal(422, `Invalid schema ${schema}`);
  }
}

const same = (one: Canonical, other: Canonical) => one.type === other.type && one.schema === other.schema && JSON.stringify(one.references) === JSON.stringify(other.references);

const told = (subject: string, { version, id, type, schema, references }: Version) => ({ subject, version, id, ...(type !== 'AVRO' && { schemaType: type }), ...(references.length > 0 && { references }), schema });

interface AvroField {
  readonly name: string;
  readonly default?: unknown;
}
const fieldsOf = (schema: string): readonly AvroField[] => (JSON.parse(schema) as { readonly fields?: readonly AvroField[] }).fields ?? [];
