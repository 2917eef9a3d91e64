import { jest } from '@jest/globals';
import { LogSampler } from './log-sampler.js';

describe('the log sampler', () => {
  const lines: { fields: object; message: string }[] = [];
  const warn = (fields: object, message: string): void => void lines.push({ fields, message });
  const log = { info: warn, warn, error: warn };

  beforeEach(() => {
    lines.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('logs the first of a kind at once and the rest as one number a period', () => {
    const sampler = new LogSampler(log, 1_000);
    for (let nth = 0; nth < 500; nth++) sampler.warn('malformed', { nth }, 'bad message');
    expect(lines).toEqual([{ fields: { kind: 'malformed', nth: 0 }, message: 'bad message' }]);
    jest.advanceTimersByTime(1_000);
    expect(lines[1]).toEqual({
      fields: { kind: 'malformed', suppressed: 499 },
      message: 'bad message',
    });
    expect(sampler.counts()).toEqual(new Map([['malformed', 500]]));
  });

  it('writes at most one line a period, however long the flood lasts', () => {
    const sampler = new LogSampler(log, 1_000);
    for (let ms = 0; ms < 10_000; ms++) {
      sampler.warn('malformed', {}, 'bad message');
      jest.advanceTimersByTime(1);
    }
    expect(lines).toHaveLength(11);
  });

  it('logs the next one at once again after a quiet period', () => {
    const sampler = new LogSampler(log, 1_000);
    sampler.warn('malformed', {}, 'bad message');
    jest.advanceTimersByTime(5_000);
    sampler.warn('malformed', {}, 'bad message');
    expect(lines).toHaveLength(2);
  });

  it('keeps kinds apart', () => {
    const sampler = new LogSampler(log, 1_000);
    sampler.warn('malformed', {}, 'bad message');
    sampler.warn('overloaded', {}, 'too many');
    expect(lines).toHaveLength(2);
  });

  it('tells what is untold when it closes, and leaves no timer', () => {
    const sampler = new LogSampler(log, 1_000);
    sampler.warn('malformed', {}, 'bad message');
    sampler.warn('malformed', {}, 'bad message');
    sampler.close();
    expect(lines).toHaveLength(2);
    expect(jest.getTimerCount()).toBe(0);
  });
});
