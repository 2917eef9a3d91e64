/**
 * A signal that may come a thousand times a second, passed on once for all that came within a
 * moment: one look at the database then serves them all.
 */
export function gathered(pass: () => void, withinMs: number): { signal(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    signal: () => {
      timer ??= setTimeout(() => {
        timer = null;
        pass();
      }, withinMs);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
