import { candidate, OLDER, past, recorded, order, world } from '../../test/sample.js';
import { contrastOf } from './contrast.js';
import { UNTOLD } from './untold.js';

const NEAR = { source: 'position', ageSeconds: 75 } as const;

const six = (owed: boolean) =>
  Array.from({ length: 6 }, (_, seat) =>
    candidate(`driver-${seat}`, {
      place: { ...NEAR, pickupMeters: 30_000 + 1_000 * seat, cell: '8630a1b07ffffff' },
      profile: past({
        ...{ attemptedMilli: 20_000, completedMilli: 16_000, timedMilli: 16_000 },
        ...{ onTimeMilli: 9_000, laneMilli: 800, togetherMilli: 1_200 },
      }),
      waitingSeconds: 2_500,
      ...(owed && seat === 0 ? { compensationId: 'owed-1' } : {}),
    }),
  );

const told = (owed: boolean) => {
  const given = world(six(owed), { policy: OLDER });
  const { drivers: rows, bundle, ...header } = recorded(order(), given);
  return contrastOf({ header, bundle, rows, policy: given.policy });
};

describe('a contrast', () => {
  it('tells the distance by its band and every other part by its quarter', () => {
    const contrast = told(false);
    expect(contrast).toMatchObject({ against: 'winner', alike: 6, ground: null });
    const parts = contrast?.ranges?.map(({ factor, meters }) => [factor, meters]);
    expect(parts).toContainEqual(['pickup_distance', { from: 25_000, to: 50_000 }]);
    expect(parts).toContainEqual(['completion_rate', null]);
  });

  it('never tells of priority that the winner was owed, nor gives it away by the sum', () => {
    const contrast = told(true);
    expect(JSON.stringify(contrast)).not.toContain('compensation');
    expect(contrast).toMatchObject({ ground: 'total_would_narrow', ranges: null });
  });

  it('[D7] tells nothing of what the winner earned, where he lives, or who knows him', () => {
    const given = world(six(false));
    const { drivers: rows, bundle, ...header } = recorded(order(), given);
    const contrast = contrastOf({ header, bundle, rows, policy: given.policy });
    const untold = contrast?.ranges?.filter(({ factor }) => UNTOLD.includes(factor));
    expect(untold?.map(({ least, most }) => [least, most])).toEqual([
      [0, 750],
      ...Array.from({ length: 4 }, () => [0, 1000]),
    ]);
  });

  it('is none where the first to grab wins', () => {
    const given = world(six(false));
    const { drivers: rows, bundle, ...header } = recorded(order({ mode: 'first_wins' }), given);
    expect(contrastOf({ header, bundle, rows, policy: given.policy })).toBeNull();
  });

  it('is withheld once the winner was erased', () => {
    const given = world(six(false));
    const { drivers, bundle, ...header } = recorded(order(), given);
    const rows = drivers.map((row) =>
      row.role === 'WON' ? { ...row, rank: null, total: null, candidate: null, parts: [] } : row,
    );
    expect(contrastOf({ header, bundle, rows, policy: given.policy })?.ground).toBe(
      'evidence_gone',
    );
  });
});
