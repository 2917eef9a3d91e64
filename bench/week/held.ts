import type { DriverCard, DriverExplanation, Sentence } from '#libs/explanations';

/** What stands around a sentence in an explanation: a part, a change, a comparison. */
export type Around = Readonly<Record<string, unknown>>;

export type Placed = { readonly sentence: Sentence; readonly around: Around };

/** Everything that an explanation holds, by one walk through it. */
export type Held = {
  readonly sentences: readonly Placed[];
  readonly numbers: ReadonlySet<number>;
  /** Those in which a name may be: an id, a mark, a cell, a hash. */
  readonly named: readonly string[];
};

/**
 * A card is made of what stands in the full record, so that what is shared is looked at once; what
 * is the policy's own is looked at not at all.
 */
export function heldIn(
  views: readonly (DriverExplanation | DriverCard)[],
  known: readonly object[],
): Held {
  const seen = new Set<object>(known);
  const sentences: Placed[] = [];
  const numbers = new Set<number>();
  const named: string[] = [];
  const walk = (value: unknown, around: Around): void => {
    if (typeof value === 'number') numbers.add(value);
    else if (typeof value === 'string' && NAMED.test(value)) named.push(value);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isSentence(value)) sentences.push({ sentence: value, around });
    const within = Array.isArray(value) ? around : (value as Around);
    // A million explanations are walked through: no list of what is in each thing is made first.
    for (const key in value) walk((value as Around)[key], within);
  };
  for (const view of views) walk(view, {});
  return { sentences, numbers, named };
}

/** One quick look, which most texts need no more than. */
const NAMED = /week-|q\d{5}|[0-9a-f]{15}/;

const isSentence = (value: object): value is Sentence =>
  'message' in value && 'values' in value && 'text' in value;
