import type { Decision, OrderFacts, Policy } from '#libs/matcher';
import type { InputView } from '../driver/inputs.js';
import type { OutcomeView } from '../driver/outcome.js';
import type { PartView } from '../driver/part-view.js';
import type { RefusalView } from '../driver/refusal-view.js';
import type { Text } from '../labels.js';
import type { MessageKey } from '../messages/parameters.js';
import type { DecisionRecord, DriverRow, RecordedRole, RoundPart, ViewHeader } from '../record.js';
import type { Sentence } from '../sentence.js';

export type AnswerKey = MessageKey & `answer.${string}`;

/** One decision as one driver of its record is about to be told it. */
export type Told = {
  readonly header: ViewHeader;
  readonly row: DriverRow;
  readonly policy: Policy;
  readonly outcome: OutcomeView;
  readonly parts: readonly PartView[];
  readonly refusal: RefusalView | null;
  /** Only of what was decided together with other orders. */
  readonly together: RoundPart | null;
};

/** What every driver is told he was, whatever the kind; who is in no record is NOT_REACHED. */
export const ROLES = ['WON', 'LOST', 'REFUSED', 'NOT_REACHED'] as const;
export type Role = (typeof ROLES)[number];

export type RoleMeaning = {
  readonly role: Exclude<Role, 'NOT_REACHED'>;
  /** What it was, in the words of this kind. */
  readonly label: Text;
};

/** How `decide`'s outcome is recorded, of kinds that it takes. */
export type Judging = {
  winner(decision: Decision, assigned: string | null): string | null;
  /** The role of who was ranked and did not win. */
  ranked(rank: number, policy: Policy): RecordedRole;
  /** How long the one in this place waits before he is shown the order; at once when left out. */
  shownAfterMs?(rank: number, policy: Policy, order: OrderFacts): number;
  /** A recommendation breaks no tie for good, so the round's seed stays secret. */
  readonly revealsSeed: boolean;
};

export type Proof =
  | { readonly by: 'decide'; readonly judging: Judging }
  /** The same builder that wrote it, given what was recorded as having happened. */
  | {
      readonly by: 'rules';
      readonly again: (record: DecisionRecord, policy: Policy) => DecisionRecord;
    };

/**
 * Everything about one kind of decision. A new kind is one such file, its row in `table.ts` and its
 * word in the lists that the compiler and `test/tidy` then ask for.
 */
export type Kind = {
  readonly label: Text;
  /** What a driver wants to know of it first; the card's headline question. */
  readonly question: Text;
  /** The first line of a card, where it is not whether he got the order. */
  readonly answers?: Readonly<Partial<Record<Role, AnswerKey>>>;
  /**
   * For whom it settles the order: everyone; the drivers it records; nobody, while nothing is
   * settled yet (`meanwhile`); or no order at all, but a profile.
   */
  readonly settles: 'everyone' | 'its_drivers' | 'meanwhile' | 'a_profile';
  /** Who stands in its record: decides what being absent from it means. */
  readonly records:
    'everyone_evaluated' | 'those_who_grabbed' | 'those_offered' | 'those_concerned';
  /** Read by the driver and by staff only. */
  readonly personal: boolean;
  readonly roles: Readonly<Partial<Record<RecordedRole, RoleMeaning>>>;
  /** The rule by which its effect is classed (a major effect gives the right to an explanation). */
  readonly significance: { readonly effect: 'MAJOR' | 'MINOR'; readonly rule: MessageKey };
  /** Types of the events that carried something about this driver. */
  readonly events: (row: DriverRow) => readonly string[];
  /** The reason that decided it first; at most three. */
  readonly narrative: (told: Told) => readonly Sentence[];
  readonly consequences: (told: Told) => readonly Sentence[];
  readonly inputs: (told: Told) => readonly InputView[];
  readonly proof: Proof;
};
