/** A release of Redpanda, as far as the tag of its image tells. */
export interface Release {
  readonly version: string;
  /** Place of its feature release among all: there are three a year (25.3, 26.1, 26.2). */
  readonly ordinal: number;
}

/** @see https://docs.redpanda.com/streaming/current/upgrade/rolling-upgrade/ */
export function releaseOf(image: string): Release | undefined {
  const [, version, year, feature] = /:(v?(\d{2})\.([1-3])\.\d[\w.-]*)(@.*)?$/.exec(image) ?? [];
  return version === undefined ? undefined : { version, ordinal: Number(year) * 3 + Number(feature) };
}
