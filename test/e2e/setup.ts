import { tool, toolNames } from './tools';

/** Builds the tools before the first test, so that a test's time is its own. */
export default function setup({ nonFlagArgs }: { nonFlagArgs: string[] }): void {
  // A run of chosen tests builds on demand, and only what those tests use.
  if (nonFlagArgs.length === 0) toolNames.forEach(tool);
}
