/** A test of what may not be on every machine. Where it is missing the run ends with `skipped: WHAT not found`, by test/skipped.js. */
export function testNeeding(what: string, isThere: boolean): (title: string, fn: jest.ProvidesCallback, timeout?: number) => void {
  return (title, fn, timeout) => (isThere ? test(title, fn, timeout) : test.skip(`${title} (skipped: ${what} not found)`, fn));
}
