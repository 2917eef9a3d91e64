// What a search answers.

export type Found = { readonly driverId: string; readonly meters: number };

export type Nearest = {
  readonly found: readonly Found[];
  /** `limit`: of those who pass, somebody within reach was left out. */
  readonly endedBy: 'reach' | 'limit';
  /** Nobody who passes and is nearer than this was left out. */
  readonly provenMeters: number;
};

export type Scored = Found & { readonly score: number };

/** All of them count, whoever passes. */
export type Around = {
  readonly count: number;
  /** Coarse cells that may hold a driver within reach, and how many steps they are away. */
  readonly rings: number;
  readonly cells: number;
};
