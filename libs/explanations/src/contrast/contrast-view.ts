import type { FactorName } from '#libs/matcher';
import type { Text } from '../labels.js';
import type { Sentence } from '../sentence.js';
import type { AlikeResolution } from './alike.js';

/**
 * `too_few_alike`: fewer than five ranked drivers share cell and body with the one compared with.
 * `total_would_narrow`: with the exact total, a band would tell more than a band.
 * `budget`: this asker has been told as many contrasts today as one may.
 * `evidence_gone`: what was recorded of him is erased or reduced.
 */
export const CONTRAST_GROUNDS = [
  'too_few_alike',
  'total_would_narrow',
  'budget',
  'evidence_gone',
] as const;
export type ContrastGround = (typeof CONTRAST_GROUNDS)[number];

/**
 * The driver's own parts, exact, beside those of the one who had to be beaten, in bands that are
 * fixed once. Told or not, and what is told of the other, is the same for everyone who asks.
 */
export type ContrastView = {
  readonly against: 'winner' | 'last_recommended';
  readonly told: boolean;
  /** Why it is withheld; null when it is told. */
  readonly ground: ContrastGround | null;
  /** The H3 resolution at which the crowd of alike drivers was found. */
  readonly alike: { readonly atLeast: number; readonly resolution: AlikeResolution } | null;
  readonly parts: readonly ContrastPart[];
  readonly note: Sentence;
};

export type ContrastPart = {
  readonly factor: FactorName;
  readonly label: Text;
  /** Own contribution, weight × points. */
  readonly own: number;
  /** The other's contribution lies between these. */
  readonly rival: { readonly least: number; readonly most: number };
  /** The other's less the own one: nothing but the band, less what the reader has. */
  readonly gap: { readonly least: number; readonly most: number };
  /** Only of the distance; `to` is null beyond the last edge. */
  readonly meters: { readonly from: number; readonly to: number | null } | null;
  readonly sentence: Sentence;
};

/** What of it can be reckoned with. */
export type ComparedPart = Pick<ContrastPart, 'factor' | 'own' | 'rival' | 'gap'>;
