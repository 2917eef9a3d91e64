import { assembleDecide, decide, decideSteps, type Decide } from '../../src/decide.js';
import { refusalsOf } from '../../src/eligibility/eligibility.js';
import { floorDivide } from '../../src/division.js';
import { rankingKeys } from '../../src/ranking.js';
import { factors, sumOf, type Factors } from '../../src/score.js';
import { pointsAt } from '../../src/scoring/table.js';
import type { LawName } from './laws.js';

/**
 * For each law a `decide` that differs in one step and breaks it, and no other. Every one is a slip
 * somebody could make.
 */
export type Twin = { readonly slip: string; readonly breaks: LawName; readonly decide: Decide };

const scoringWith = (changed: Partial<Factors>): Decide =>
  assembleDecide({ ...decideSteps, factors: { ...factors, ...changed } });

let ticks = 0;

export const twins: readonly Twin[] = [
  {
    slip: 'leaves the first part out of the total',
    breaks: 'every total is the sum of its parts',
    decide: assembleDecide({ ...decideSteps, sum: (parts) => sumOf(parts.slice(1)) }),
  },
  {
    slip: 'sorts drivers known only by their city out beforehand',
    breaks: 'every candidate is ranked or refused, exactly once',
    decide: (order, world) =>
      decide(order, {
        ...world,
        candidates: world.candidates.filter(({ place }) => place.source !== 'city'),
      }),
  },
  {
    slip: 'does not break the last tie by the id',
    breaks: 'the order in which drivers arrive does not matter',
    decide: assembleDecide({
      ...decideSteps,
      keys: (...of) => rankingKeys(...of).filter(({ name }) => name !== 'driver_id'),
    }),
  },
  {
    slip: 'measures waiting against the longest anyone waits',
    breaks: 'a refused driver never sways the others',
    decide: (order, world) => {
      const longest = Math.max(1, ...world.candidates.map(({ waitingSeconds }) => waitingSeconds));
      return scoringWith({
        waiting: ({ waitingSeconds }) => ({
          points: floorDivide(1000 * waitingSeconds, longest),
          facts: { waitingSeconds },
        }),
      })(order, world);
    },
  },
  {
    slip: 'gives no points to a truck that would be there before the window opens',
    breaks: 'to be nearer never hurts',
    decide: scoringWith({
      arrival_slack: (candidate, order, circumstances) => {
        const measure = factors.arrival_slack(candidate, order, circumstances);
        const length = order.loadingWindow.untilMs - order.loadingWindow.fromMs;
        const early = Number(measure.facts['slackSeconds']) * 1000 > length;
        return early ? { ...measure, points: 0 } : measure;
      },
    }),
  },
  {
    slip: 'takes points from a truck that would be full to the brim',
    breaks: 'more use of the load never lowers load fit',
    decide: scoringWith({
      load_fit: (candidate, order, circumstances) => {
        const measure = factors.load_fit(candidate, order, circumstances);
        return measure.facts['usePermille'] === 1000 ? { ...measure, points: 900 } : measure;
      },
    }),
  },
  {
    slip: 'reads the lane from a profile without asking whether it is on',
    breaks: 'a profile that is off is out of the decision, whatever the past',
    decide: scoringWith({
      lane_experience: ({ profile }, _order, { policy }) => {
        const laneMilli = profile?.laneMilli ?? 0;
        return { points: pointsAt(policy.tables.laneMilli, laneMilli), facts: { laneMilli } };
      },
    }),
  },
  {
    slip: 'takes the share for new drivers off by the order',
    breaks: 'another completed order never lowers a total',
    decide: scoringWith({
      exploration: (candidate, order, circumstances) => {
        const measure = factors.exploration(candidate, order, circumstances);
        const { completedMilli } = measure.facts;
        if (typeof completedMilli !== 'number') return measure;
        return { ...measure, points: completedMilli > 0 ? 0 : 1000 };
      },
    }),
  },
  {
    slip: 'gives twice the fair share to who received nothing',
    breaks: 'a fair share never outweighs more metres than the policy says',
    decide: scoringWith({
      fair_share: (candidate, order, circumstances) => {
        const measure = factors.fair_share(candidate, order, circumstances);
        return measure.facts['earnedFen'] === 0 ? { ...measure, points: 3000 } : measure;
      },
    }),
  },
  {
    slip: 'takes many loads for a crowd of rivals',
    breaks: 'more to be had where an order ends never lowers a total',
    decide: scoringWith({
      return_load: (candidate, order, circumstances) => {
        const measure = factors.return_load(candidate, order, circumstances);
        return (candidate.returns?.open ?? 0) > 5 ? { ...measure, points: 0 } : measure;
      },
    }),
  },
  {
    slip: 'counts priority owed a second time',
    breaks: 'priority owed adds its one part to its driver, and nothing else',
    decide: assembleDecide({
      ...decideSteps,
      sum: (parts) => sumOf([...parts, ...parts.filter((part) => part.factor === 'compensation')]),
    }),
  },
  {
    slip: 'records the waiting for each order carried, of which there may be none',
    breaks: 'a decision survives JSON unchanged, in whole numbers',
    decide: scoringWith({
      waiting: (candidate, order, circumstances) => {
        const { points, facts } = factors.waiting(candidate, order, circumstances);
        const perOrder = candidate.waitingSeconds / candidate.activeOrders;
        return { points, facts: { ...facts, perOrder } };
      },
    }),
  },
  {
    slip: 'ranks by total in every mode',
    breaks: 'where the first wins, totals do not count',
    decide: assembleDecide({
      ...decideSteps,
      keys: (_mode, purpose) => rankingKeys('grab_then_award', purpose),
    }),
  },
  {
    slip: 'breaks ties by the id alone',
    breaks: 'equal totals are put in order by their tickets',
    decide: assembleDecide({
      ...decideSteps,
      keys: (...of) => rankingKeys(...of).filter(({ name }) => name !== 'ticket'),
    }),
  },
  {
    slip: 'names the best of a recommendation its winner',
    breaks: 'the winner is the first in rank, and only an award has one',
    decide: (order, world) => {
      const decision = decide(order, world);
      return { ...decision, winner: decision.ranked[0]?.driverId ?? null };
    },
  },
  {
    slip: 'takes the number evaluated from the search',
    breaks: 'the funnel counts what the decision holds',
    decide: (order, world) => {
      const decision = decide(order, world);
      return { ...decision, funnel: { ...decision.funnel, evaluated: world.search.evaluated } };
    },
  },
  {
    slip: 'stamps the decision with a clock of its own',
    breaks: 'what is decided again is the same, byte for byte',
    decide: (order, world) => ({ ...decide(order, world), decidedAtMs: ++ticks }),
  },
  {
    slip: 'sorts the drivers it was given in place',
    breaks: 'what was given stays as it was',
    decide: (order, world) => {
      const given = world.candidates as (typeof world.candidates)[number][];
      given.sort((a, b) => (a.driverId < b.driverId ? -1 : 1));
      return decide(order, world);
    },
  },
  {
    slip: 'forgets that positions grow old',
    breaks: 'every refusal can be met',
    decide: assembleDecide({
      ...decideSteps,
      refusal: (...of) =>
        refusalsOf(...of).find(({ reason }) => reason !== 'position_too_old') ?? null,
    }),
  },
];
