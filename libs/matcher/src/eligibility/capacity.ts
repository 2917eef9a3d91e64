import type { Load } from '../domain.js';
import type { Rule } from './rule.js';

/** The truck against the goods, one rule a dimension: what it offers, what the order needs. */
export const length: Rule = (candidate, order) =>
  atLeast(order.minLengthMillimeters, candidate.lengthMillimeters);

export const weight: Rule = fits('kilograms');
export const volume: Rule = fits('litres');
export const vehicleSlots: Rule = fits('vehicleSlots');

/** Against what is still free, not what the truck was built for. */
function fits(dimension: keyof Load): Rule {
  return (candidate, order) => atLeast(order.load[dimension], candidate.freeLoad[dimension]);
}

function atLeast(threshold: number, value: number) {
  return value < threshold ? { value, threshold } : null;
}
