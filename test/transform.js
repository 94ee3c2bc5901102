const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');

/** TypeScript and ECMAScript modules through esbuild, as the build does it; a shell script is its text. */
module.exports = {
  getCacheKey: (source, path) => createHash('sha256').update(source).update(path).digest('hex'),
  process(source, path) {
    // jest has taken a script's first line out of the source.
    if (path.endsWith('.sh')) return { code: `module.exports = ${JSON.stringify(readFileSync(path, 'utf8'))};` };
    return transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'inline', sourcefile: path });
  },
};
