import type { Policy, RoundRules } from '../policy.js';

/** What holds where a policy says nothing of rounds. */
export const DEFAULT_ROUNDS: RoundRules = {
  // Ten times all there is to gain: an order is left out only where nobody is left for it.
  unassignedPoints: 1_000_000,
  // What an order needs where there are trucks enough, and what it gets where they are short.
  candidatesMin: 8,
  candidatesMax: 64,
  // With two trucks an order nobody has to wait to be matched well.
  loosePermille: 2000,
  windowMinMs: 1000,
  windowMaxMs: 5000,
  // One transaction's worth; what is left is taken by the next round.
  ordersMax: 200,
  // Some seconds on any machine; counted, so that it ends the same way everywhere.
  stepsMax: 50_000_000,
};

export const roundRulesOf = ({ rounds = DEFAULT_ROUNDS }: Policy): RoundRules => rounds;

/** Trucks for each order, in thousandths, as far as the search sees them. */
export type Supply = { readonly orders: number; readonly drivers: number };

const suppliedPermille = ({ orders, drivers }: Supply): number =>
  Math.floor((1000 * drivers) / Math.max(1, orders));

/**
 * How long a round waits for more to choose from: not at all while there are trucks enough, and the
 * longer the shorter they are.
 */
export function windowMs(supply: Supply, rules: RoundRules): number {
  const { loosePermille, windowMinMs, windowMaxMs } = rules;
  const missing = loosePermille - suppliedPermille(supply);
  if (missing <= 0) return 0;
  return windowMinMs + Math.floor(((windowMaxMs - windowMinMs) * missing) / loosePermille);
}

/**
 * Among how many each order chooses. Where trucks are short the nearest ones are everybody's
 * nearest, and an order that knows no others goes without.
 */
export function candidatesWanted(supply: Supply, rules: RoundRules): number {
  const { candidatesMin, candidatesMax, loosePermille } = rules;
  const scarcity = Math.ceil((2 * loosePermille) / Math.max(1, suppliedPermille(supply)));
  return Math.min(candidatesMax, candidatesMin * Math.max(1, scarcity));
}
