import { FACTORS, REFUSALS } from '#libs/matcher';

/** What a reviewer can find to be at fault: a closed list, so that faults can be counted. */
export const FAULTS: readonly string[] = [
  ...FACTORS.map((factor) => `factor.${factor}`),
  ...REFUSALS.map((reason) => `refusal.${reason}`),
  'datum.outcome',
  'datum.position',
  'datum.vehicle',
  'datum.order',
  'search',
  'policy',
];
