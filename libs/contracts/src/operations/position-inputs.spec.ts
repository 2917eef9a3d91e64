import fc from 'fast-check';
import { validateInput } from '../fields/validate.js';
import { isFix, PositionFix, ReportPositions } from './position-inputs.js';

const nats = { source: 'nats' } as const;

const fix = (): Record<string, unknown> => ({
  driverId: 'drv-1',
  position: { lat: 30.2, lng: 120.1, coordinateSystem: 'wgs84' },
  source: 'phone',
  observedAtMs: 1_796_083_200_000,
});

describe('fixes checked by hand', () => {
  it('are accepted exactly when their declared fields accept them', () => {
    const value = fc.constantFrom<unknown>(
      ...['wgs84', 'bd09', 'phone', 'manual', 'drv-1', '-x', '', 'a.b', '1796083200000'],
      ...[30, -90, 90, 90.1, 180, -180.5, 0, -0, Number.NaN, 1e400, 0.5],
      ...[946_684_800_000, 946_684_799_999, 4_102_444_799_999, 4_102_444_800_000],
      ...[null, undefined, true, [], {}],
    );
    const part = <T>(kept: T) => fc.oneof({ weight: 6, arbitrary: fc.constant(kept) }, value);
    const position = fc.record(
      { lat: part(30), lng: part(120), coordinateSystem: part('gcj02'), alt: value },
      { requiredKeys: [] },
    );
    const row = fc.record(
      {
        driverId: part('drv-1'),
        position: fc.oneof({ weight: 8, arbitrary: position }, value),
        source: part('vehicle_terminal'),
        observedAtMs: part(1_796_083_200_000),
        plate: value,
      },
      { requiredKeys: [] },
    );
    let accepted = 0;
    const agree = (candidate: unknown): void => {
      // As it would arrive: a key without a value cannot come out of JSON.
      const json: unknown = JSON.parse(JSON.stringify(candidate) ?? 'null');
      const { ok } = validateInput(PositionFix, json, nats);
      expect(isFix(json)).toBe(ok);
      if (ok) accepted += 1;
    };
    fc.assert(fc.property(row, agree), { numRuns: 2_000 });
    fc.assert(
      fc.property(
        fc.record({
          driverId: part('drv-1'),
          position: fc.record({ lat: part(30), lng: part(120), coordinateSystem: part('bd09') }),
          source: part('phone'),
          observedAtMs: part(1_796_083_200_000),
        }),
        agree,
      ),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('are explained like any other field when they do not hold', () => {
    const fixes = [fix(), { ...fix(), observedAtMs: 1_796_083_200 }, 5, { ...fix(), phone: '1' }];
    const result = validateInput(ReportPositions, { fixes }, nats);
    expect(result.ok ? [] : result.errors).toEqual([
      {
        path: '/fixes/1/observedAtMs',
        code: 'too_small',
        message:
          'expected a whole number of Unix milliseconds from 946684800000 to 4102444799999, got 1796083200',
      },
      { path: '/fixes/2', code: 'wrong_type', message: 'expected an object, got 5' },
      {
        path: '/fixes/3/phone',
        code: 'unknown_field',
        message: 'expected no such field; known here: driverId, position, source, observedAtMs',
      },
    ]);
  });

  it('come one to a thousand at a time', () => {
    const report = (length: number) =>
      validateInput(ReportPositions, { fixes: Array.from({ length }, fix) }, nats);
    expect(report(0)).toMatchObject({ errors: [{ path: '/fixes', code: 'too_few' }] });
    expect(report(1).ok).toBe(true);
    expect(report(1_000).ok).toBe(true);
    expect(report(1_001)).toMatchObject({ errors: [{ path: '/fixes', code: 'too_many' }] });
  });

  it('stop being explained when the list of errors is full', () => {
    const fixes = Array.from({ length: 1_000 }, () => ({ ...fix(), source: 'guess' }));
    const result = validateInput(ReportPositions, { fixes }, nats);
    expect(result.ok ? 0 : result.errors.length).toBe(50);
  });
});
