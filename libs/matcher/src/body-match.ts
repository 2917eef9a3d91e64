import type { Policy } from './policy.js';
import type { BodyType } from './vocabulary.js';

/**
 * The wanted body this truck counts as: its own when that is wanted, else the first wanted one the
 * policy lets it stand in for, else null.
 */
export function bodyServed(
  body: BodyType,
  wanted: readonly BodyType[],
  substitutions: Policy['substitutions'],
): BodyType | null {
  if (wanted.includes(body)) return body;
  return wanted.find((each) => substitutions[each]?.includes(body)) ?? null;
}
