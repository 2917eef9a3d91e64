import type { Candidate } from '#libs/matcher';
import type { Unit } from '../format.js';
import type { Sentence } from '../sentence.js';
import type { ChangeView, Effort, TermName } from './counterfactual-view.js';
import type { Situation } from './situation.js';

/**
 * Something a driver may change, in whole steps of his own units. More steps never make him worse:
 * every table is monotone and every rule has one threshold, so the least enough is found by
 * halving. Switching the profile over is the one that may do either; it has one step.
 */
export type Term = {
  readonly name: TermName;
  readonly effort: Effort;
  /** How many steps there are for him; 0 when there is nothing to change. */
  readonly steps: (situation: Situation) => number;
  readonly with: (candidate: Candidate, steps: number, situation: Situation) => Candidate;
  readonly view: (
    from: Candidate,
    to: Candidate,
    steps: number,
    situation: Situation,
  ) => Omit<ChangeView, 'term' | 'effort'>;
};

/** Stands for the version of a text he would have agreed to. */
export const WOULD_CONSENT = 'hypothetical';

/** What is done or not. */
export const yes = (clause: Sentence): ReturnType<Term['view']> => ({
  from: false,
  to: true,
  change: null,
  step: null,
  unit: 'none',
  clause,
});

/** What there is more or less of. */
export const amount = (
  from: number,
  to: number,
  step: number,
  unit: Unit,
): Omit<ReturnType<Term['view']>, 'clause'> => ({
  from,
  to,
  change: Math.abs(to - from),
  step,
  unit,
});
