import { bodyServed } from '../body-match.js';
import { POINTS_MAX, type Factor } from './factor.js';

/** The body that was asked for before one that only may stand in for it. */
export const bodyFit: Factor = ({ body }, { bodyTypes }, { policy }) => {
  const servesFor = bodyServed(body, bodyTypes, policy.substitutions) ?? body;
  const exact = servesFor === body;
  return {
    points: exact ? POINTS_MAX : policy.tables.bodySubstitutionPoints,
    facts: { exact, body, servesFor },
  };
};
