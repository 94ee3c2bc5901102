import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RegistryServer } from '../scripts/registry-server';
import { refusal, subjectOf, unread, type RegistryAnswer, type RegistryQuestion } from '../scripts/schema-registry';
import { freePort, output, start, waitFor } from './process';
import { installed } from './tools/install';

const version = '2.6.13.Final';

/** A real registry, Apicurio's, behind a layer that answers as Redpanda's where the two differ. */
export interface Apicurio {
  /** What speaks to clients. */
  readonly server: RegistryServer;
  stop(): Promise<void>;
}

/** Starts a registry on loopback, with nothing in it. */
export async function startApicurio(): Promise<Apicurio> {
  const folder = mkdtempSync(join(tmpdir(), 'apicurio-'));
  const port = await freePort();
  const log = join(folder, 'apicurio.log');
  const env = { ...process.env, QUARKUS_HTTP_HOST: '127.0.0.1', QUARKUS_HTTP_PORT: `${port}` };
  const registry = start('apicurio', 'java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar', installApicurio()], { env, log });
  const layer = new RedpandaLayer(`http://127.0.0.1:${port}/apis/ccompat/v7`);
  const server = await RegistryServer.start({ answer: layer.answer });
  const stop = async () => {
    await server.stop();
    await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor('running registry', () => (registry.alive(), readFileSync(log, 'utf8').includes('Listening on:')), 180_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { server, stop };
}

function installApicurio(): string {
  return installed({
    name: 'apicurio',
    version,
    file: `apicurio-registry-app-${version}-runner.jar`,
    build(folder) {
      const archive = ['io.apicurio', 'apicurio-registry-app', version, 'tar.gz', 'all'].join(':');
      output('mvn', ['--quiet', '--batch-mode', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy', `-Dartifact=${archive}`, `-DoutputDirectory=${folder}`], { timeout: 900_000 });
      const file = join(folder, `apicurio-registry-app-${version}-all.tar.gz`);
      output('tar', ['--extract', '--gzip', '--file', file, '--directory', folder]);
      rmSync(file);
    },
  });
}

/** What Redpanda's registry says where Apicurio's says something else, and Apicurio's word for the rest. */
class RedpandaLayer {
  /** Redpanda's levels. Apicurio has no level of a subject that is not there yet, begins with NONE, and cannot have NONE under another one. */
  private readonly levels = new Map<string, string>([['', 'BACKWARD']]);

  constructor(private readonly url: string) {}

  readonly answer = async (question: RegistryQuestion): Promise<RegistryAnswer> => {
    const { method, url, sent } = question;
    const subject = subjectOf(url);
    const refused = unread(question);
    if (refused) return refused;
    if (url.startsWith('/config')) return this.level(question, subject);
    if (method === 'POST' && url.includes('/versions')) {
      const compatibility = this.levels.get(subject) ?? this.levels.get('');
      await this.ask({ method: 'PUT', url: `/config/${encodeURIComponent(subject)}`, type: 'application/json', sent: JSON.stringify({ compatibility }) });
    }
    const answer = await this.ask({ ...question, sent: compacted(sent) });
    if (method === 'DELETE' && answer.code === 200) this.levels.delete(subject);
    return answer;
  };

  private level({ method, url, sent }: RegistryQuestion, subject: string): RegistryAnswer {
    if (method === 'PUT') {
      const body = JSON.parse(sent) as { compatibility: string };
      this.levels.set(subject, body.compatibility);
      return { code: 200, body };
    }
    const compatibilityLevel = this.levels.get(subject) ?? (url.includes('defaultToGlobal=true') ? this.levels.get('') : undefined);
    return compatibilityLevel === undefined ? refusal(40408, `Subject '${subject}' does not have subject-level compatibility configured`) : { code: 200, body: { compatibilityLevel } };
  }

  private async ask({ method, url, type, sent }: RegistryQuestion): Promise<RegistryAnswer> {
    // On a connection of its own: one that waits for another question may be closed when it comes.
    const question = request(`${this.url}${url}`, { method, agent: false, headers: sent === '' ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(sent) } });
    question.end(sent);
    const [response] = (await once(question, 'response')) as [IncomingMessage];
    return { code: response.statusCode!, body: JSON.parse(await text(response)) as unknown };
  }
}

/** Redpanda keeps JSON without blanks, so that another formatting is the same schema. */
function compacted(sent: string): string {
  const body = JSON.parse(sent || '{}') as { schema?: string; schemaType?: string };
  if (body.schema === undefined || body.schemaType === 'PROTOBUF') return sent;
  try {
    return JSON.stringify({ ...body, schema: JSON.stringify(JSON.parse(body.schema)) });
  } catch {
    return sent;
  }
}
