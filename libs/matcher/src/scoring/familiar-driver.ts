import { POINTS_MAX, type Factor } from './factor.js';

/** 熟车: the shipper knows this driver and would rather have one he knows. His wish, no history. */
export const familiarDriver: Factor = ({ familiar = false }) => ({
  points: familiar ? POINTS_MAX : 0,
  facts: { familiar },
});
