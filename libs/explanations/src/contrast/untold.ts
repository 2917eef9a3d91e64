import type { PartName } from '#libs/matcher';

/**
 * What nobody is told of another driver, in no band: what he earned, where he lives, who knows him,
 * and what comes from a past that is already told in a band. Of these parts a reader gets what the
 * rules give anybody.
 */
export const UNTOLD: readonly PartName[] = [
  'exploration',
  'fair_share',
  'homeward',
  'return_load',
  'familiar_driver',
];
