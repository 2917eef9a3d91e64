import type { Part, Policy } from '#libs/matcher';
import { CROWD_MIN } from '../bands.js';
import { FACTOR_LABELS } from '../labels.js';
import type { DecisionBundle, DecisionHeader, DriverRow } from '../record.js';
import { sentence } from '../sentence.js';
import { alikeAt, type AlikeResolution } from './alike.js';
import type { ComparedPart, ContrastGround, ContrastPart, ContrastView } from './contrast-view.js';
import { bandsHold, rivalRanges, type RivalRange } from './rival-ranges.js';

export type Decided = {
  readonly header: DecisionHeader;
  readonly bundle: DecisionBundle;
  readonly rows: readonly DriverRow[];
  readonly policy: Policy;
};

/** What everyone who asks about a decision may be told of the one who had to be beaten. */
export type Contrast = {
  readonly against: ContrastView['against'];
  readonly alike: AlikeResolution | null;
} & (
  | { readonly ground: ContrastGround; readonly ranges: null }
  | { readonly ground: null; readonly ranges: readonly RivalRange[] }
);

/** A test may exchange one piece to prove that a law notices. */
export type ContrastSteps = {
  readonly alikeAt: typeof alikeAt;
  readonly rivalRanges: typeof rivalRanges;
  readonly bandsHold: typeof bandsHold;
};

export const contrastSteps: ContrastSteps = { alikeAt, rivalRanges, bandsHold };

/**
 * Worked out from the decision alone and never from who asks. Null where totals did not decide:
 * there is nothing to hold one's own parts against.
 */
export const assembleContrast =
  (steps: ContrastSteps) =>
  ({ header, bundle, rows, policy }: Decided): Contrast | null => {
    const recommending = header.kind === 'recommendation';
    if (!recommending && (header.kind !== 'award' || bundle.order.mode === 'first_wins'))
      return null;
    const ranked = rows.filter(({ rank }) => rank !== null);
    const place = recommending ? policy.limits.recommendedMax : 1;
    const rival = ranked.find(({ rank }) => rank === place);
    if (recommending && bundle.funnel.ranked < place) return null;
    const against = recommending ? 'last_recommended' : 'winner';
    const withheld = (ground: ContrastGround, alike: AlikeResolution | null = null): Contrast => ({
      against,
      alike,
      ground,
      ranges: null,
    });
    const candidate = rival?.candidate ?? null;
    if (rival === undefined || candidate === null || rival.total === null) {
      return withheld('evidence_gone');
    }
    const alike = steps.alikeAt(rival, ranked);
    if (alike === null) return withheld('too_few_alike');
    const { order } = bundle;
    const judged = { candidate, parts: rival.parts, order, nowMs: header.decidedAtMs, policy };
    const ranges = steps.rivalRanges(judged);
    if (!steps.bandsHold(judged, ranges, rival.total)) {
      return withheld('total_would_narrow', alike.resolution);
    }
    return { against, alike: alike.resolution, ground: null, ranges };
  };

export const contrastOf = assembleContrast(contrastSteps);

/** The same contrast, withheld: this asker has been told enough for a day. */
export const beyondBudget = ({ against, alike }: Contrast): Contrast => ({
  against,
  alike,
  ground: 'budget',
  ranges: null,
});

/** Beside the reader's own parts. */
export function contrastView(contrast: Contrast, own: readonly Part[]): ContrastView {
  const { against, alike, ground, ranges } = contrast;
  const crowd = alike === null ? null : { atLeast: CROWD_MIN, resolution: alike };
  if (ranges === null) {
    const note = NOTES[ground];
    return { against, told: false, ground, alike: crowd, parts: [], note: note() };
  }
  return {
    against,
    told: true,
    ground: null,
    alike: crowd,
    parts: besideOwn(ranges, own).map(([range, part]) => partOf(range, part)),
    note: sentence(against === 'winner' ? 'contrast.winner' : 'contrast.last_recommended', {
      least: CROWD_MIN,
    }),
  };
}

/** In numbers alone, for who says one thing of it and not all. */
export const comparedParts = ({ ranges }: Contrast, own: readonly Part[]): ComparedPart[] =>
  besideOwn(ranges ?? [], own).map(([range, part]) => compared(range, part));

const besideOwn = (ranges: readonly RivalRange[], own: readonly Part[]) =>
  ranges.flatMap((range): [RivalRange, Part][] => {
    const part = own.find(({ factor }) => factor === range.factor);
    return part === undefined ? [] : [[range, part]];
  });

const NOTES = {
  too_few_alike: () => sentence('contrast.too_few_alike', { least: CROWD_MIN }),
  total_would_narrow: () => sentence('contrast.total_would_narrow', {}),
  budget: () => sentence('contrast.budget', {}),
  evidence_gone: () => sentence('contrast.evidence_gone', {}),
} as const;

function compared({ factor, weight, least, most }: RivalRange, part: Part): ComparedPart {
  const own = weight * part.points;
  const rival = { least: weight * least, most: weight * most };
  return { factor, own, rival, gap: { least: rival.least - own, most: rival.most - own } };
}

function partOf(range: RivalRange, part: Part): ContrastPart {
  const { factor, own, rival, gap } = compared(range, part);
  return {
    factor,
    label: FACTOR_LABELS[factor],
    own,
    rival,
    gap,
    meters: range.meters,
    sentence: sentence('contrast.part', { factor, own, ...rival }),
  };
}
