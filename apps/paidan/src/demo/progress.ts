/**
 * What happens, for a person, on standard error: plain lines with the time, so that a file reads as
 * well.
 */
export class Progress {
  private readonly startMs = performance.now();

  get seconds(): number {
    return (performance.now() - this.startMs) / 1000;
  }

  say(text: string): void {
    const at = this.seconds.toFixed(1).padStart(6);
    for (const line of text.split('\n')) process.stderr.write(`[${at} s] ${line}\n`);
  }
}
