/** Why there is nothing to compare with: a sentence. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
