import { REASONS_MIN, wordsFault } from './own-words.js';

const NONE = { told: [], earlier: [] };
const OWN =
  'The gate log shows he stood at the ramp at 09:40; the cancellation came from the shipper at 09:55, so it must not count against him.';

describe('the reasons of a review', () => {
  it('are accepted in the reviewer’s own words, Chinese or English', () => {
    expect(wordsFault(OWN, NONE)).toBeNull();
    expect(
      wordsFault('门岗记录显示司机九点四十已到月台，取消是货主提出的，不应计入他的完成率。', NONE),
    ).toBeNull();
  });

  it.each([
    ['', 'too_short'],
    ['ok, ok, ok, ok!!! ... !!!', 'too_short'],
    ['经复核，原决定正确，予以维持。原决定正确，予以维持。', 'template'],
    ['The decision was reviewed, and found to be correct -- it is upheld!', 'template'],
  ] as const)('are refused when they say nothing: %s', (reasons, fault) => {
    expect(wordsFault(reasons, NONE)).toBe(fault);
  });

  it('are refused when they repeat what the system had said, or an earlier case', () => {
    const told = ['Your total was 41 350; 48 120 won. You were 6 770 short.'];
    expect(
      wordsFault('Your total was 41350 - 48120 won; you were 6770 short', { ...NONE, told }),
    ).toBe('copied');
    expect(wordsFault(`${OWN} `, { ...NONE, earlier: [OWN.toUpperCase()] })).toBe('copied');
  });

  it('may quote a part of it', () => {
    const told = ['Your total was 41 350; 48 120 won. You were 6 770 short.'];
    const quoting = `He was 6 770 short, as told, but ${OWN}`;
    expect(wordsFault(quoting, { ...NONE, told })).toBeNull();
  });

  it('need more than a word', () => {
    expect(REASONS_MIN).toBeGreaterThanOrEqual(20);
    expect(wordsFault('x'.repeat(REASONS_MIN), NONE)).toBeNull();
    expect(wordsFault('x'.repeat(REASONS_MIN - 1), NONE)).toBe('too_short');
  });
});
