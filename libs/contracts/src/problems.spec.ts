import { isProblemCode, PROBLEM_CODES, problemBody, PROBLEMS } from './problems.js';

describe('problems', () => {
  it.each(PROBLEM_CODES)('%s is in snake case, with a status of an error and words', (code) => {
    const { status, title, advice } = PROBLEMS[code];
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThanOrEqual(599);
    expect(title).not.toBe('');
    expect(advice).not.toBe('');
  });

  it('are told as RFC 9457 says', () => {
    expect(problemBody('version_conflict', { detail: 'At 3.', requestId: 'r' })).toEqual({
      type: '/problems/version_conflict',
      title: 'Changed meanwhile',
      status: 409,
      detail: 'At 3.',
      code: 'version_conflict',
      requestId: 'r',
    });
    const errors = [{ path: '/a', code: 'required', message: 'expected a, got nothing' }];
    expect(problemBody('validation_failed', { errors }).errors).toEqual(errors);
    expect(problemBody('internal')).not.toHaveProperty('requestId');
  });

  it('are not taken from what every object has', () => {
    expect(isProblemCode('toString')).toBe(false);
    expect(isProblemCode('not_found')).toBe(true);
  });
});
