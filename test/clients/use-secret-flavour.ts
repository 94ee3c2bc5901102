import { resolve } from 'node:path';
import { build, PluginBuild } from 'esbuild';
import { FlavourName, flavours } from '../../clients/flavours';
import { secretFlavour } from './secret-flavour';

/** Puts the flavour in the place of another, for the tests of the file that calls this. */
export function useSecretFlavour(name: FlavourName): void {
  Object.assign(flavours, { [name]: secretFlavour });
}

/** Builds the command with the flavour that has Secrets in the place of another. */
export async function buildWithSecretFlavour(name: FlavourName, outfile: string): Promise<void> {
  const contents = `export { secretFlavour as ${name} } from './test/clients/secret-flavour';`;
  const setup = (into: PluginBuild) => into.onLoad({ filter: new RegExp(`flavours[\\\\/]${name}\\.ts$`) }, () => ({ contents, loader: 'ts', resolveDir: resolve('.') }));
  await build({ entryPoints: ['main.ts'], bundle: true, platform: 'node', target: 'node20', outfile, loader: { '.sh': 'text' }, logLevel: 'error', plugins: [{ name: 'secret-flavour', setup }] });
}
