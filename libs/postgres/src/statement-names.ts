/**
 * Far more than the service has; a statement put together from data would otherwise fill the
 * server.
 */
const NAMES_MAX = 500;
/**
 * "cached plan must not change result type": a migration has changed a table since it was planned.
 */
const PLAN_OUTDATED = '0A000';

/**
 * Statements with parameters get a name, so that each connection parses and plans them once and not
 * each time: two thirds of what the server spent on our short statements was planning.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private made = 0;

  /** Null for one statement too many: it is sent as it is. */
  nameOf(text: string): string | null {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= NAMES_MAX) return null;
    const name = `paidan_${(this.made += 1)}`;
    this.names.set(text, name);
    return name;
  }

  /**
   * After a failure. One whose plan is outdated is planned anew, under a new name, by every
   * connection.
   */
  failed(text: string, error: unknown): void {
    if (error instanceof Error && 'code' in error && error.code === PLAN_OUTDATED) {
      this.names.delete(text);
    }
  }
}
