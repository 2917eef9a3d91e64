import type { Class } from '../fields/field.js';
import {
  AutomationChanged,
  ConsentTextPublished,
  DriverConsentChanged,
  DriverDutyChanged,
  DriverProfileChanged,
  DriverRegistered,
  ErasureCertified,
  ViolationChanged,
  PolicyActivated,
  PolicyRolloutChanged,
} from './driver-data.js';
import {
  DecisionRecorded,
  OrderRatingChanged,
  GrabRecorded,
  OrderAmended,
  OrderAssignedByHand,
  OrderAwarded,
  OrderCancelled,
  OrderConfirmed,
  OrderExpired,
  OrderPosted,
  OrderProgressed,
  OrderRated,
  OrderReceived,
  OrderRecommended,
  OrderReleased,
  OrderStalled,
} from './event-data.js';
import { OfferDeclined, OfferExpired, OfferWithdrawn, OrderOffered } from './offer-events.js';
import {
  DriverCrewChanged,
  TripDeviated,
  TripEnded,
  TripStarted,
  TripSuspect,
} from './trip-events.js';
import {
  AwardReviewRequested,
  AwardReviewTimedOut,
  CompensationGranted,
  CompensationUsed,
  DecisionWouldDiffer,
  DriverHumanDecisionChanged,
  RequestAnswered,
  RequestCorrectionWorkedOut,
  RequestDueChanged,
  RequestIdentityVerified,
  RequestNearingDue,
  RequestOverdue,
  RequestReceived,
  RequestRefused,
  RequestReviewOpened,
  ReviewAgreementAlarm,
  ReviewDecided,
} from './rights-data.js';

type EventEntry = {
  readonly summary: string;
  /** What the event's key and the CloudEvent's `subject` name. */
  readonly key: 'order' | 'driver' | 'city' | 'purpose' | 'erasure' | 'rule';
  readonly data: Class;
};

/**
 * Everything the service tells the world, by type. Fields may be added to data, never taken away.
 */
export const EVENTS = {
  'order.posted': { summary: 'Posted', key: 'order', data: OrderPosted },
  'order.amended': { summary: 'Amended while open', key: 'order', data: OrderAmended },
  'order.recommended': {
    summary: 'Recommended to a driver; one event for each',
    key: 'order',
    data: OrderRecommended,
  },
  'order.offered': {
    summary: 'Offered to a driver; one event for each',
    key: 'order',
    data: OrderOffered,
  },
  'offer.declined': { summary: 'An offer was declined', key: 'order', data: OfferDeclined },
  'offer.expired': { summary: 'An offer ran out', key: 'order', data: OfferExpired },
  'offer.withdrawn': { summary: 'An offer was taken back', key: 'order', data: OfferWithdrawn },
  'grab.recorded': { summary: 'Grabbed by a driver', key: 'order', data: GrabRecorded },
  'order.awarded': { summary: 'Given to a driver', key: 'order', data: OrderAwarded },
  'order.confirmed': { summary: 'Made binding', key: 'order', data: OrderConfirmed },
  'order.released': { summary: 'Taken back, open again', key: 'order', data: OrderReleased },
  'order.loading': { summary: 'Loading began', key: 'order', data: OrderProgressed },
  'order.in_transit': { summary: 'On the way', key: 'order', data: OrderProgressed },
  'order.delivered': { summary: 'Delivered', key: 'order', data: OrderProgressed },
  'order.received': { summary: 'Received', key: 'order', data: OrderReceived },
  'order.rated': { summary: 'Rated by one side', key: 'order', data: OrderRated },
  'order.cancelled': { summary: 'Ended early', key: 'order', data: OrderCancelled },
  'order.expired': { summary: 'Nobody in time', key: 'order', data: OrderExpired },
  'order.stalled': { summary: 'Overdue', key: 'order', data: OrderStalled },
  'trip.started': { summary: 'Loading, on its way', key: 'order', data: TripStarted },
  'trip.deviated': { summary: 'Off its route', key: 'order', data: TripDeviated },
  'trip.ended': { summary: 'Unloaded', key: 'order', data: TripEnded },
  'trip.suspect': { summary: 'Doubtful, with the facts', key: 'order', data: TripSuspect },
  'order.assigned_by_hand': {
    summary: 'Given to a driver by an operator',
    key: 'order',
    data: OrderAssignedByHand,
  },
  'decision.recorded': { summary: 'Decided and recorded', key: 'order', data: DecisionRecorded },
  'driver.registered': { summary: 'Registered', key: 'driver', data: DriverRegistered },
  'driver.consent_changed': {
    summary: 'Consent given or withdrawn',
    key: 'driver',
    data: DriverConsentChanged,
  },
  'consent.text_published': {
    summary: 'In force after its days of notice',
    key: 'purpose',
    data: ConsentTextPublished,
  },
  'driver.duty_changed': { summary: 'On or off duty', key: 'driver', data: DriverDutyChanged },
  'driver.crew_changed': { summary: 'Rides with another', key: 'driver', data: DriverCrewChanged },
  'driver.profile_changed': {
    summary: 'Evidence changed',
    key: 'driver',
    data: DriverProfileChanged,
  },
  'order.rating_changed': {
    summary: 'A rating was corrected or withdrawn',
    key: 'order',
    data: OrderRatingChanged,
  },
  'violation.changed': {
    summary: 'A violation was recorded, contested or reviewed',
    key: 'driver',
    data: ViolationChanged,
  },
  'erasure.certified': {
    summary: 'A driver was erased; whom, is told to those alone who had his data',
    key: 'erasure',
    data: ErasureCertified,
  },
  'driver.human_decision_changed': {
    summary: 'A person to decide, or no longer',
    key: 'driver',
    data: DriverHumanDecisionChanged,
  },
  'request.received': { summary: 'Asked', key: 'driver', data: RequestReceived },
  'request.identity_verified': {
    summary: 'Identity proven',
    key: 'driver',
    data: RequestIdentityVerified,
  },
  'request.review_opened': {
    summary: 'A person has to look',
    key: 'driver',
    data: RequestReviewOpened,
  },
  'request.due_changed': { summary: 'Due dates changed', key: 'driver', data: RequestDueChanged },
  'request.nearing_due': { summary: 'Soon due', key: 'driver', data: RequestNearingDue },
  'request.overdue': { summary: 'Late', key: 'driver', data: RequestOverdue },
  'request.answered': { summary: 'Answered', key: 'driver', data: RequestAnswered },
  'request.refused': { summary: 'Refused', key: 'driver', data: RequestRefused },
  'request.correction_worked_out': {
    summary: 'What a correction would have changed is known',
    key: 'driver',
    data: RequestCorrectionWorkedOut,
  },
  'review.decided': { summary: 'Decided by a person', key: 'driver', data: ReviewDecided },
  'review.agreement_alarm': {
    summary: 'Reviews nearly always agree with the system',
    key: 'rule',
    data: ReviewAgreementAlarm,
  },
  'decision.would_differ': {
    summary: 'Would have come out differently on right data',
    key: 'driver',
    data: DecisionWouldDiffer,
  },
  'compensation.granted': { summary: 'Priority owed', key: 'driver', data: CompensationGranted },
  'compensation.used': { summary: 'Priority used', key: 'driver', data: CompensationUsed },
  'award.review_requested': {
    summary: 'An award waits for a person',
    key: 'order',
    data: AwardReviewRequested,
  },
  'award.review_timed_out': {
    summary: 'No person decided in time',
    key: 'order',
    data: AwardReviewTimedOut,
  },
  'automation.changed': { summary: 'Paused or resumed', key: 'city', data: AutomationChanged },
  'policy.activated': { summary: 'In force', key: 'city', data: PolicyActivated },
  'policy.rollout_changed': {
    summary: 'Let in beside another, or no longer',
    key: 'city',
    data: PolicyRolloutChanged,
  },
} as const satisfies Readonly<Record<string, EventEntry>>;

export type EventType = keyof typeof EVENTS;
export type EventData<Type extends EventType> = InstanceType<(typeof EVENTS)[Type]['data']>;

export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

export const EVENT_TYPES: readonly EventType[] = Object.keys(EVENTS).filter(isEventType);
