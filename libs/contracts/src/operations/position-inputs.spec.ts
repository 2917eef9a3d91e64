import { validateInput } from '../fields/validate.js';
import { ReportPositions } from './position-inputs.js';

const nats = { source: 'nats' } as const;

const fix = (): Record<string, unknown> => ({
  driverId: 'drv-1',
  position: { lat: 30.2, lng: 120.1, coordinateSystem: 'wgs84' },
  source: 'phone',
  observedAtMs: 1_796_083_200_000,
});

describe('fixes in a report', () => {
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
