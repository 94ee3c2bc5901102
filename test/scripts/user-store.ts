import type { ServedAnswer } from './admin-server';

/** A user as brokers keep it. */
export interface StoredUser {
  password: string;
  algorithm: string;
  /** How often it was written: each time with a new salt, so that a needless write shows. */
  writes: number;
}

const algorithms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];

/**
 * What Redpanda's admin API says of users, line by line as its handlers do (redpanda/admin/security.cc): making a user that is there is a
 * success with the same password and mechanism and an error with others, a change always writes, a removal of nobody succeeds, and a broker
 * that is not the leader sends every change to it.
 *
 * It proves how a script makes these calls and takes their answers, and nothing of SCRAM or of what a login then may do.
 */
export class UserStore {
  readonly users = new Map<string, StoredUser>();
  /** How many lists still show what was before the last change: any broker tells them. */
  lag = 0;
  /** How many changes find no leader, or time out. */
  leaderless: number[] = [];
  /** Users that no broker can write, and why. */
  readonly broken = new Map<string, string>();
  /** Passwords of fewer bytes are refused, as in FIPS mode. */
  leastBytes = 0;
  /** Changes that were sent, without their bodies. */
  readonly changes: string[] = [];
  private told: string[] = [];
  private redirects = 0;

  /** @param leader where a broker that is not the leader sends changes */
  answer(question: string, sent: string, leader?: string): ServedAnswer {
    const [method = '', url = ''] = question.split(' ');
    const [path = '', query = ''] = url.split('?');
    if (question === 'GET /v1/security/users') return this.list();
    const named = /^\/v1\/security\/users\/([^/]+)$/.exec(path)?.[1];
    if (leader !== undefined) return this.redirect(leader, path, query);
    this.changes.push(`${method} ${path}`);
    const code = this.leaderless.shift();
    if (code !== undefined) return refusal(code, code === 504 ? 'Timeout: operation timed out' : 'Service unavailable (Currently there is no leader controller elected in the cluster)');
    if (method === 'POST' && path === '/v1/security/users') return this.create(sent);
    if (method === 'PUT' && named !== undefined) return this.update(decodeURIComponent(named), sent);
    if (method === 'DELETE' && named !== undefined) return this.delete(decodeURIComponent(named));
    return 404;
  }

  private list(): ServedAnswer {
    if (this.lag > 0) {
      this.lag -= 1;
      return this.told;
    }
    return [...this.users.keys()];
  }

  /** Every second redirect asks for a pause. */
  private redirect(leader: string, path: string, query: string): ServedAnswer {
    const count = Number(new URLSearchParams(query).get('redirect') ?? 0) + 1;
    this.redirects += 1;
    return { code: 307, body: {}, headers: { location: `${leader}${path}?redirect=${count}`, ...(count % 2 === 0 && { 'retry-after': '1' }) } };
  }

  private create(sent: string): ServedAnswer {
    const parsed = this.parse(sent);
    if ('code' in parsed) return parsed;
    const { password, algorithm, username } = parsed;
    if (typeof username !== 'string') return refusal(400, 'String username missing');
    if (hasControls(username)) return refusal(400, 'Parameter contained invalid control characters');
    if (!/^([\x01-\x2b\x2d-\x3c\x3e-\x7f]|=2C|=3D)+$/.test(username)) return refusal(400, `Invalid SCRAM username {${username}}`);
    const reason = this.broken.get(username);
    if (reason !== undefined) return refusal(500, reason);
    const there = this.users.get(username);
    if (there) return there.password === password && there.algorithm === algorithm ? 'empty' : refusal(500, 'Unexpected cluster error: User already exists');
    return this.change(() => this.users.set(username, { password, algorithm, writes: 1 }));
  }

  private update(name: string, sent: string): ServedAnswer {
    const parsed = this.parse(sent);
    if ('code' in parsed) return parsed;
    const there = this.users.get(name);
    if (!there) return refusal(500, 'Unexpected cluster error: User does not exist');
    return this.change(() => this.users.set(name, { password: parsed.password, algorithm: parsed.algorithm, writes: there.writes + 1 }));
  }

  private delete(name: string): ServedAnswer {
    return this.change(() => this.users.delete(name));
  }

  private change(make: () => void): 'empty' {
    this.told = [...this.users.keys()];
    make();
    return 'empty';
  }

  private parse(sent: string) {
    let body: { username?: unknown; password?: unknown; algorithm?: unknown };
    try {
      body = JSON.parse(sent);
    } catch (error) {
      return refusal(400, `JSON parse error: ${String(error)}`);
    }
    const { username, password, algorithm } = body;
    if (typeof algorithm !== 'string') return refusal(400, 'String algo missing');
    // The typing error is Redpanda's.
    if (typeof password !== 'string') return refusal(400, 'String password smissing');
    if (hasControls(password)) return refusal(400, 'Parameter contained invalid control characters');
    if (Buffer.byteLength(password) < this.leastBytes) return refusal(400, `Password length less than ${this.leastBytes} characters`);
    if (!algorithms.includes(algorithm)) return refusal(400, `Unknown scram algorithm: ${algorithm}`);
    return { username, password, algorithm };
  }
}

const hasControls = (text: string): boolean => /[\x00-\x1f\x7f]/.test(text);
const refusal = (code: number, message: string) => ({ code, body: { message, code } });
