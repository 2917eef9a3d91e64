import fc from 'fast-check';
import type { Candidate } from '../../src/domain.js';
import { assembleJudgeAround, differing, readBy } from '../../src/judge-around.js';
import { judge } from '../../src/judge.js';
import { contestedCases, type Case } from '../laws/cases.js';
import { runs } from '../laws/run.js';

type JudgeAround = ReturnType<typeof assembleJudgeAround>;
type Search = Case & { readonly own: Candidate; readonly tried: readonly Candidate[] };

/** Some members of one driver are another's, or not there as with him. */
const mixed = (own: Candidate, other: Candidate): fc.Arbitrary<Candidate> => {
  const members = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  return fc.subarray(members, { maxLength: 6 }).map((taken) => {
    const all = { ...own, ...other };
    return Object.fromEntries(
      Object.entries(all).flatMap(([member, value]) => {
        const from: Record<string, unknown> = { ...(taken.includes(member) ? other : own) };
        return member in from ? [[member, from[member] ?? value]] : [];
      }),
    ) as Candidate;
  });
};

const searches: fc.Arbitrary<Search> = contestedCases
  .filter(({ world }) => world.candidates.length > 1)
  .chain((each) => {
    const [own, ...others] = each.world.candidates as readonly [Candidate, ...Candidate[]];
    const tried = fc.array(
      fc.constantFrom(...others).chain((other) => mixed(own, other)),
      { minLength: 1, maxLength: 6 },
    );
    return tried.map((tried) => ({ ...each, own, tried: [own, ...tried] }));
  });

function comesToWhatJudgeComesTo(judgeAround: JudgeAround, run: fc.Parameters<unknown>): void {
  fc.assert(
    fc.property(searches, ({ order, world, own, tried }) => {
      const totalOf = judgeAround(own, order, world);
      for (const changed of tried) {
        const verdict = judge(changed, order, world);
        expect(totalOf(changed)).toBe(verdict.refusal === null ? verdict.total : null);
      }
    }),
    run as fc.Parameters<[Search]>,
  );
}

const twins: readonly { slip: string; judgeAround: JudgeAround }[] = [
  {
    slip: 'overlooks what only the changed one has',
    judgeAround: assembleJudgeAround({
      readBy,
      differing: (one, other) =>
        differing(one, { ...one, ...Object.fromEntries(only(other, (key) => key in one)) }),
    }),
  },
  {
    slip: 'overlooks what the changed one has no more',
    judgeAround: assembleJudgeAround({
      readBy,
      differing: (one, other) => differing(one, { ...one, ...other }),
    }),
  },
  {
    slip: 'does not notice that something was looked for that is not there',
    judgeAround: assembleJudgeAround({
      differing,
      readBy: (candidate, look) => {
        const { came, members } = readBy(candidate, look);
        const there = differing({} as Candidate, candidate);
        return { came, members: members & there };
      },
    }),
  },
  {
    slip: 'holds that what came to nothing has read nothing',
    judgeAround: assembleJudgeAround({
      differing,
      readBy: (candidate, look) => {
        const { came, members } = readBy(candidate, look);
        return { came, members: came ? members : 0 };
      },
    }),
  },
];

const only = (of: Candidate, which: (member: string) => boolean): [string, unknown][] =>
  Object.entries(of).filter(([member]) => which(member));

describe('a driver judged again with a little of him changed', () => {
  it('comes to what judging him anew comes to, refused or with the same total', () => {
    comesToWhatJudgeComesTo(assembleJudgeAround({ readBy, differing }), runs({ numRuns: 400 }));
  });

  it.each(twins)('is not judged by what $slip', ({ judgeAround }) => {
    const run = { ...runs({ seed: 20_240_601, numRuns: 400 }), endOnFailure: true };
    expect(() => comesToWhatJudgeComesTo(judgeAround, run)).toThrow();
  });

  it('reads all of him where somebody goes through all of him', () => {
    const own = { driverId: 'a' } as Candidate;
    expect(readBy(own, (he) => Object.keys(he).length)).toEqual({ came: 1, members: -1 });
    expect(readBy(own, (he) => ({ ...he }).driverId)).toEqual({ came: 'a', members: -1 });
    expect(readBy(own, (he) => 'driverId' in he).members).not.toBe(0);
  });
});
