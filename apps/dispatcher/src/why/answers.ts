import type { ExplanationView } from '#libs/contracts';
import type { Clock } from '#libs/dispatch';
import { ProblemError } from '../requests/problem-error.js';
import { ThreadEnded, type AnswerThread } from './answer-thread.js';
import type { Question } from './answer-why.js';

/** Some seconds of work; who comes then is told to come back. */
const WAITING_MAX = 2_000;
const RETRY_AFTER_SECONDS = 2;

export type Answerer = Pick<AnswerThread, 'atHand' | 'open' | 'ask'>;

type Means = {
  readonly clock: Clock;
  readonly threads: readonly Answerer[];
  /** Here, where everything else waits meanwhile. */
  readonly here: (question: Question) => Promise<ExplanationView>;
  readonly answered: (where: 'thread' | 'here') => void;
};

/**
 * Who answers: a thread beside this one, so that a rush of those who ask why keeps nobody waiting
 * who grabs. What is asked of one order goes to one thread, which has read its record already.
 * Where there is no thread (not started yet, ended, none wished for) it is answered here.
 */
export class Answers {
  constructor(private readonly means: Means) {}

  /** The view, or its JSON text in UTF-8. */
  async why(question: Question): Promise<ExplanationView | Uint8Array> {
    const { clock, here, answered } = this.means;
    const thread = this.threadFor(question);
    if (thread?.atHand() === true) {
      if (thread.open >= WAITING_MAX) {
        const detail = 'More ask why than can be answered just now.';
        throw new ProblemError('unavailable', detail, [], RETRY_AFTER_SECONDS);
      }
      try {
        const parcel = await thread.ask(question, clock.nowMs());
        answered('thread');
        return parcel.take();
      } catch (thrown) {
        if (!(thrown instanceof ThreadEnded)) throw thrown;
      }
    }
    const view = await here(question);
    answered('here');
    return view;
  }

  private threadFor({ input }: Question): Answerer | undefined {
    const { threads } = this.means;
    const about = 'orderId' in input ? input.orderId : input.decisionId;
    let sum = 0;
    for (let place = 0; place < about.length; place++) sum += about.charCodeAt(place);
    return threads[sum % threads.length];
  }
}
