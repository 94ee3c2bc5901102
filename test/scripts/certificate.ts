import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether there is an openssl that can sign with a CA in one call. */
export const hasOpenssl = /^OpenSSL 3/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '');

const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A CA that lives as long as the folder it is in. */
export class Authority {
  readonly file: string;
  private readonly key: string;

  constructor(private readonly folder: string, private readonly name: string) {
    this.file = join(folder, `${name}.crt`);
    this.key = join(folder, `${name}.key`);
    openssl(...request, '-subj', `/CN=${name}`, '-keyout', this.key, '-out', this.file);
  }

  /** A certificate for these names, without a subject, as cert-manager issues it. */
  issue(...names: string[]): Certificate {
    const [key, cert] = [join(this.folder, `${this.name}-${names[0]}.key`), join(this.folder, `${this.name}-${names[0]}.crt`)];
    const alternatives = names.map((name) => `DNS:${name}`).join(',');
    // Without the file of defaults, which would make it a CA.
    openssl(...request, '-config', '/dev/null', '-CA', this.file, '-CAkey', this.key, '-subj', '/', '-addext', `subjectAltName=critical,${alternatives}`, '-keyout', key, '-out', cert);
    return { key: readFileSync(key), cert: readFileSync(cert) };
  }
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
