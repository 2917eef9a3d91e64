/** One thing the service depends on; null when it is well, else what is wrong. */
export type Check = { readonly name: string; readonly fault: () => Promise<string | null> };

export type Report = {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, string>>;
};

/** Whether requests can be served, and whether the start is over. */
export class Health {
  private started = false;
  private stopping = false;

  constructor(private readonly checks: readonly Check[]) {}

  markStarted(): void {
    this.started = true;
  }

  /** From here on the platform sends nothing new, while what is under way ends. */
  markStopping(): void {
    this.stopping = true;
  }

  startup(): Report {
    return { ok: this.started, checks: { startup: this.started ? 'ok' : 'starting' } };
  }

  async ready(): Promise<Report> {
    const faults = await Promise.all(
      this.checks.map(async ({ name, fault }) => [name, (await fault()) ?? 'ok'] as const),
    );
    const checks = Object.fromEntries([
      ...faults,
      ['startup', this.started ? 'ok' : 'starting'],
      ...(this.stopping ? [['shutdown', 'stopping']] : []),
    ]) as Record<string, string>;
    return { ok: Object.values(checks).every((state) => state === 'ok'), checks };
  }
}
