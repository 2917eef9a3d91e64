import { ForwardOnly } from './forward-only.js';

export class Remedies extends ForwardOnly {
  override readonly name = 'Remedies1795305600014';

  protected override readonly sql = /* sql */ `
    -- A person's correction is a decision too: appended, never written over the one it corrects.
    ALTER TABLE decisions
      DROP CONSTRAINT decisions_kind_check,
      ADD CONSTRAINT decisions_kind_check CHECK (kind IN (
        'recommendation', 'award', 'no_award', 'expiry', 'release', 'manual_assignment',
        'cancellation', 'profile_change', 'review')),
      DROP CONSTRAINT consequences_have_no_winner,
      ADD CONSTRAINT consequences_have_no_winner CHECK (
        kind NOT IN ('release', 'cancellation', 'profile_change', 'review')
        OR num_nonnulls(winner, cutoff_total) = 0);

    -- Evidence of open requests. No foreign keys to what is held: a hold must not lock it.
    CREATE TABLE evidence_holds (
      request_id opaque_id NOT NULL,
      driver_id opaque_id NOT NULL,
      order_id opaque_id,
      decision_id opaque_id,
      placed_at_ms bigint NOT NULL,
      lifted_at_ms bigint,
      UNIQUE NULLS NOT DISTINCT (request_id, order_id, decision_id)
    );
    CREATE INDEX evidence_holds_of_decision ON evidence_holds (decision_id) WHERE lifted_at_ms IS NULL;
    COMMENT ON INDEX evidence_holds_of_decision IS 'holds.heldDecisions';
    CREATE INDEX evidence_holds_of_order ON evidence_holds (order_id) WHERE lifted_at_ms IS NULL;
    COMMENT ON INDEX evidence_holds_of_order IS 'holds.heldOrders, and heldDecisions through the order';
    CREATE INDEX evidence_holds_of_driver ON evidence_holds (driver_id) WHERE lifted_at_ms IS NULL;
    COMMENT ON INDEX evidence_holds_of_driver IS 'holds.heldDrivers and holds.ofDriver';

    -- Who answers for a rule may not review its decisions; null is from before this was kept.
    ALTER TABLE policies ADD put_by opaque_id;
    ALTER TABLE policy_activations ADD activated_by opaque_id;

    -- What a driver asked, when, and by when it is due. The words and the answer are his own data.
    CREATE TABLE requests (
      request_id opaque_id PRIMARY KEY,
      driver_id opaque_id NOT NULL,
      kind text NOT NULL CHECK (kind IN ('explanation', 'human_review', 'correction', 'objection')),
      order_id opaque_id,
      decision_id opaque_id,
      outcome_id opaque_id,
      words text,
      filed_by opaque_id NOT NULL,
      filed_role text NOT NULL CHECK (filed_role IN ('driver', 'service', 'system')),
      state text NOT NULL CHECK (state IN ('awaiting_identity', 'open', 'answered', 'refused')),
      received_at_ms bigint NOT NULL,
      verified_at_ms bigint,
      received_on text NOT NULL,
      strict_due_on text NOT NULL,
      legal_due_on text NOT NULL,
      strict_due_at_ms bigint NOT NULL,
      legal_due_at_ms bigint NOT NULL,
      provisional boolean NOT NULL,
      calendar_version text NOT NULL,
      repeats integer NOT NULL DEFAULT 0,
      answer text,
      refusal_ground text,
      refusal_reason text,
      closed_at_ms bigint,
      closed_by opaque_id,
      -- How far its lateness was told: each is told once.
      told text NOT NULL DEFAULT 'nothing'
        CHECK (told IN ('nothing', 'nearing_due', 'target_passed', 'limit_passed')),
      CONSTRAINT the_target_is_never_later_than_the_limit CHECK (strict_due_at_ms <= legal_due_at_ms),
      CONSTRAINT a_closed_request_says_when CHECK (
        (state IN ('answered', 'refused')) = (closed_at_ms IS NOT NULL)),
      CONSTRAINT a_refusal_names_its_ground CHECK (
        (state = 'refused') = (refusal_ground IS NOT NULL AND refusal_reason IS NOT NULL)),
      CONSTRAINT identity_comes_first CHECK (state IN ('awaiting_identity', 'refused') OR verified_at_ms IS NOT NULL)
    );
    CREATE UNIQUE INDEX requests_open_once ON requests (driver_id, kind, order_id, decision_id, outcome_id)
      NULLS NOT DISTINCT WHERE state IN ('awaiting_identity', 'open');
    COMMENT ON INDEX requests_open_once IS 'requests.insert: a repeat of an open request gets that one';
    CREATE INDEX requests_of_driver ON requests (driver_id, received_at_ms DESC, request_id DESC);
    COMMENT ON INDEX requests_of_driver IS 'requests.ofDriver: his own, newest first';
    CREATE INDEX requests_due ON requests (strict_due_at_ms, request_id)
      WHERE state IN ('awaiting_identity', 'open');
    COMMENT ON INDEX requests_due IS 'requests.untold, openWithOtherCalendar and lateness: by due date';

    -- One desk for each request that a person has to look at.
    CREATE TABLE reviews (
      request_id opaque_id PRIMARY KEY REFERENCES requests,
      driver_id opaque_id NOT NULL,
      order_id opaque_id,
      decision_id opaque_id,
      policy_hash text COLLATE "C",
      rule text COLLATE "C" NOT NULL,
      opened_at_ms bigint NOT NULL,
      due_at_ms bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('waiting', 'taken', 'decided', 'closed')),
      taken_by opaque_id,
      taken_at_ms bigint,
      lease_until_ms bigint,
      decided_at_ms bigint,
      outcome text CHECK (outcome IN ('upheld', 'data_corrected', 'overturned')),
      reasons text,
      faulty_rule text COLLATE "C",
      spent_ms bigint,
      CONSTRAINT taken_by_someone CHECK (
        state NOT IN ('taken', 'decided') OR (taken_by IS NOT NULL AND taken_at_ms IS NOT NULL)),
      CONSTRAINT decided_in_full CHECK (
        (state = 'decided') = (decided_at_ms IS NOT NULL AND outcome IS NOT NULL AND spent_ms IS NOT NULL))
    );
    CREATE INDEX reviews_queue ON reviews (due_at_ms, request_id) WHERE state IN ('waiting', 'taken');
    COMMENT ON INDEX reviews_queue IS 'reviews.queue: what is due first, first';
    CREATE INDEX reviews_of_reviewer ON reviews (taken_by, decided_at_ms DESC) WHERE taken_by IS NOT NULL;
    COMMENT ON INDEX reviews_of_reviewer IS 'reviews.heldBy, agreement and lastReasons: by reviewer';
    CREATE INDEX reviews_of_rule ON reviews (rule, decided_at_ms DESC) WHERE state = 'decided';
    COMMENT ON INDEX reviews_of_rule IS 'reviews.agreement and reviews.byRule';

    -- What a reviewer opened before he decided, and when: a glance at nothing is no review.
    CREATE TABLE review_evidence (
      request_id opaque_id NOT NULL REFERENCES reviews,
      reviewer opaque_id NOT NULL,
      piece text NOT NULL,
      opened_at_ms bigint NOT NULL,
      PRIMARY KEY (request_id, reviewer, piece)
    );

    -- Raised when one side is agreed with nearly always; one a scope and key until its window ends.
    CREATE TABLE review_alarms (
      scope text NOT NULL CHECK (scope IN ('reviewer', 'rule')),
      key text COLLATE "C" NOT NULL,
      raised_at_ms bigint NOT NULL,
      reviewed integer NOT NULL,
      upheld integer NOT NULL,
      PRIMARY KEY (scope, key, raised_at_ms)
    );

    -- Never deleted, never evidence again: a profile is built without what was found to be wrong.
    ALTER TABLE outcomes ADD voided_at_ms bigint, ADD voided_by opaque_id, ADD voided_because text,
      ADD CONSTRAINT voided_with_a_cause CHECK (
        (voided_at_ms IS NULL) = (voided_by IS NULL) AND (voided_at_ms IS NULL) = (voided_because IS NULL));
    ALTER TABLE outcomes DROP CONSTRAINT outcomes_origin_check;
    ALTER TABLE outcomes ADD CONSTRAINT outcomes_origin_check
      CHECK (origin IN ('recorded', 'imported', 'corrected'));

    -- Appended beside the records, which stay as they were: what took the place of what, and why.
    CREATE TABLE decision_chain (
      superseded opaque_id NOT NULL,
      superseded_by opaque_id NOT NULL PRIMARY KEY,
      driver_id opaque_id NOT NULL,
      request_id opaque_id NOT NULL,
      at_ms bigint NOT NULL
    );
    CREATE INDEX decision_chain_of_superseded ON decision_chain (superseded, driver_id, at_ms DESC);
    COMMENT ON INDEX decision_chain_of_superseded IS 'chain.after: what superseded a decision for a driver';

    -- Priority owed to a driver whom a faulty decision cost an order. One use each, and an end.
    CREATE TABLE compensations (
      compensation_id opaque_id PRIMARY KEY,
      driver_id opaque_id NOT NULL,
      request_id opaque_id NOT NULL UNIQUE,
      from_city_code text COLLATE "C",
      granted_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL,
      used_at_ms bigint,
      used_in opaque_id
    );
    CREATE INDEX compensations_owed ON compensations (driver_id, granted_at_ms) WHERE used_at_ms IS NULL;
    COMMENT ON INDEX compensations_owed IS 'standings.of: what is still owed to the drivers of a decision';

    -- Drivers who refuse to be decided on by the system alone (D4).
    CREATE TABLE human_choices (
      driver_id opaque_id PRIMARY KEY,
      wanted boolean NOT NULL,
      changed_at_ms bigint NOT NULL
    );

    -- Awards that wait for a person, because such a driver competes. One a round.
    CREATE TABLE award_reviews (
      order_id opaque_id NOT NULL,
      round integer NOT NULL,
      city_code text COLLATE "C" NOT NULL,
      asked_at_ms bigint NOT NULL,
      due_at_ms bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('waiting', 'decided', 'timed_out', 'void')),
      wanted_by text[] NOT NULL,
      opened_by opaque_id,
      opened_at_ms bigint,
      closed_at_ms bigint,
      decided_by opaque_id,
      decision_id opaque_id,
      followed_up boolean NOT NULL DEFAULT false,
      PRIMARY KEY (order_id, round)
    );
    CREATE INDEX award_reviews_waiting ON award_reviews (due_at_ms, order_id) WHERE state = 'waiting';
    COMMENT ON INDEX award_reviews_waiting IS 'awardReviews.waiting: what is due first, first';
    CREATE INDEX award_reviews_to_follow_up ON award_reviews (closed_at_ms)
      WHERE state = 'timed_out' AND NOT followed_up;
    COMMENT ON INDEX award_reviews_to_follow_up IS 'awardReviews.toFollowUp: decided without the person they waited for';

    -- A datum was corrected: every decision it went into is decided again, in batches.
    CREATE TABLE correction_jobs (
      job_id opaque_id PRIMARY KEY,
      request_id opaque_id NOT NULL UNIQUE,
      driver_id opaque_id NOT NULL,
      voided text NOT NULL,
      replacement text,
      from_ms bigint NOT NULL,
      until_ms bigint NOT NULL,
      cursor_ms bigint,
      cursor_id opaque_id,
      examined integer NOT NULL DEFAULT 0,
      changed integer NOT NULL DEFAULT 0,
      skipped integer NOT NULL DEFAULT 0,
      state text NOT NULL CHECK (state IN ('running', 'done', 'bounded')),
      lease_until_ms bigint NOT NULL DEFAULT 0
    );
    CREATE INDEX correction_jobs_running ON correction_jobs (lease_until_ms) WHERE state = 'running';
    COMMENT ON INDEX correction_jobs_running IS 'corrections.take';

    CREATE TABLE reconsidered (
      decision_id opaque_id NOT NULL,
      driver_id opaque_id NOT NULL,
      request_id opaque_id NOT NULL,
      was text NOT NULL,
      would_be text NOT NULL,
      at_ms bigint NOT NULL,
      PRIMARY KEY (decision_id, driver_id, request_id)
    );
    CREATE INDEX reconsidered_of_driver ON reconsidered (driver_id, at_ms DESC);
    COMMENT ON INDEX reconsidered_of_driver IS 'corrections.ofDriver: what would have come out differently for him';
    CREATE INDEX reconsidered_of_request ON reconsidered (request_id, decision_id, driver_id);
    COMMENT ON INDEX reconsidered_of_request IS 'corrections.ofRequest: what one correction would have changed';
  `;
}
