import { defaultPolicy } from '#libs/matcher';
import { candidate, order, recorded, world } from '../test/sample.js';
import { releaseRecord } from './kinds/release.js';
import { PolicyMissing, replay } from './replay.js';

const record = recorded(order(), world([candidate('ann'), candidate('bo', { body: 'box' })]));

describe('replay', () => {
  it('matches when nothing changed, also after a round trip through JSON', () => {
    const stored = JSON.parse(JSON.stringify(record)) as typeof record;
    expect(replay(stored, defaultPolicy)).toEqual({ verdict: 'MATCH', differences: [] });
  });

  it('fails when the policy is absent, and names it', () => {
    expect(() => replay(record, null)).toThrow(PolicyMissing);
    expect(() => replay(record, null)).toThrow(record.policyHash);
  });

  it('drifts, and says where, when a weight is not the recorded one', () => {
    const weights = { ...defaultPolicy.weights, waiting: 9 };
    const { verdict, differences } = replay(record, { ...defaultPolicy, weights });
    expect(verdict).toBe('DRIFT');
    expect(differences).toEqual(
      expect.arrayContaining(['$.policyHash', '$.cutoffTotal', '$.drivers.0.total']),
    );
  });

  it('drifts when a recorded measurement was changed', () => {
    const [ann, bo] = record.drivers;
    if (!ann?.candidate || !bo) throw new Error('two drivers were recorded');
    const nearer = { ...ann.candidate, place: { ...ann.candidate.place, pickupMeters: 1 } };
    const forged = { ...record, drivers: [{ ...ann, candidate: nearer }, bo] };
    expect(replay(forged, defaultPolicy).verdict).toBe('DRIFT');
  });

  it('matches an assignment by hand: the human’s choice is an input', () => {
    const byHand = recorded(order(), world([candidate('ann'), candidate('bo')]), {
      kind: 'manual_assignment',
      assigned: 'bo',
      decidedByHuman: 'operator-7',
    });
    expect(replay(byHand, defaultPolicy).verdict).toBe('MATCH');
  });

  it('works the consequence of a release out again, and finds one that was changed', () => {
    const release = releaseRecord({
      decisionId: 'decision-2',
      driverId: 'ann',
      cause: 'driver_cancelled',
      order: order(),
      round: 1,
      decidedAtMs: 1,
      policyHash: record.policyHash,
      waitedMs: 1,
      confirmMs: defaultPolicy.windows.confirmMs,
    });
    expect(replay(release, defaultPolicy).verdict).toBe('MATCH');
    const [row] = release.drivers;
    if (row?.consequence?.of !== 'release') throw new Error('a release was recorded');
    const consequence = { ...row.consequence, counts: false };
    const forged = { ...release, drivers: [{ ...row, consequence }] };
    expect(replay(forged, defaultPolicy)).toMatchObject({
      verdict: 'DRIFT',
      differences: ['$.drivers.0.consequence.counts'],
    });
  });
});
