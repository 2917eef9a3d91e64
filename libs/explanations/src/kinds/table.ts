import type { Text } from '../labels.js';
import { DECISION_KINDS, type DecisionKind, type DriverRow } from '../record.js';
import { acceptance } from './acceptance.js';
import { award } from './award.js';
import { cancellation } from './cancellation.js';
import { expiry } from './expiry.js';
import type { Judging, Kind, Role, RoleMeaning } from './kind.js';
import { manualAssignment } from './manual-assignment.js';
import { noAward } from './no-award.js';
import { offer } from './offer.js';
import { profileChange } from './profile-change.js';
import { recommendation } from './recommendation.js';
import { release } from './release.js';
import { review } from './review.js';
import { round } from './round.js';

/**
 * Add a kind of decision: its file, its row here. Everything that is told of it comes from there.
 */
export const KINDS: Readonly<Record<DecisionKind, Kind>> = {
  recommendation,
  offer,
  award,
  acceptance,
  round,
  no_award: noAward,
  expiry,
  release,
  manual_assignment: manualAssignment,
  cancellation,
  profile_change: profileChange,
  review,
};

export const KIND_LABELS = Object.fromEntries(
  DECISION_KINDS.map((kind) => [kind, KINDS[kind].label]),
) as Readonly<Record<DecisionKind, Text>>;

export const NOT_REACHED_LABEL: Text = { zh: '未触达', en: 'not reached' };

/** The role that a recorded one stands for in a kind, and what the kind calls it. */
export function roleIn(kind: DecisionKind, { role }: Pick<DriverRow, 'role'>): RoleMeaning {
  const meaning = KINDS[kind].roles[role];
  if (meaning === undefined) throw new Error(`a ${kind} records nobody as ${role}`);
  return meaning;
}

export function judgingOf(kind: DecisionKind): Judging {
  const { proof } = KINDS[kind];
  if (proof.by !== 'decide') throw new Error(`a ${kind} is not decided between candidates`);
  return proof.judging;
}

export type { Role };
