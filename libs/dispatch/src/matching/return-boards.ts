import { cellAt, cellCenter, coveringCells, greatCircleMeters } from '#libs/fleet-index';
import type { ReturnRules } from '#libs/matcher';
import type { Order, Position } from '../model/order.js';
import type { Tx } from '../ports/database.js';

const DAY_MS = 86_400_000;
/** Cells of some 10 km: orders unloaded in one of them share a board. */
const BOARD_RESOLUTION = 5;
/** Those of the port's queries. */
const LOADING_RESOLUTION = 4;
const OPEN_MAX = 100;
const POSTED_MAX = 200;
/** What is open there in half a day does not hang on the last minute. */
const FRESH_MS = 60_000;
const BOARDS_MAX = 500;

/** An order as a truck that comes free there would look at it. */
export type OnBoard = Pick<
  Order,
  'orderId' | 'load' | 'bodyTypes' | 'minLengthMillimeters' | 'qualifications' | 'cargoKind'
> & { readonly window: Order['loading']['window']; readonly to: Position };

export type Board = {
  readonly open: readonly OnBoard[];
  readonly posted: readonly OnBoard[];
  /** Over how long `posted` was: shorter than asked for where there were too many to read. */
  readonly postedMs: number;
};

type Kept = { readonly atMs: number; readonly board: Board };

/**
 * What is open around a place, and what was posted there of late: two bounded queries a decision at
 * most, and none where another decision asked within the minute.
 */
export class ReturnBoards {
  private readonly kept = new Map<string, Kept>();

  async load(tx: Tx, at: Position, rules: ReturnRules, nowMs: number): Promise<Board> {
    const cell = cellAt(at, BOARD_RESOLUTION);
    const key = `${cell}/${rules.nearMeters}/${rules.postedDays}`;
    const before = this.kept.get(key);
    if (before !== undefined && nowMs - before.atMs < FRESH_MS) return before.board;
    const board = await this.read(tx, cellCenter(cell), rules, nowMs);
    this.kept.delete(key);
    this.kept.set(key, { atMs: nowMs, board });
    if (this.kept.size > BOARDS_MAX) {
      const oldest = this.kept.keys().next();
      if (!oldest.done) this.kept.delete(oldest.value);
    }
    return board;
  }

  private async read(
    tx: Tx,
    centre: Position,
    { nearMeters, postedDays }: ReturnRules,
    nowMs: number,
  ): Promise<Board> {
    const cells = coveringCells(centre, nearMeters, LOADING_RESOLUTION);
    const sinceMs = nowMs - postedDays * DAY_MS;
    const open = await tx.orders.openNear({ cells, cityCodes: [], limit: OPEN_MAX });
    const posted = await tx.orders.postedNear({ cells, sinceMs, limit: POSTED_MAX });
    const oldest = posted.at(-1);
    const cut = posted.length === POSTED_MAX && oldest !== undefined;
    const near = (orders: readonly Order[]): OnBoard[] =>
      orders.filter(({ loading }) => greatCircleMeters(centre, loading) <= nearMeters).map(onBoard);
    return {
      open: near(open),
      posted: near(posted),
      postedMs: cut ? Math.max(1, nowMs - oldest.postedAtMs) : postedDays * DAY_MS,
    };
  }
}

const onBoard = (order: Order): OnBoard => {
  const { orderId, load, bodyTypes, minLengthMillimeters, qualifications, cargoKind } = order;
  const { lat, lng } = order.unloading;
  return {
    orderId,
    load,
    bodyTypes,
    minLengthMillimeters,
    qualifications,
    cargoKind,
    window: order.loading.window,
    to: { lat, lng },
  };
};
