import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answered, Load } from './latency.js';

const MAIN = fileURLToPath(new URL('./asking-main.js', import.meta.url));

type Outcome = { readonly answered: Answered } | { readonly failed: string };

/** Those who ask, as a process of its own, which ends with ours. */
export class Askers {
  private readonly child: ChildProcess = fork(MAIN, { execArgv: [] });

  /** One load at a time. */
  async ask(load: Load): Promise<Answered> {
    this.child.send(load);
    const outcome = await Promise.race([
      once(this.child, 'message').then(([message]) => message as Outcome),
      once(this.child, 'exit').then(([code]): Outcome => ({ failed: `ended by ${String(code)}` })),
    ]);
    if ('failed' in outcome) throw new Error(`the askers: ${outcome.failed}`);
    return outcome.answered;
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}
