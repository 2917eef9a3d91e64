import type { RolloutDraw } from './came-by.js';
import type { Text } from '../labels.js';
import type { Sentence } from '../sentence.js';

// What stands around a decision: who answers for it, by which program and rules, who was told, how
// it can be checked, how long it is kept.

/** Who decides about the data, and whom to turn to. */
export type Controller = {
  readonly name: string;
  readonly contact: string;
  readonly protectionOfficer: string;
};

/** The same for every explanation of an installation. */
export type Standing = {
  readonly controller: Controller;
  /** Of the program that runs; null where whoever built it did not say. */
  readonly codeDigest: string | null;
};

/** What other rooms know of a record. */
export type Annex = {
  /** An open request needs it, so nothing of it is retired. */
  readonly held: boolean;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly accessLog: readonly AccessView[] | null;
  /** Absent or null: the order came to its rules by no rollout. */
  readonly drawn?: RolloutDraw | null;
};

export const NO_ANNEX: Annex = {
  held: false,
  supersedes: null,
  supersededBy: null,
  accessLog: null,
};

export type AccessView = {
  readonly atMs: number;
  readonly role: string;
  readonly purpose: string;
};

/** Versions in force when it was decided; null is no consent. */
export type ConsentsView = { readonly location: string | null; readonly profile: string | null };

export type PurposeView = {
  readonly purpose: 'order_matching';
  readonly label: Text;
  readonly basis: 'contract_and_consent';
  readonly rule: Sentence;
  readonly consents: ConsentsView | null;
};

export type SystemView = {
  readonly engineVersion: string;
  readonly codeDigest: string | null;
  readonly policyHash: string;
  readonly publishedRules: {
    readonly name: string;
    readonly version: number;
    readonly path: string;
  };
};

/** An event that carried something about him, and which teams may hear it. */
export type RecipientView = {
  readonly event: string;
  /** Null when whoever serves this does not know the broker's permissions. */
  readonly teams: readonly string[] | null;
};

export type IntegrityView = {
  readonly canonicalisation: 'RFC 8785';
  readonly hash: 'SHA-256';
  readonly log: 'RFC 6962';
  /** Where the proof is to be had; null for a driver who is in no record and has no leaf. */
  readonly proofPath: string | null;
};

export type ReplayView = {
  readonly engineVersion: string;
  readonly policyHash: string;
  /** SHA-256 of the canonical JSON of `{head, row}`: what is sealed for him. Null without a row. */
  readonly recordDigest: string | null;
  readonly provenBy: 'deciding_again' | 'applying_the_rules_again';
};

export type RetentionView = {
  readonly class: 'decision_record';
  readonly state: 'ACTIVE' | 'REDUCED';
  readonly held: boolean;
  /** Until then a driver in no record can be told why; and until then measured facts are exact. */
  readonly evidenceUntilMs: number;
  readonly exactUntilMs: number;
  readonly keptYearsAtLeast: number;
};
