import type { RightsDatabase } from './database.js';

/** Throws when the adapter breaks the rule its name states. Any test runner can run it. */
export type RightsRule = {
  readonly name: string;
  run(database: RightsDatabase): Promise<void>;
};

export const rightsRule = (
  name: string,
  run: (database: RightsDatabase) => Promise<void>,
): RightsRule => ({ name, run });
