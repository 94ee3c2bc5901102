/** How many runs a property makes: few, so that all tests are done in a minute, or as many as FC_RUNS says. */
export const runs = (few: number): { readonly numRuns: number } => ({ numRuns: Number(process.env['FC_RUNS'] ?? few) });
