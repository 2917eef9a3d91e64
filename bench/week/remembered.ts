import type { Order, PastState, Tx } from '#libs/dispatch';
import type { DecisionRecord, DriverRow } from '#libs/explanations';

export type Decision = Omit<DecisionRecord, 'drivers'>;
type Driver = NonNullable<Awaited<ReturnType<Tx['drivers']['byId']>>>;
type Drawn = NonNullable<Awaited<ReturnType<Tx['rollouts']['ofOrder']>>>;

/** Read once, asked a million times: everything an explanation looks up, but for drivers' rows. */
export type Memory = {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly ofOrder: ReadonlyMap<string, readonly Decision[]>;
  readonly orders: ReadonlyMap<string, Order>;
  readonly drawn: ReadonlyMap<string, Drawn>;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly truckSince: ReadonlyMap<string, number>;
  /** Oldest first. */
  readonly states: ReadonlyMap<string, readonly PastState[]>;
};

/** Of so many decisions the rows are kept at hand: an order's own follow each other. */
const DECISIONS_AT_HAND = 64;

/** The same read port, answered from memory; what is not remembered goes to the database. */
export class RememberedTx {
  readonly tx: Tx;
  private readonly rows = new Map<string, Promise<ReadonlyMap<string, DriverRow>>>();

  constructor(
    private readonly real: Tx,
    memory: Memory,
  ) {
    this.tx = {
      ...real,
      ledger: instead(real.ledger, {
        decision: async (decisionId) => memory.decisions.get(decisionId) ?? null,
        decisions: async (orderId) => [...(memory.ofOrder.get(orderId) ?? [])],
        driverRow: async (decisionId, driverId) =>
          (await this.rowsOf(decisionId)).get(driverId) ?? null,
        driverRows: async (decisionId) => [...(await this.rowsOf(decisionId)).values()],
      }),
      // Whoever asks, asks as if it were his first question of the day.
      contrasts: instead(real.contrasts, { tell: async () => true }),
      orders: instead(real.orders, {
        byId: async (orderId) => memory.orders.get(orderId) ?? null,
      }),
      rollouts: instead(real.rollouts, {
        ofOrder: async (orderId) => memory.drawn.get(orderId) ?? null,
      }),
      drivers: instead(real.drivers, {
        byId: async (driverId) => memory.drivers.get(driverId) ?? null,
        truckSince: async (driverId) => memory.truckSince.get(driverId) ?? null,
        stateAt: async (driverId, atMs) =>
          memory.states.get(driverId)?.findLast(({ fromMs }) => fromMs <= atMs) ?? null,
      }),
    };
  }

  rowsOf(decisionId: string): Promise<ReadonlyMap<string, DriverRow>> {
    const known = this.rows.get(decisionId);
    if (known !== undefined) return known;
    const read = this.real.ledger
      .driverRows(decisionId)
      .then((rows) => new Map(rows.map((row) => [row.driverId, row])));
    this.rows.set(decisionId, read);
    if (this.rows.size > DECISIONS_AT_HAND) {
      const oldest = this.rows.keys().next();
      if (!oldest.done) this.rows.delete(oldest.value);
    }
    return read;
  }
}

/** A port with some of its methods answered otherwise; the others stay what they are. */
const instead = <Port extends object>(port: Port, methods: Partial<Port>): Port =>
  Object.assign(Object.create(port) as Port, methods);
