import { decisionsOf } from '../decisions-of.js';

/**
 * Every column in which a driver's id stands, and what an erasure does there. Complete by
 * construction: `test/contract/rights-places.spec.ts` walks the schema and fails on a column that
 * might hold an id and is neither here nor in `NO_DRIVERS`.
 *
 * `delete`: the row is about him alone. `rename`: the row is also another's, or the law keeps it;
 * his id becomes the pseudonym, and `set` blanks what else the row says of him. `clear`: only a
 * reference to him. `mention`: a text in which the id may stand among others.
 */
export type SubjectPlace = {
  readonly table: string;
  readonly column: string;
  readonly erase: 'delete' | 'rename' | 'clear' | 'mention';
  readonly set?: string;
  /** Only rows for which this holds. */
  readonly where?: string;
  /** Where a list of ids is changed row by row: the view, and its column. */
  readonly rows?: string;
};

const place = (
  name: string,
  erase: SubjectPlace['erase'],
  more: Pick<SubjectPlace, 'set' | 'where' | 'rows'> = {},
): SubjectPlace => {
  const at = name.lastIndexOf('.');
  return { table: name.slice(0, at), column: name.slice(at + 1), erase, ...more };
};

/** In the order in which they are erased: what refers to a row goes before the row. */
export const SUBJECT_PLACES: readonly SubjectPlace[] = [
  place('trips.driver_id', 'delete'),
  place('driver_fixes.driver_id', 'delete'),
  place('driver_states.driver_id', 'delete'),
  place('duty_spans.driver_id', 'delete'),
  place('consents.driver_id', 'delete'),
  place('consent_prompts.driver_id', 'delete'),
  place('grabs.driver_id', 'delete'),
  place('order_offers.driver_id', 'delete'),
  place('outcomes.driver_id', 'delete'),
  place('violations.driver_id', 'delete'),
  place('crew_invitations.driver_id', 'delete'),
  place('crew_invitations.co_driver_id', 'delete'),
  place('pairs.driver_id', 'delete'),
  place('declines.driver_id', 'delete'),
  place('human_choices.driver_id', 'delete'),
  place('compensations.driver_id', 'delete'),
  place('correction_jobs.driver_id', 'delete'),
  place('reconsidered.driver_id', 'delete'),
  place('contrasts_told.asker', 'delete'),
  place('access_requests.driver_id', 'delete'),
  place('evidence_holds.driver_id', 'delete'),
  place('contrasts_told.asker', 'delete', { where: `role = 'driver'` }),
  place('decision_rows.driver_ids', 'rename', {
    rows: 'decision_drivers.driver_id',
    set: `role = 'ERASED', rank = NULL, reason = NULL, total = NULL, weights = '{}', points = '{}',
      record = NULL, sealed = NULL`,
    where: `decision_id IN (SELECT decision_id FROM ${decisionsOf({ order: 'ASC' })} d)`,
  }),
  place('decisions.winner', 'rename'),
  place('assignments.driver_id', 'rename'),
  place('orders.driver_id', 'rename'),
  place('drivers.co_driver_id', 'clear', {
    set: 'version = version + 1, changed_at_ms = paidan_now_ms()',
  }),
  place('requests.driver_id', 'rename', {
    // Who asked is gone, so an open one is closed: there is nobody left to be answered.
    set: `words = NULL, answer = NULL, closed_at_ms = COALESCE(closed_at_ms, paidan_now_ms()),
      state = CASE WHEN verified_at_ms IS NULL THEN 'refused'
        WHEN state = 'refused' THEN state ELSE 'answered' END,
      refusal_ground = CASE WHEN state = 'refused' OR verified_at_ms IS NULL
        THEN COALESCE(refusal_ground, 'identity_not_proven') END,
      refusal_reason = CASE WHEN state = 'refused' OR verified_at_ms IS NULL THEN 'erased' END`,
  }),
  place('requests.filed_by', 'rename'),
  place('requests.closed_by', 'rename'),
  place('reviews.driver_id', 'rename', {
    set: `reasons = NULL,
      state = CASE WHEN state IN ('waiting', 'taken') THEN 'closed' ELSE state END`,
  }),
  place('decision_chain.driver_id', 'rename'),
  place('award_reviews.wanted_by', 'mention'),
  place('driver_accesses.driver_id', 'rename', { set: 'reason = NULL' }),
  place('driver_accesses.actor', 'rename'),
  place('audit.actor', 'rename'),
  place('audit.subject', 'mention'),
  place('audit.reason', 'mention'),
  place('audit.detail', 'mention'),
  // An answer that was given to him, or that describes him, is not kept under another name: only
  // those about orders are another's, too.
  place('idempotency_keys.scope', 'delete', {
    where: `starts_with(scope, 'driver/' || $1 || '/')`,
  }),
  place('idempotency_keys.body', 'delete', { where: `scope NOT LIKE '%/order.%'` }),
  place('idempotency_keys.body', 'mention'),
  // What was told already goes; what waits is told without him, and what is about him alone is not.
  place('outbox.key', 'delete'),
  place('outbox.payload', 'delete', {
    where: 'published_at_ms IS NOT NULL OR dead_at_ms IS NOT NULL',
  }),
  place('outbox.payload', 'mention'),
];

/** Columns that look as if they might, each with the reason why no driver's id is in it. */
export const NO_DRIVERS: Readonly<Record<string, string>> = {
  'drivers.driver_id': 'the row itself, deleted last',
  'paidan_keys.subject_keys.driver_id': 'the key itself, destroyed with the row',
  'drivers.carrier_id': "a company's id",
  'automation_pauses.paused_by': "an operator's id",
  'audit.id': 'random',
  'assignments.order_id': "an order's id",
  'assignments.decision_id': "a decision's id",
  'decisions.decision_id': 'random',
  'decisions.order_id': "an order's id",
  'decisions.decided_by_human': "an operator's id",
  'decision_rows.decision_id': "a decision's id",
  'grabs.order_id': "an order's id",
  'order_offers.offer_id': 'random; the row goes with its driver',
  'order_offers.order_id': 'the row goes with its driver',
  'order_offers.decision_id': 'the row goes with its driver',
  'order_documents.order_id': "an order's id",
  'orders.order_id': 'random',
  'orders.shipper_id': "a shipper's id",
  'orders.awarded_by': "a decision's id",
  'outbox.id': 'random',
  'outcomes.outcome_id': 'random; the row goes with its driver',
  'outcomes.shipper_id': 'the row goes with its driver',
  'outcomes.order_id': 'the row goes with its driver',
  'outcomes.voided_by': 'the row goes with its driver',
  'ratings.order_id': "an order's id",
  'wake_ups.order_id': "an order's id",
  'log_leaves.decision_id': "a decision's or an erasure's id",
  'consent_texts.put_by': "an operator's id",
  'erasures.erasure_id': 'random',
  'erasures.pseudonym': 'random, and of no further use once the erasure is certified',
  'erasures.subject': 'his id, encrypted, until nobody needs it any more',
  'erasure_notices.erasure_id': "an erasure's id",
  'restricted_records.record_id': 'random',
  'restricted_records.erasure_id': "an erasure's id",
  'violations.violation_id': 'random; the row goes with its driver',
  'violations.recorded_by': "a service's or a person's id",
  'evidence_holds.request_id': 'the row goes with its driver',
  'evidence_holds.order_id': 'the row goes with its driver',
  'evidence_holds.decision_id': 'the row goes with its driver',
  'policies.put_by': "a person's id",
  'policy_activations.activated_by': "a person's id",
  'policy_rollouts.rollout_id': 'random',
  'policy_rollouts.put_by': "a person's id",
  'policy_rollouts.ended_by': "a person's id",
  'policy_draws.order_id': "an order's id",
  'policy_draws.rollout_id': "a rollout's id",
  'policy_shadow_runs.run_id': 'random',
  'policy_shadow_runs.put_by': "a person's id",
  'requests.request_id': 'random',
  'requests.order_id': "an order's id",
  'requests.decision_id': "a decision's id",
  'requests.outcome_id': "an outcome's id",
  'reviews.request_id': "a request's id",
  'reviews.order_id': "an order's id",
  'reviews.decision_id': "a decision's id",
  'reviews.taken_by': "a reviewer's id",
  'review_evidence.request_id': "a request's id",
  'review_evidence.reviewer': "a reviewer's id",
  'review_alarms.scope': 'a word; its key is a reviewer or a rule',
  'decision_chain.superseded': "a decision's id",
  'decision_chain.superseded_by': "a decision's id",
  'decision_chain.request_id': "a request's id",
  'compensations.compensation_id': 'the row goes with its driver',
  'compensations.request_id': 'the row goes with its driver',
  'compensations.used_in': 'the row goes with its driver',
  'award_reviews.order_id': "an order's id",
  'award_reviews.opened_by': "a reviewer's id",
  'award_reviews.decided_by': "a reviewer's id",
  'award_reviews.decision_id': "a decision's id",
  'correction_jobs.job_id': 'the row goes with its driver',
  'correction_jobs.request_id': 'the row goes with its driver',
  'correction_jobs.cursor_id': 'the row goes with its driver',
  'reconsidered.decision_id': 'the row goes with its driver',
  'reconsidered.request_id': 'the row goes with its driver',
  'trips.order_id': 'the row goes with its driver',
  'trip_points.order_id': 'the row goes with its trip',
  'access_requests.access_id': 'the row goes with its driver',
  'access_requests.asked_by': 'the row goes with its driver',
  'access_requests.decided_by': 'the row goes with its driver',
  'driver_accesses.order_id': "an order's id",
  'driver_accesses.decision_id': "a decision's id",
  'driver_accesses.access_id': "an access request's id",
  'crew_invitations.invitation_id': 'the row goes with its driver',
  'pairs.shipper_id': 'the row goes with its driver',
  'declines.order_id': 'the row goes with its driver',
};
