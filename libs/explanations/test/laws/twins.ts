import type { DriverExplanation } from '../../src/driver/driver-view.js';
import type { DriverQuestion } from '../../src/driver/explain-to-driver.js';
import { isJudged } from '../../src/record.js';
import { sentence } from '../../src/sentence.js';
import { room, type laws, type Room } from './laws.js';

type Twin = { readonly breaks: keyof typeof laws; readonly twin: Room };

const telling = (change: (view: DriverExplanation, asked: DriverQuestion) => object): Room => ({
  ...room,
  explainToDriver: (asked) => {
    const view = room.explainToDriver(asked);
    return { ...view, ...change(view, asked) };
  },
});

/** Each is wrong by one line, and right by every other law. */
export const twins: Readonly<Record<string, Twin>> = {
  'replays with the policy of the day': {
    breaks: 'a decision replayed from its record gives the recorded bytes',
    twin: {
      ...room,
      replay: (record, policy) =>
        room.replay(record, policy && { ...policy, version: policy.version + 1 }),
    },
  },
  'calls every replay a match': {
    breaks: 'a record or a policy that was changed no longer matches',
    twin: { ...room, replay: () => ({ verdict: 'MATCH', differences: [] }) },
  },
  'leaves one part out of the view': {
    breaks: 'the total in a view is the sum of the parts in it, and the recorded one',
    twin: telling(({ parts }) => ({ parts: parts.slice(1) })),
  },
  'names the winner': {
    breaks: 'a view holds nothing of any other driver but the cutoff',
    twin: telling(({ decision }, { header }) => ({
      decision: { ...decision, winner: 'winner' in header ? header.winner : null },
    })),
  },
  'gives the bound of the search to the metre': {
    breaks: 'a view holds nothing of any other driver but the cutoff',
    twin: telling((_, { bundle }) =>
      isJudged(bundle)
        ? {
            search: sentence('search.limit', {
              reach: bundle.search.reachMeters,
              proven: bundle.search.provenMeters,
            }),
          }
        : {},
    ),
  },
  'names the distance of the driver who won': {
    breaks: 'a view holds nothing of any other driver but the cutoff',
    twin: {
      ...room,
      besideOf: (asked) => {
        const beside = room.besideOf(asked);
        const { contrast } = beside;
        const meters = asked.rows[0]?.candidate?.place.pickupMeters ?? 0;
        if (contrast === null || contrast.ranges === null) return beside;
        const ranges = contrast.ranges.map((range) => ({
          ...range,
          meters: range.meters && { from: meters, to: meters },
        }));
        return { ...beside, contrast: { ...contrast, ranges } };
      },
    },
  },
  'rounds a number in a sentence': {
    breaks: 'every number in a sentence is a number of the record, in both languages',
    twin: telling(({ narrative }) => ({
      narrative: narrative.map((said) => ({
        ...said,
        text: { ...said.text, en: said.text.en.replace(/\d{3}\b/, '000') },
      })),
    })),
  },
  'counts half a year': {
    breaks: 'a view holds whole numbers only',
    twin: telling(({ retention }) => ({ retention: { ...retention, keptYearsAtLeast: 3.5 } })),
  },
  'forgets to take out what was corrected': {
    breaks: 'a changed profile is the one that the whole past gives, before and after',
    twin: {
      ...room,
      profileChangeRecord: (given) =>
        room.profileChangeRecord({
          ...given,
          drivers: given.drivers.map((driver) => ({ ...driver, removed: [] })),
        }),
    },
  },
  'has no English for the reason': {
    breaks: 'every driver of a record is told in both languages why',
    twin: telling(({ narrative }) => ({ narrative: narrative.slice(0, 0) })),
  },
};
