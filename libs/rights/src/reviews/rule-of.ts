import type { DriverRow } from '#libs/explanations';
import type { RightsRequest } from '../requests/request.js';

/**
 * What is complained of, as a key to count by: the rule that refused him, the comparison he lost,
 * the search that missed him, the outcome or the profile. No id of anyone is in it.
 */
export function ruleOf(
  { decisionId, outcomeId }: Pick<RightsRequest, 'decisionId' | 'outcomeId'>,
  decisionKind: string | null,
  row: DriverRow | null,
): string {
  if (outcomeId !== null) return 'datum.outcome';
  if (decisionId === null || decisionKind === null) return 'profile';
  if (row === null) return 'search';
  if (row.refusal !== null) return `refusal.${row.refusal.reason}`;
  return decisionKind === 'award' || decisionKind === 'manual_assignment'
    ? 'ranking'
    : `kind.${decisionKind}`;
}
