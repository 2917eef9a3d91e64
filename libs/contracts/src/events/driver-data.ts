import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, TextField } from '../fields/kinds.js';
import {
  CityField,
  CountField,
  IdField,
  MillisecondsField,
  PolicyHashField,
  Sha256Field,
  UuidField,
} from '../fields/named.js';
import {
  BODY_TYPES,
  CONSENT_PURPOSES,
  VIOLATION_KINDS,
  VIOLATION_STATES,
  PROFILE_CAUSES,
  ROLLOUT_METHODS,
  type BodyType,
  type ConsentPurpose,
  type ViolationKind,
  type ViolationState,
  type ProfileCause,
  type RolloutMethod,
} from '../vocabulary.js';

export class DriverEvent {
  @IdField()
  driverId: string;
}

@Describes('A driver was registered, or registered anew.')
export class DriverRegistered extends DriverEvent {
  @EnumField(BODY_TYPES)
  body: BodyType;

  @CityField()
  cityCode: string;
}

@Describes('A driver gave or withdrew a consent.')
export class DriverConsentChanged extends DriverEvent {
  @EnumField(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @BooleanField()
  granted: boolean;

  @TextField({ min: 1, max: 32, example: '2026-11' })
  textVersion: string;
}

@Describes('A text that drivers are asked to agree to was published (R10).')
export class ConsentTextPublished {
  @EnumField(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @TextField({ min: 1, max: 32, example: '2026-12' })
  version: string;

  @Sha256Field()
  sha256: string;

  @MillisecondsField({ description: 'From then on agreement to an older text counts no more.' })
  effectiveAtMs: number;
}

@Describes('A driver came on duty or went off it.')
export class DriverDutyChanged extends DriverEvent {
  @BooleanField()
  onDuty: boolean;
}

@Describes('The evidence in a profile changed; the profile itself is for the driver alone.')
export class DriverProfileChanged extends DriverEvent {
  @UuidField({ nullable: true })
  orderId: string | null;

  @UuidField({ nullable: true, description: 'The decision he may ask about, if he has a profile.' })
  decisionId: string | null;

  @EnumField(PROFILE_CAUSES)
  because: ProfileCause;
}

@Describes('What is held against a driver changed; the words are for him alone.')
export class ViolationChanged extends DriverEvent {
  @UuidField()
  violationId: string;

  @EnumField(VIOLATION_KINDS)
  kind: ViolationKind;

  @EnumField(VIOLATION_STATES)
  state: ViolationState;

  @MillisecondsField()
  expiresAtMs: number;
}

@Describes('Everything about a driver was erased. Names nobody.')
export class ErasureCertified {
  @UuidField()
  erasureId: string;

  @Sha256Field({ description: 'Of the certificate; a leaf of the log.' })
  sha256: string;
}

@Describes("A city's automatic decisions were paused or resumed.")
export class AutomationChanged {
  @CityField()
  cityCode: string;

  @BooleanField()
  paused: boolean;
}

@Describes('A policy is let in beside the one in force, for another share, or no longer.')
export class PolicyRolloutChanged {
  @TextField({ min: 1, max: 4, pattern: /^(?:\*|\d{4})$/, example: '*', description: '* for all.' })
  cityCode: string;

  @UuidField()
  rolloutId: string;

  @PolicyHashField()
  hash: string;

  @PolicyHashField()
  baseHash: string;

  @EnumField(ROLLOUT_METHODS)
  method: RolloutMethod;

  @CountField({ example: 10 })
  percent: number;

  @BooleanField()
  ended: boolean;
}

@Describes('A policy holds for new orders of a city from now on.')
export class PolicyActivated {
  @PolicyHashField()
  hash: string;

  @TextField({ min: 1, max: 100, example: 'standard' })
  name: string;

  @CountField({ example: 1 })
  version: number;

  @TextField({ min: 1, max: 4, pattern: /^(?:\*|\d{4})$/, example: '*', description: '* for all.' })
  cityCode: string;
}
