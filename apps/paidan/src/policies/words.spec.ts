import { ShadowTally } from '#libs/explanations';
import { defaultPolicy, policyChanges, type Policy } from '#libs/matcher';
import { shadowLines } from './shadow-lines.js';
import { diffLines, largeLine, wordsOf } from './words.js';

const changed: Policy = {
  ...defaultPolicy,
  version: 2,
  weights: { ...defaultPolicy.weights, pickup_distance: 15, waiting: 9 },
  tables: {
    ...defaultPolicy.tables,
    waitingSeconds: [
      [0, 0],
      [3600, 1000],
    ],
  },
  reach: { ...defaultPolicy.reach, meters: 120_000 },
};
const changes = policyChanges(defaultPolicy, changed);

describe('what two policies say differently, in lines', () => {
  it('has weights with their share, tables point by point, the rest as it stands', () => {
    const lines = diffLines(changes);
    expect(lines[0]).toMatch(/^\/weights\/pickup_distance {2}30 → 15 .* −50\.0 % {2}LARGE$/);
    expect(lines.find((line) => line.startsWith('/weights/waiting'))).not.toContain('LARGE');
    expect(lines).toContain('        1800   150 →  500  +350');
    expect(lines).toContain('/reach/meters  300000 → 120000');
    expect(diffLines([])).toEqual(['The two say the same.']);
  });

  it('says in words what it does, and leaves out names', () => {
    const words = wordsOf(changes);
    expect(words[0]).toContain('counts for less: 30 → 15');
    expect(words).toContain('waitingSeconds: more points at 1800, 3600, 7200, 28800');
    expect(words).toContain('reach.meters: 300000 becomes 120000');
    expect(words.join()).not.toContain('version');
    expect(wordsOf([])).toEqual(['nothing that decides']);
  });

  it('tells when a rehearsal will be asked for', () => {
    expect(largeLine(changes)).toContain('One weight changes by more than 20 %');
    const small = changes.filter(({ path }) => path !== '/weights/pickup_distance');
    expect(largeLine(small)).toBeNull();
  });
});

describe('a shadow run, in lines', () => {
  it('of nothing says nothing that it does not know', () => {
    const run = {
      ...{ policyHash: 'sha256:a', baseHash: 'sha256:b', cityCode: '3301', sinceMs: null },
      ...{ most: 10, available: 0, resultHash: 'sha256:c', runId: null },
      report: new ShadowTally().report(),
    };
    const lines = shadowLines(run).join('\n');
    expect(lines).toContain('looked at    0 of 0 decisions');
    expect(lines).toContain('other winner 0 (0 for certain)');
    expect(lines).toContain('not kept');
    expect(lines).not.toContain('gap');
  });
});
