import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificate';

/** A body with 200 or none, another code with a body of its own or the usual one, a connection that is cut, or a redirect to another address. */
export type ServedAnswer = object | number | 'empty' | 'cut' | { readonly redirect: string } | { readonly code: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> };

export interface AdminServerOptions {
  /** With which it speaks TLS. */
  readonly certificate?: Certificate;
  /** The passwords of its users, if it has any; the first of them is the superuser. */
  readonly users?: Record<string, string>;
  /** What to do while a question waits for its answer. */
  readonly onQuestion?: () => void;
  /** What answers where no answer was given, such as a cluster that remembers what it is told. */
  readonly otherwise?: (question: string, sent: string) => ServedAnswer;
}

interface Asked {
  readonly question: string;
  /** Name and password that came with it, if any did. */
  readonly login?: string;
}

/** An admin API that speaks TLS and knows users, by the rules of Redpanda's. */
export class AdminServer {
  readonly asked: Asked[] = [];
  users: Record<string, string> | undefined;
  private readonly answers = new Map<string, ServedAnswer[]>();
  private readonly server;

  private constructor(private readonly options: AdminServerOptions) {
    this.users = options.users;
    const handle = (request: IncomingMessage, response: ServerResponse) => void text(request).then((sent) => this.handle(request, response, sent), () => response.destroy());
    this.server = options.certificate ? createTlsServer(options.certificate, handle) : createServer(handle);
    // Who speaks another scheme is not heard.
    this.server.on('clientError', (_, socket) => socket.destroy());
  }

  static async start(options: AdminServerOptions = {}): Promise<AdminServer> {
    const api = new AdminServer(options);
    api.server.listen(0, '127.0.0.1');
    await once(api.server, 'listening');
    return api;
  }

  url(host: string): string {
    return `${this.options.certificate ? 'https' : 'http'}://${host}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Gives the answers one after the other, the last of them for ever. */
  answer(question: string, ...answers: ServedAnswer[]): this {
    this.answers.set(question, answers);
    return this;
  }

  get questions(): string[] {
    return this.asked.map(({ question }) => question);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private handle({ method, url = '', headers }: IncomingMessage, response: ServerResponse, body: string): void {
    const question = `${method} ${url}`;
    const [, sent] = /^Basic (.*)$/.exec(headers.authorization ?? '') ?? [];
    const login = sent === undefined ? undefined : Buffer.from(sent, 'base64').toString();
    this.asked.push({ question, ...(login !== undefined && { login }) });
    this.options.onQuestion?.();
    const answer = this.refusal(url, login) ?? this.next(question, body);
    if (answer === 'cut') response.destroy();
    else if (answer === 'empty') response.end();
    else if (typeof answer === 'number') response.writeHead(answer).end(JSON.stringify({ message: 'no', code: answer }));
    else if ('redirect' in answer) response.writeHead(307, { location: `${answer.redirect}${url}` }).end();
    else if ('code' in answer && 'body' in answer) response.writeHead(answer.code, 'headers' in answer ? answer.headers : {}).end(JSON.stringify(answer.body));
    else response.end(JSON.stringify(answer, null, 1));
  }

  /** A user that is not known is refused everywhere. While a broker boots none is known, so none is known where everybody may ask. */
  private refusal(path: string, login: string | undefined): number | undefined {
    if (!this.users) return undefined;
    const isOpen = /^\/v1\/(status\/ready|cluster\/health_overview)$/.test(path);
    if (login === undefined) return isOpen ? undefined : /^\/v1\/brokers\/\d+$/.test(path) ? 401 : 403;
    const [name = '', password] = login.split(':');
    if (isOpen || this.users[name] !== password) return 401;
    return name === Object.keys(this.users)[0] ? undefined : 403;
  }

  private next(question: string, sent: string): ServedAnswer {
    const [first = this.options.otherwise?.(question, sent) ?? 404, ...more] = this.answers.get(question) ?? [];
    if (more.length > 0) this.answers.set(question, more);
    return first;
  }
}
