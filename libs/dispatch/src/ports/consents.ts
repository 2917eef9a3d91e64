import type { ConsentPurpose } from '../model/driver.js';

/** One version of what drivers are asked to agree to for one purpose. Never changed once put. */
export type ConsentText = {
  readonly purpose: ConsentPurpose;
  readonly version: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Of the whole text, which lies with the app: nobody can say later that it read otherwise. */
  readonly sha256: string;
  readonly publishedAtMs: number;
  readonly effectiveAtMs: number;
  readonly putBy: string;
};

/** `text_superseded`: nobody withdrew, but what was agreed to is no longer the text in force. */
export type ConsentCause = 'driver' | 'text_superseded';

export type ConsentEntry = {
  readonly driverId: string;
  readonly purpose: ConsentPurpose;
  readonly granted: boolean;
  readonly textVersion: string;
  readonly because: ConsentCause;
  readonly atMs: number;
};

export type ConsentPrompt = {
  readonly driverId: string;
  readonly purpose: ConsentPurpose;
  readonly textVersion: string | null;
  readonly atMs: number;
};

export interface ConsentLedger {
  /** False when there is such a version already, whatever it says. */
  putText(text: ConsentText): Promise<boolean>;
  /** All of them, by purpose and the time from which they hold; some tens. */
  texts(): Promise<ConsentText[]>;
  /** Appends to the history; what is in force stands with the driver. */
  record(entry: ConsentEntry): Promise<void>;
  /** Newest first. */
  history(
    driverId: string,
    page: { after?: number; limit: number },
  ): Promise<(ConsentEntry & { readonly entryId: number })[]>;
  /** The newest entry of each purpose in which the driver himself said no. */
  refusals(driverId: string): Promise<ReadonlyMap<ConsentPurpose, number>>;
  prompts(driverId: string): Promise<ConsentPrompt[]>;
  recordPrompt(prompt: ConsentPrompt): Promise<void>;
  /** Drivers who hold a consent to another version than these, by id, at most `limit`. */
  holdersOfOthers(
    purpose: ConsentPurpose,
    versions: readonly string[],
    limit: number,
  ): Promise<string[]>;
}
