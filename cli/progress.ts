import { Worker } from 'node:worker_threads';

/**
 * Writes a line when the time is over, unless the returned function is called before.
 *
 * From a thread, because a synthesis keeps this one busy.
 */
export function announceAfter(milliseconds: number, line: string): () => void {
  const source = `setTimeout(() => require('node:fs').writeSync(1, ${JSON.stringify(line)}), ${milliseconds})`;
  const worker = new Worker(source, { eval: true });
  worker.unref();
  return () => void worker.terminate();
}
