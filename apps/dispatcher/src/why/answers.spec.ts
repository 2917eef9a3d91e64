import type { ExplanationView } from '#libs/contracts';
import { Rejection } from '#libs/dispatch';
import { ThreadEnded } from './answer-thread.js';
import type { Question } from './answer-why.js';
import { Answers, type Answerer } from './answers.js';
import { Parcel } from './parcel.js';

const NOW_MS = 1_780_000_000_000;
const HERE = { orderId: 'o', decisionId: null, role: 'UNDECIDED', sentences: ['here'] } as const;
const JSON_TEXT = new TextEncoder().encode('{"by":"thread"}');

const about = (orderId: string): Question => ({
  operation: 'order.explain',
  caller: { role: 'driver', subject: 'd1', requestId: 'r1' },
  input: { orderId, locale: 'en', view: 'card' },
});

/** A thread as those who ask see it. */
function aThread(over: Partial<Answerer> = {}): Answerer & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    open: 0,
    atHand: () => true,
    ask: (_question, nowMs) => {
      asked.push(nowMs);
      return Promise.resolve(new Parcel(JSON_TEXT));
    },
    ...over,
  };
}

function answering(...threads: Answerer[]): { answers: Answers; answered: string[] } {
  const answered: string[] = [];
  const here = (): Promise<ExplanationView> => Promise.resolve(HERE);
  const answers = new Answers({
    clock: { nowMs: () => NOW_MS },
    ...{ threads, here, answered: (where: string) => void answered.push(where) },
  });
  return { answers, answered };
}

describe('who asks why', () => {
  it('is answered by the thread, as of the time at which he asks', async () => {
    const thread = aThread();
    const { answers, answered } = answering(thread);
    expect(await answers.why(about('o1'))).toBe(JSON_TEXT);
    expect([thread.asked, answered]).toEqual([[NOW_MS], ['thread']]);
  });

  it.each([
    ['there are no threads', []],
    ['the thread is not there yet', [aThread({ atHand: () => false })]],
    [
      'the thread ends before it answers',
      [aThread({ ask: () => Promise.reject(new ThreadEnded()) })],
    ],
  ])('is answered here where %s', async (_name, threads) => {
    const { answers, answered } = answering(...threads);
    expect([await answers.why(about('o1')), answered]).toEqual([HERE, ['here']]);
  });

  it('is refused as the thread refused him, and asked nowhere else', async () => {
    const refused = new Rejection('not_found', 'no such order');
    const { answers, answered } = answering(aThread({ ask: () => Promise.reject(refused) }));
    await expect(answers.why(about('o1'))).rejects.toBe(refused);
    expect(answered).toEqual([]);
  });

  it('is told to come back when thousands wait already', async () => {
    const { answers } = answering(aThread({ open: 2_000 }));
    await expect(answers.why(about('o1'))).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 2,
    });
    const { answers: fewer } = answering(aThread({ open: 1_999 }));
    expect(await fewer.why(about('o1'))).toBe(JSON_TEXT);
  });

  it('of one order asks one thread, and of all orders all threads', async () => {
    const threads = [aThread(), aThread(), aThread()];
    const { answers } = answering(...threads);
    const asked = (): number[] => threads.map((thread) => thread.asked.length);
    for (let again = 0; again < 5; again++) await answers.why(about('order-7'));
    expect(asked().toSorted((one, other) => one - other)).toEqual([0, 0, 5]);
    for (let order = 0; order < 30; order++) await answers.why(about(`order-${order}`));
    expect(Math.min(...asked())).toBeGreaterThan(0);
  });
});
