/**
 * How much work is under way. A bound on the whole keeps memory and the database's queue short; a bound
 * a subject keeps a flood on one of them (positions, say) from taking every place.
 */
export class InFlight {
  readonly #bySubject = new Map<string, number>();
  readonly #idle: (() => void)[] = [];
  #total = 0;

  constructor(private readonly limits: { readonly total: number; readonly perSubject: number }) {}

  get total(): number {
    return this.#total;
  }

  /** False, and nothing taken, when there is no place left. */
  enter(subject: string): boolean {
    const here = this.#bySubject.get(subject) ?? 0;
    if (this.#total >= this.limits.total || here >= this.limits.perSubject) return false;
    this.#bySubject.set(subject, here + 1);
    this.#total += 1;
    return true;
  }

  leave(subject: string): void {
    const here = (this.#bySubject.get(subject) ?? 1) - 1;
    if (here > 0) this.#bySubject.set(subject, here);
    else this.#bySubject.delete(subject);
    this.#total -= 1;
    if (this.#total === 0) for (const wake of this.#idle.splice(0)) wake();
  }

  /** Resolves when nothing is under way, or after `withinMs`; answers how many were left. */
  async drained(withinMs: number): Promise<number> {
    if (this.#total === 0) return 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#total;
  }
}
