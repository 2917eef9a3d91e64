import type { Database } from './database.js';

/** An adapter under test: an empty database of its own for each rule. */
export type Opened = { readonly database: Database; close(): Promise<void> };

/** Throws when the adapter breaks the rule its name states. Any test runner can run it. */
export type Rule = {
  readonly name: string;
  run(open: () => Promise<Opened>): Promise<void>;
};

export const rule = (name: string, check: (database: Database) => Promise<void>): Rule => ({
  name,
  run: async (open) => {
    const opened = await open();
    try {
      await check(opened.database);
    } finally {
      await opened.close();
    }
  },
});

/** A door that one side of a race waits at until the other side has got as far as it should. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Long enough for a statement to have reached a lock, or to have passed where there is none. */
export const ARRIVED_MS = 150;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Of a race that one side may win: how many did. */
export const countOf = <T>(values: readonly T[], wanted: T): number =>
  values.filter((value) => value === wanted).length;
