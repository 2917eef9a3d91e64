import fc from 'fast-check';
import { defaultPolicy } from '#libs/matcher';
import { candidate, order, recorded, world } from '../test/sample.js';
import { bandEdge, reduceRow } from './reduce.js';
import { replay } from './replay.js';

const record = recorded(order(), world([candidate('ann'), candidate('bo')]));

describe('a record whose time for exact facts is over', () => {
  it('holds the lower edge of each band, and no cell', () => {
    const loser = record.drivers.find(({ role }) => role === 'LOST');
    if (!loser?.candidate) throw new Error('somebody lost');
    const { candidate: left, parts, total, reduced } = reduceRow(loser);
    expect(reduced).toBe(true);
    expect(left?.place.cell).toBeNull();
    expect(left?.place.pickupMeters).toBe(bandEdge(loser.candidate.place.pickupMeters));
    expect(total).toBe(loser.total);
    expect(parts.map(({ points, weight }) => [points, weight])).toEqual(
      loser.parts.map(({ points, weight }) => [points, weight]),
    );
  });

  it('is reduced once, however often it is tried', () => {
    const [row] = record.drivers;
    if (row === undefined) throw new Error('somebody was recorded');
    expect(reduceRow(reduceRow(row))).toEqual(reduceRow(row));
  });

  it('can no longer be decided again, and is not said to have drifted', () => {
    const drivers = record.drivers.map((row) => (row.role === 'LOST' ? reduceRow(row) : row));
    expect(replay({ ...record, drivers }, defaultPolicy).verdict).toBe('ERASED');
    const erased = record.drivers.map((row) =>
      row.role === 'LOST' ? { ...row, role: 'ERASED' as const, candidate: null, parts: [] } : row,
    );
    expect(replay({ ...record, drivers: erased }, defaultPolicy).verdict).toBe('ERASED');
  });

  it('has few values where there were many, none above the truth', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), (value) => {
        const edge = bandEdge(value);
        expect(edge).toBeLessThanOrEqual(value);
        expect(value === 0 || edge * 2.5 > value).toBe(true);
        expect(bandEdge(edge)).toBe(edge);
      }),
    );
    const edges = new Set(Array.from({ length: 100_000 }, (_, value) => bandEdge(value)));
    expect(edges.size).toBe(16);
  });
});
