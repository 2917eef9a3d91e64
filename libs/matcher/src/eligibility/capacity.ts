import type { Rule } from './rule.js';

/** The truck against the goods, one rule a dimension: what it offers, what the order needs. */
export const length: Rule = (candidate, order) =>
  atLeast(order.minLengthMillimeters, candidate.lengthMillimeters);

// Against what is still free, not what the truck was built for.
export const weight: Rule = ({ freeLoad }, { load }) => atLeast(load.kilograms, freeLoad.kilograms);

export const volume: Rule = ({ freeLoad }, { load }) => atLeast(load.litres, freeLoad.litres);

export const vehicleSlots: Rule = ({ freeLoad }, { load }) =>
  atLeast(load.vehicleSlots, freeLoad.vehicleSlots);

function atLeast(threshold: number, value: number) {
  return value < threshold ? { value, threshold } : null;
}
