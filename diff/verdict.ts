/** What a change does, the gravest last. */
export const verdicts = ['applies', 'restarts', 'new Job', 'left behind', 'needs steps', 'refused', 'data at risk'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether somebody must do or know something before it is applied. */
export const isGrave = (verdict: Verdict): boolean => verdicts.indexOf(verdict) >= verdicts.indexOf('needs steps');
