import type { DriverCard, DriverExplanation, Sentence } from '#libs/explanations';

/** What stands around a sentence in an explanation: a part, a change, a comparison. */
export type Around = Readonly<Record<string, unknown>>;

export type Placed = { readonly sentence: Sentence; readonly around: Around };

/** Everything that an explanation holds, by one walk through it. */
export type Held = {
  readonly sentences: readonly Placed[];
  readonly numbers: ReadonlySet<number>;
  readonly texts: ReadonlySet<string>;
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
  const texts = new Set<string>();
  const walk = (value: unknown, around: Around): void => {
    if (typeof value === 'number') numbers.add(value);
    else if (typeof value === 'string') texts.add(value);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isSentence(value)) sentences.push({ sentence: value, around });
    const within = Array.isArray(value) ? around : (value as Around);
    for (const inner of Object.values(value)) walk(inner, within);
  };
  for (const view of views) walk(view, {});
  return { sentences, numbers, texts };
}

const isSentence = (value: object): value is Sentence =>
  'message' in value && 'values' in value && 'text' in value;
