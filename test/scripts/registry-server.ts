import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificate';
import { refusal, type RegistryAnswer, type RegistryQuestion } from './schema-registry';

export interface RegistryServerOptions {
  /** What answers whoever may ask. */
  readonly answer: (question: RegistryQuestion) => RegistryAnswer | Promise<RegistryAnswer>;
  /** With which it speaks TLS. */
  readonly certificate?: Certificate;
  /** The passwords of its users, if it asks for a login. */
  readonly users?: Record<string, string>;
  /** What to do while a question waits for its answer. */
  readonly onQuestion?: () => void;
}

/** A registry that speaks HTTP as Redpanda's does, whatever answers behind it. */
export class RegistryServer {
  /** What was asked, in order. */
  readonly questions: string[] = [];
  /** What answers a question in place of the registry, for so many times. A connection can also be cut, or never answered. */
  readonly instead = new Map<string, { times: number; readonly with: RegistryAnswer | 'cut' | 'silence' }>();
  users: Record<string, string> | undefined;
  private readonly server;

  private constructor(private readonly options: RegistryServerOptions) {
    this.users = options.users;
    const handle = (request: IncomingMessage, response: ServerResponse) => void text(request).then((sent) => this.handle(request, response, sent)).catch(() => response.destroy());
    this.server = options.certificate ? createTlsServer(options.certificate, handle) : createServer(handle);
    this.server.on('clientError', (_, socket) => socket.destroy());
  }

  static async start(options: RegistryServerOptions): Promise<RegistryServer> {
    const registry = new RegistryServer(options);
    registry.server.listen(0, '127.0.0.1');
    await once(registry.server, 'listening');
    return registry;
  }

  url(host = 'localhost'): string {
    return `${this.options.certificate ? 'https' : 'http'}://${host}:${(this.server.address() as AddressInfo).port}`;
  }

  /** What was asked that could change something. */
  get changes(): string[] {
    return this.questions.filter((question) => /^(PUT|DELETE|POST \/subjects\/[^/]+\/versions)/.test(question));
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async handle({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse, sent: string): Promise<void> {
    const question = `${method} ${url}`;
    this.questions.push(question);
    this.options.onQuestion?.();
    const other = this.instead.get(question);
    if (other && (other.times -= 1) >= 0) {
      if (other.with === 'cut') response.destroy();
      else if (other.with !== 'silence') write(response, other.with);
      return;
    }
    write(response, this.unauthorized(headers.authorization) ?? (await this.options.answer({ method, url, type: headers['content-type'], sent })));
  }

  private unauthorized(header = ''): RegistryAnswer | undefined {
    if (!this.users) return undefined;
    const [, login = ''] = /^Basic (.*)$/.exec(header) ?? [];
    const [name = '', password] = Buffer.from(login, 'base64').toString().split(':');
    return this.users[name] !== undefined && this.users[name] === password ? undefined : refusal(40101, 'Unauthorized');
  }
}

function write(response: ServerResponse, { code, body }: RegistryAnswer): void {
  response.writeHead(code, { 'content-type': 'application/vnd.schemaregistry.v1+json' }).end(JSON.stringify(body));
}
