import type { Report } from './report.js';
import type { Scale } from './scale.js';

export type Bench = (scale: Scale, means: BenchMeans) => Promise<Report>;

export type BenchMeans = {
  /** Progress, for people. */
  readonly say: (line: string) => void;
  /** Raised when the run is to end early; what was started is then stopped all the same. */
  readonly signal: AbortSignal;
  /** Where the dispatcher writes its CPU profile; null for none, which is how figures are taken. */
  readonly profileFolder: string | null;
};
