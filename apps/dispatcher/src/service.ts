import { EventEmitter } from 'node:events';
import {
  InsightBook,
  once,
  RecordBook,
  type Explaining,
  type Clock,
  type Matching,
} from '#libs/dispatch';
import type { Standing } from '#libs/explanations';
import {
  CHINESE_CALENDAR,
  type RightsDatabase,
  type RightsMeans,
  type RightsTx,
} from '#libs/rights';
import { Lanes } from './lanes.js';
import { Reply } from './requests/answering.js';
import type { Request } from './requests/asked.js';
import { answerWhy } from './why/answer-why.js';
import { Answers, type Answerer } from './why/answers.js';
import { explainingOf } from './why/explaining-of.js';

/** One works under the row's lock while the next one reads what needs no lock. */
const LANE_WIDTH = 2;
/** As many as the policy lets grab one order, and some who come in vain. */
const LANE_LENGTH_MAX = 4_000;

/**
 * What every controller works with. After a command has been committed the workers are told, so
 * that nobody waits for a poll; a worker in another process finds the same work by itself.
 */
export class Service {
  readonly committed = new EventEmitter();
  readonly insights = new InsightBook();
  readonly records = new RecordBook();
  readonly answers: Answers;
  private readonly lanes = new Lanes(LANE_WIDTH, LANE_LENGTH_MAX);

  constructor(
    readonly database: RightsDatabase,
    readonly matching: Matching,
    readonly clock: Clock,
    private readonly standing: Standing,
    threads: readonly Answerer[],
    answered: (where: 'thread' | 'here') => void,
  ) {
    const here = answerWhy.bind(null, this);
    this.answers = new Answers({ clock, threads, here, answered });
  }

  /** What it takes to answer why in this thread. */
  get explaining(): Explaining<RightsTx> {
    const { insights, records, standing, matching } = this;
    return explainingOf({ policies: matching.policies, standing, insights, records }, this.clock);
  }

  /** What requests, reviews and remedies work with. */
  get rights(): RightsMeans {
    return { ...this.matching, calendar: CHINESE_CALENDAR, explaining: this.explaining };
  }

  get read(): RightsTx {
    return this.database.read;
  }

  /**
   * Effect, answer and key in one transaction. Commands of one lane take turns before they take a
   * connection: a crowd on one order must not hold all of them while it waits for that order's row.
   */
  async command<T>(
    { operation, caller, key, input }: Request<object>,
    work: (tx: RightsTx) => Promise<T>,
    lane: string | null = null,
  ): Promise<Reply<T>> {
    const run = (): ReturnType<typeof once<T, RightsTx>> =>
      once(
        this.database,
        this.clock,
        caller,
        { operation: operation.id, key, input },
        async (tx) => ({ status: operation.status, body: await work(tx) }),
      );
    const { body, replayed } = await (lane === null ? run() : this.lanes.in(lane, run));
    if (!replayed) this.committed.emit('command', operation.id);
    return new Reply(body, replayed);
  }
}
