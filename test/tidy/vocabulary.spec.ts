import { openApiDocument } from '../../libs/contracts/src/documents/openapi.js';
import * as wire from '../../libs/contracts/src/vocabulary.js';
import { isProblemCode, type ProblemCode } from '../../libs/contracts/src/problems.js';
import { ROLES } from '../../libs/dispatch/src/caller.js';
import { ACCESS_KINDS, ACCESSES_SHOWN } from '../../libs/dispatch/src/model/access.js';
import { SUSPICION_CODES } from '../../libs/dispatch/src/model/trip.js';
import { CONSENT_PURPOSES, POSITION_SOURCES } from '../../libs/dispatch/src/model/driver.js';
import * as order from '../../libs/dispatch/src/model/order.js';
import type { FixResult } from '../../libs/dispatch/src/ports/drivers.js';
import type { Grab } from '../../libs/dispatch/src/ports/grabs.js';
import { OFFER_STATES, WITHDRAWN_BECAUSE } from '../../libs/dispatch/src/ports/offers.js';
import { OUTCOME_KINDS } from '../../libs/dispatch/src/ports/outcomes.js';
import * as rollout from '../../libs/dispatch/src/ports/rollouts.js';
import { REJECTIONS } from '../../libs/dispatch/src/rejection.js';
import { cityByCode } from '../../libs/fleet-index/src/cities/cities.js';
import { DECISION_KINDS, RECORDED_ROLES } from '../../libs/explanations/src/record.js';
import { REFUSALS } from '../../libs/matcher/src/decision.js';
import { VIOLATION_KINDS, VIOLATION_STATES } from '../../libs/rights/src/ports/violations.js';
import { ERASURE_GROUNDS, ERASURE_STATES } from '../../libs/rights/src/ports/erasures.js';
import * as matcher from '../../libs/matcher/src/vocabulary.js';
import { REFUSAL_GROUNDS } from '../../libs/rights/src/requests/grounds.js';
import * as request from '../../libs/rights/src/requests/request.js';
import * as review from '../../libs/rights/src/reviews/review.js';
import type { TransportProblemCode } from '../../libs/nats/src/requests/problem.js';

// Lists that elsewhere are types only are held equal by the compiler, in both directions.
const fixResults: readonly FixResult[] = wire.FIX_RESULTS;
const grabStates: readonly Grab['state'][] = wire.GRAB_STATES;
type Complete<All, Listed extends All> = Exclude<All, Listed> extends never ? true : never;
const complete: readonly true[] = [
  true satisfies Complete<FixResult, wire.FixResult>,
  true satisfies Complete<Grab['state'], wire.GrabState>,
  true satisfies Complete<TransportProblemCode, Extract<TransportProblemCode, ProblemCode>>,
];

describe('the words of the wire', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['body types', wire.BODY_TYPES, matcher.BODY_TYPES],
    ['cargo kinds', wire.CARGO_KINDS, matcher.CARGO_KINDS],
    ['qualifications', wire.QUALIFICATIONS, matcher.QUALIFICATIONS],
    ['modes', wire.MODES, matcher.MODES],
    ['order statuses', wire.ORDER_STATUSES, order.ORDER_STATUSES],
    ['coordinate systems', wire.COORDINATE_SYSTEMS, order.COORDINATE_SYSTEMS],
    ['handlings', wire.HANDLINGS, order.HANDLINGS],
    ['confirmations', wire.CONFIRMATIONS, order.CONFIRMATIONS],
    ['kinds of document', wire.DOCUMENT_KINDS, order.DOCUMENT_KINDS],
    ['purposes of consent', wire.CONSENT_PURPOSES, CONSENT_PURPOSES],
    ['sources of a position', [...wire.FIX_SOURCES, 'manual'], POSITION_SOURCES],
    ['kinds of outcome', wire.OUTCOME_KINDS, OUTCOME_KINDS],
    ['refusals', wire.REFUSALS, REFUSALS],
    ['kinds of decision', wire.DECISION_KINDS, DECISION_KINDS],
    ['roles in a record', wire.RECORDED_ROLES, RECORDED_ROLES],
    ['kinds of request', wire.REQUEST_KINDS, request.REQUEST_KINDS],
    ['states of a request', wire.REQUEST_STATES, request.REQUEST_STATES],
    ['grounds of a refusal', wire.REFUSAL_GROUNDS, REFUSAL_GROUNDS],
    ['states of a review', wire.REVIEW_STATES, review.REVIEW_STATES],
    ['outcomes of a review', wire.REVIEW_OUTCOMES, review.REVIEW_OUTCOMES],
    ['pieces of evidence', wire.EVIDENCE_PIECES, review.EVIDENCE_PIECES],
    ['roles of callers', wire.ROLES, ROLES],
    ['kinds of access', wire.ACCESS_KINDS, ACCESS_KINDS],
    ['what is shown', wire.ACCESSES_SHOWN, ACCESSES_SHOWN],
    ['reasons to decline', wire.DECLINE_REASONS, matcher.DECLINE_REASONS],
    ['states of an offer', wire.OFFER_STATES, OFFER_STATES],
    ['reasons to withdraw an offer', wire.WITHDRAWN_BECAUSE, WITHDRAWN_BECAUSE],
    ['suspicions', wire.SUSPICIONS, SUSPICION_CODES],
    ['ways of a rollout', wire.ROLLOUT_METHODS, rollout.ROLLOUT_METHODS],
    ['regions of a rollout', wire.ROLLOUT_REGIONS, rollout.ROLLOUT_REGIONS],
    ['arms of a rollout', wire.ROLLOUT_ARMS, rollout.ROLLOUT_ARMS],
    ['kinds of violation', wire.VIOLATION_KINDS, Object.keys(VIOLATION_KINDS)],
    ['states of a violation', wire.VIOLATION_STATES, VIOLATION_STATES],
    ['grounds of an erasure', wire.ERASURE_GROUNDS, ERASURE_GROUNDS],
    ['states of an erasure', wire.ERASURE_STATES, ERASURE_STATES],
  ])('name the %s as the rooms behind them do', (_, told, meant) => {
    expect(told).toEqual(meant);
  });

  it('leave out no state of a grab, no result of a fix, no refusal of the transport', () => {
    expect(complete).toHaveLength(3);
    expect([fixResults.length, grabStates.length]).toEqual([4, 5]);
  });

  it('have a problem for everything a command may be turned down for', () => {
    expect(REJECTIONS.filter((code) => !isProblemCode(code))).toEqual([]);
  });

  it('give examples of cities that are in the table', () => {
    const named = [...JSON.stringify(openApiDocument()).matchAll(CITY_EXAMPLE)].map(
      ([, code = '']) => code,
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((code) => cityByCode(code) === null)).toEqual([]);
  });
});

/** In an example of an object, or as the example of a field. */
const CITY_EXAMPLE = /"(?:\w*[cC]ityCode"|example"):"(\d{4})"/g;
