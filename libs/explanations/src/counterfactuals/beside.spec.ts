import { candidate, order, recorded, world } from '../../test/sample.js';
import type { DriverRow } from '../record.js';
import { reduceRow } from '../reduce.js';
import { besideOf, type BesideQuestion } from './beside.js';

const at = (pickupMeters: number) => ({
  place: { source: 'position', pickupMeters, ageSeconds: 75, cell: '8630a1b07ffffff' } as const,
});

const given = world([
  candidate('winner', at(2_000)),
  candidate('loser', at(42_345)),
  candidate('another', at(61_283)),
]);
const { drivers: rows, bundle, ...header } = recorded(order(), given);

const asked = (over: Partial<BesideQuestion> = {}): BesideQuestion => ({
  ...{ header, bundle, rows, policy: given.policy, driverId: 'loser' },
  ...over,
});

const erased = (row: DriverRow): DriverRow => ({
  ...row,
  ...{ driverId: 'nobody', role: 'ERASED', rank: null, total: null, candidate: null, parts: [] },
});

const withRow = (driverId: string, change: (row: DriverRow) => DriverRow): DriverRow[] =>
  rows.map((row) => (row.driverId === driverId ? change(row) : row));

describe('what stands beside a driver’s row', () => {
  it('is told of who lost: what would have won, and the result without profiles', () => {
    const { counterfactuals, nonPersonalised } = besideOf(asked());
    expect(counterfactuals?.verdict).toBe('CHANGES');
    expect(counterfactuals?.single[0]?.sentence.text.en).toMatch(
      /^With this alone you would have won: being [\d.]+ km nearer, [\d.]+ km from the loading/,
    );
    expect(counterfactuals?.single[0]?.sentence.text).toEqual({
      en: expect.stringContaining('(it counts under: empty distance to loading') as string,
      zh: expect.stringContaining('（计入“空驶距离') as string,
    });
    expect(nonPersonalised?.own.outcome).toBe('NOT_REACHED');
  });

  it.each(['loser', 'winner'])('is plain JSON, as it is remembered: of the %s', (driverId) => {
    const beside = besideOf(asked({ driverId }));
    expect(JSON.parse(JSON.stringify(beside))).toStrictEqual(beside);
  });

  it('has no change for the winner, who needs none', () => {
    const { counterfactuals, nonPersonalised, contrast } = besideOf(asked({ driverId: 'winner' }));
    expect([counterfactuals, contrast]).toEqual([null, null]);
    expect(nonPersonalised?.own.outcome).toBe('REACHED');
  });

  it.each([
    ['erased', erased],
    ['reduced to bands', reduceRow],
  ])('still stands when another loser was %s, but for what hangs on him', (_, change) => {
    const { counterfactuals, nonPersonalised } = besideOf(
      asked({ rows: withRow('another', change) }),
    );
    expect(counterfactuals).toEqual(besideOf(asked()).counterfactuals);
    expect(nonPersonalised).toBeNull();
  });

  it('proves nothing any more when the winner was erased, and says so', () => {
    const { counterfactuals } = besideOf(
      asked({ header: { ...header, winner: 'nobody' }, rows: withRow('winner', erased) }),
    );
    expect(counterfactuals).toMatchObject({ verdict: 'UNAVAILABLE', single: [] });
  });

  it('proves nothing of a driver whose own facts are bands by now', () => {
    const { counterfactuals } = besideOf(asked({ rows: withRow('loser', reduceRow) }));
    expect(counterfactuals?.verdict).toBe('UNAVAILABLE');
  });

  it('tells who did not grab what grabbing would have brought, and by what measure', () => {
    const absent = { candidate: candidate('idle', at(100)), measuredAtMs: header.decidedAtMs };
    const { counterfactuals } = besideOf(asked({ driverId: 'idle', absent }));
    const terms = counterfactuals?.single.map(({ changes }) => changes.map(({ term }) => term));
    expect(terms).toEqual([['grab']]);
    expect(counterfactuals?.basis?.message).toBe('counterfactual.basis');
  });

  it('is nothing where a person chose', () => {
    const byHand = recorded(order(), given, {
      ...{ kind: 'manual_assignment', assigned: 'another', decidedByHuman: 'opr-1' },
    });
    const { drivers, bundle: chosen, ...head } = byHand;
    const beside = besideOf(asked({ header: head, bundle: chosen, rows: drivers }));
    expect(beside).toEqual({ contrast: null, counterfactuals: null, nonPersonalised: null });
  });
});
