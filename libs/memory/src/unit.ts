/** One row of a table that a unit of work has locked. */
export interface Locked {
  /** Ends the lock: what was written stays, or what stood before comes back. */
  end(outcome: 'kept' | 'undone'): void;
}

/**
 * A transaction. It writes in place and remembers what stood there before, so that undoing is
 * putting back; what it wrote is its own until it ends, and others wait for the rows it locked. As
 * in PostgreSQL's READ COMMITTED, each statement sees what is committed when it runs: nothing
 * stops a row that was only read from changing later. Two units that wait for one another wait for
 * ever; the use cases lock in one order and never do.
 */
export class Unit {
  private readonly locked: Locked[] = [];
  private readonly checks: (() => void)[] = [];
  private readonly afterwards: (() => void)[] = [];
  private failure: Error | null = null;

  constructor(readonly writes: boolean) {}

  holds(row: Locked): void {
    this.locked.push(row);
  }

  /** Asked at the end, as a deferred constraint is. */
  mustHold(check: () => void): void {
    this.checks.push(check);
  }

  onceKept(then: () => void): void {
    this.afterwards.push(then);
  }

  /** A statement that failed fails the whole unit, even when its caller swallows the error. */
  fail(message: string): never {
    this.failure ??= new Error(message);
    throw this.failure;
  }

  commit(): void {
    try {
      if (this.failure !== null) throw this.failure;
      for (const check of this.checks) check();
    } catch (cause) {
      this.rollback();
      throw cause;
    }
    for (const row of this.locked) row.end('kept');
    for (const then of this.afterwards) then();
  }

  rollback(): void {
    // Last written, first put back.
    for (const row of this.locked.reverse()) row.end('undone');
  }
}
