import { DatabaseFault, toFault } from './fault.js';

const thrown = (fields: Record<string, unknown>): Error =>
  Object.assign(new Error('the message'), fields);

describe('a database fault', () => {
  it.each([
    ['40001', { temporary: true, collided: true }],
    ['40P01', { temporary: true, collided: true }],
    ['55P03', { temporary: true, collided: false }],
    ['53100', { temporary: true, collided: false }],
    ['57P01', { temporary: true, collided: false }],
    ['23505', { temporary: false, collided: false }],
    ['23514', { temporary: false, collided: false }],
    ['42P01', { temporary: false, collided: false }],
  ])('with state %s is %j', (code, { temporary, collided }) => {
    const fault = toFault(thrown({ code }));
    expect(fault).toMatchObject({ sqlState: code, temporary, collided });
  });

  it('is temporary when no server answered', () => {
    for (const error of [thrown({ code: 'ECONNREFUSED' }), thrown({}), 'gone']) {
      expect(toFault(error)).toMatchObject({ sqlState: null, temporary: true, collided: false });
    }
  });

  it('is lasting when the answer could not be read', () => {
    const fault = toFault(thrown({ driverError: new RangeError('expected a whole number') }));
    expect(fault).toMatchObject({ sqlState: 'XX000', temporary: false });
  });

  it('takes over the constraint and nothing a log line must not hold', () => {
    const fault = toFault(
      thrown({
        code: '23505',
        constraint: 'grabs_sequence',
        parameters: ['31.2304'],
        query: 'INSERT',
        detail: 'Key (driver_id)=(d1)',
        driverError: thrown({ detail: 'Key (driver_id)=(d1)' }),
      }),
    );
    expect(fault.constraint).toBe('grabs_sequence');
    expect(JSON.stringify(Object.entries(fault))).not.toMatch(/31\.2304|d1/);
    expect(fault.cause).toBeUndefined();
  });

  it('is not wrapped twice', () => {
    const fault = new DatabaseFault('m', '23505', null);
    expect(toFault(fault)).toBe(fault);
  });
});
