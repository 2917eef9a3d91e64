import { defaultPolicy } from '../default-policy.js';
import type { Policy } from '../policy.js';
import { policyChanges } from './policy-changes.js';
import { weightChanges } from './weight-changes.js';

const weighing = (weights: Partial<Policy['weights']>): Policy => ({
  ...defaultPolicy,
  weights: { ...defaultPolicy.weights, ...weights },
});

describe('a change of weights', () => {
  it.each([
    [30, 36, false],
    [30, 37, true],
    [30, 24, false],
    [30, 23, true],
    [0, 1, true],
    [1, 0, true],
    [4, 5, true],
    [10, 12, false],
  ])('from %i to %i is large: %s', (before, after, large) => {
    const [change, ...others] = weightChanges(
      weighing({ pickup_distance: before }),
      weighing({ pickup_distance: after }),
    );
    expect(others).toEqual([]);
    expect([change?.part, change?.before, change?.after, change?.large]).toEqual([
      'pickup_distance',
      before,
      after,
      large,
    ]);
  });

  it('is told with its share of the whole, and signed', () => {
    const [change] = weightChanges(defaultPolicy, weighing({ waiting: 28 }));
    expect(change).toMatchObject({
      path: '/weights/waiting',
      changePermille: 2500,
      sharePermille: { before: 67, after: 200 },
    });
    expect(weightChanges(weighing({ waiting: 0 }), defaultPolicy)[0]?.changePermille).toBeNull();
  });

  it('of priority owed is one, too; leaving out what holds anyway is none', () => {
    const { remedies, ...silent } = defaultPolicy;
    expect(weightChanges(defaultPolicy, silent)).toEqual([]);
    if (remedies === undefined) throw new Error('the default says nothing of remedies');
    const more = { ...defaultPolicy, remedies: { ...remedies, compensationWeight: 20 } };
    expect(weightChanges(silent, more)).toMatchObject([
      { part: 'compensation', path: '/remedies/compensationWeight', large: true },
    ]);
  });
});

describe('what two policies say differently', () => {
  it('is nothing for one and the same', () => {
    expect(policyChanges(defaultPolicy, structuredClone(defaultPolicy))).toEqual([]);
  });

  it('is told by path, each change once', () => {
    const changed: Policy = {
      ...weighing({ waiting: 9 }),
      version: 2,
      reach: { ...defaultPolicy.reach, meters: 120_000, locationRequired: ['first_wins'] },
      substitutions: { ...defaultPolicy.substitutions, tank: ['hazardous'] },
    };
    const told = policyChanges(defaultPolicy, changed);
    expect(told.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'weight /weights/waiting',
      'value /version',
      'value /substitutions/tank',
      'value /reach/meters',
      'value /reach/locationRequired',
    ]);
    expect(told[3]).toMatchObject({ before: 300_000, after: 120_000 });
    expect(told[2]).toMatchObject({ before: undefined, after: ['hazardous'] });
  });

  it('shows a table at every knot that either of them has', () => {
    const shorter: Policy = {
      ...defaultPolicy,
      tables: {
        ...defaultPolicy.tables,
        waitingSeconds: [
          [0, 0],
          [3600, 1000],
        ],
      },
    };
    const [table, ...others] = policyChanges(defaultPolicy, shorter);
    expect(others).toEqual([]);
    expect(table).toEqual({
      kind: 'table',
      path: '/tables/waitingSeconds',
      points: [
        { at: 0, before: 0, after: 0 },
        { at: 1800, before: 150, after: 500 },
        { at: 3600, before: 266, after: 1000 },
        { at: 7200, before: 500, after: 1000 },
        { at: 28_800, before: 900, after: 1000 },
        { at: 86_400, before: 1000, after: 1000 },
      ],
    });
  });

  it('tells of a knot more, though it lies on the line: between knots points are rounded', () => {
    const finer: Policy = {
      ...defaultPolicy,
      tables: {
        ...defaultPolicy.tables,
        loadUsePermille: [
          [0, 0],
          [250, 250],
          [500, 500],
          [800, 900],
          [950, 1000],
        ],
      },
    };
    const [table] = policyChanges(defaultPolicy, finer);
    if (table?.kind !== 'table') throw new Error('no table is told of');
    expect(table.points).toContainEqual({ at: 250, before: 250, after: 250 });
  });
});
