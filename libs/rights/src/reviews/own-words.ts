/** Shorter than this nobody gave a reason; Chinese says much in few characters. */
export const REASONS_MIN = 20;
/** Of so many pieces of three letters, this share found in one text is that text. */
const COPIED_PERCENT = 80;
const PIECE = 3;

/** Phrases that say that there was a review, and nothing of what it found. */
const TEMPLATES = [
  '经复核，原决定正确，予以维持。',
  '系统决策无误，维持原决定，驳回申请。',
  '经人工审核，算法结果符合规则，申诉不成立。',
  'The decision was reviewed and found to be correct. It is upheld.',
  'After human review the automated decision follows the rules and stands.',
  'No error was found in the decision of the system, the request is rejected.',
] as const;

export type WordsFault = 'too_short' | 'template' | 'copied';

/**
 * Null when the reasons are the reviewer's own: not a stock phrase, not the sentences the system
 * had told the driver, not what he wrote in an earlier case. A review that could have been written
 * without looking is no review.
 */
export function wordsFault(
  reasons: string,
  { told, earlier }: { readonly told: readonly string[]; readonly earlier: readonly string[] },
): WordsFault | null {
  const letters = bare(reasons);
  if ([...letters].length < REASONS_MIN) return 'too_short';
  if (TEMPLATES.some((each) => copies(letters, bare(each)))) return 'template';
  // What was told counts as one text: sentences strung together are still not the reviewer's.
  const sources = [told.map(bare).join(''), ...earlier.map(bare)];
  return sources.some((source) => copies(letters, source)) ? 'copied' : null;
}

/** Letters and digits only, in one case: spaces and full stops make no new text. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Whether nearly all of a text stands in the other one. */
function copies(letters: string, source: string): boolean {
  const pieces = piecesOf(letters);
  if (pieces.size === 0) return false;
  const known = piecesOf(source);
  let found = 0;
  for (const piece of pieces) if (known.has(piece)) found += 1;
  return found * 100 >= pieces.size * COPIED_PERCENT;
}

function piecesOf(letters: string): Set<string> {
  const points = [...letters];
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= points.length; at++) {
    pieces.add(points.slice(at, at + PIECE).join(''));
  }
  return pieces;
}
