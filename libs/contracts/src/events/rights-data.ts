import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, TextField } from '../fields/kinds.js';
import { CityField, CountField, IdField, MillisecondsField, UuidField } from '../fields/named.js';
import {
  RECORDED_ROLES,
  REFUSAL_GROUNDS,
  REQUEST_KINDS,
  REVIEW_OUTCOMES,
  type RecordedRole,
  type RefusalGround,
  type RequestKind,
  type ReviewOutcome,
} from '../vocabulary.js';
import { DriverEvent } from './driver-data.js';

const DayField = (): PropertyDecorator => TextField({ min: 10, max: 10, example: '2026-10-03' });
const RuleField = (example: string): PropertyDecorator => TextField({ min: 1, max: 60, example });

/** Ids and dates; never words, answers or reasons. */
class AboutRequest extends DriverEvent {
  @UuidField()
  requestId: string;

  @EnumField(REQUEST_KINDS)
  kind: RequestKind;

  @UuidField({ nullable: true })
  orderId: string | null;

  @UuidField({ nullable: true })
  decisionId: string | null;
}

class WithDues extends AboutRequest {
  @DayField()
  strictDueOn: string;

  @DayField()
  legalDueOn: string;

  @BooleanField({ example: false })
  provisional: boolean;
}

@Describes('A driver asked; this acknowledges it with both due dates.')
export class RequestReceived extends WithDues {}

@Describes('It was shown that he who asked is the driver. No date moves.')
export class RequestIdentityVerified extends AboutRequest {
  @MillisecondsField()
  verifiedAtMs: number;
}

@Describes('A person has to look at it.')
export class RequestReviewOpened extends WithDues {}

@Describes('The days off of a year were announced, and the limit with them.')
export class RequestDueChanged extends WithDues {}

@Describes('Three days or less are left until the target.')
export class RequestNearingDue extends WithDues {
  @EnumField(['nearing_due'])
  lateness: 'nearing_due';
}

@Describes('The target, or the limit of the law, has passed without an answer.')
export class RequestOverdue extends WithDues {
  @EnumField(['target_passed', 'limit_passed'])
  lateness: 'target_passed' | 'limit_passed';
}

@Describes('Answered; the answer itself is for the driver alone.')
export class RequestAnswered extends AboutRequest {
  @EnumField(REVIEW_OUTCOMES, { nullable: true, description: 'Null from the record.' })
  outcome: ReviewOutcome | null;

  @BooleanField({ description: 'By the target.' })
  inTime: boolean;
}

@Describes('Refused on a listed ground; the reason is for the driver alone.')
export class RequestRefused extends AboutRequest {
  @EnumField(REFUSAL_GROUNDS)
  ground: RefusalGround;
}

@Describes('Every decision that a corrected datum went into was decided again.')
export class RequestCorrectionWorkedOut extends DriverEvent {
  @UuidField()
  requestId: string;

  @CountField()
  examined: number;

  @CountField({ example: 1 })
  changed: number;

  @CountField({ example: 0, description: 'Could not be: a part of it was erased.' })
  skipped: number;

  @BooleanField({ description: 'False when there were more than one correction may examine.' })
  complete: boolean;
}

@Describes('A person decided a case.')
export class ReviewDecided extends DriverEvent {
  @UuidField()
  requestId: string;

  @UuidField({ nullable: true })
  orderId: string | null;

  @UuidField({ nullable: true })
  decisionId: string | null;

  @EnumField(REVIEW_OUTCOMES)
  outcome: ReviewOutcome;

  @RuleField('ranking')
  rule: string;

  @TextField({ min: 1, max: 60, nullable: true, example: 'datum.outcome' })
  faultyRule: string | null;

  @CountField({ example: 420_000 })
  spentMs: number;

  @UuidField({ nullable: true })
  supersededBy: string | null;

  @UuidField({ nullable: true })
  compensationId: string | null;
}

@Describes('Reviews nearly always uphold the system: somebody should look at how they are done.')
export class ReviewAgreementAlarm {
  @EnumField(['reviewer', 'rule'])
  scope: 'reviewer' | 'rule';

  @RuleField('ranking')
  key: string;

  @CountField({ example: 60 })
  reviewed: number;

  @CountField({ example: 60 })
  upheld: number;
}

@Describes('With a datum put right, a decision would have come out differently for this driver.')
export class DecisionWouldDiffer extends DriverEvent {
  @UuidField()
  decisionId: string;

  @UuidField({ nullable: true })
  orderId: string | null;

  @EnumField(RECORDED_ROLES, { example: 'LOST' })
  was: RecordedRole;

  @EnumField(RECORDED_ROLES, { example: 'WON' })
  wouldBe: RecordedRole;
}

@Describes('Priority is owed to a driver.')
export class CompensationGranted extends DriverEvent {
  @UuidField()
  compensationId: string;

  @UuidField()
  requestId: string;

  @CityField({ nullable: true })
  fromCityCode: string | null;

  @MillisecondsField()
  expiresAtMs: number;
}

@Describes('Priority counted in an award and is used up.')
export class CompensationUsed extends DriverEvent {
  @UuidField()
  compensationId: string;

  @UuidField()
  orderId: string;

  @UuidField()
  decisionId: string;
}

@Describes('A driver asks for a person to decide, or no longer.')
export class DriverHumanDecisionChanged extends DriverEvent {
  @BooleanField()
  wanted: boolean;
}

@Describes('An award waits for a person, because a driver who asked for one competes.')
export class AwardReviewRequested {
  @UuidField()
  orderId: string;

  @CountField({ example: 1 })
  round: number;

  @CityField()
  cityCode: string;

  @MillisecondsField()
  dueAtMs: number;
}

@Describes('No person decided in time: the system did, and a person looks at it afterwards.')
export class AwardReviewTimedOut {
  @UuidField()
  orderId: string;

  @CountField({ example: 1 })
  round: number;

  @IdField({ nullable: true, description: 'Who got it.' })
  driverId: string | null;

  @UuidField({ nullable: true })
  decisionId: string | null;
}
