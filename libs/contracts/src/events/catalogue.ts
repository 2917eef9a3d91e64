import type { Class } from '../fields/field.js';
import {
  AutomationChanged,
  ConsentTextPublished,
  DecisionRecorded,
  DriverConsentChanged,
  DriverDutyChanged,
  DriverProfileChanged,
  DriverRegistered,
  ErasureCertified,
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
  PolicyActivated,
} from './event-data.js';

type EventEntry = {
  readonly summary: string;
  /** What the event's key and the CloudEvent's `subject` name. */
  readonly key: 'order' | 'driver' | 'city' | 'purpose' | 'erasure';
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
  'driver.profile_changed': {
    summary: 'Evidence changed',
    key: 'driver',
    data: DriverProfileChanged,
  },
  'erasure.certified': {
    summary: 'A driver was erased; whom, is told to those alone who had his data',
    key: 'erasure',
    data: ErasureCertified,
  },
  'automation.changed': { summary: 'Paused or resumed', key: 'city', data: AutomationChanged },
  'policy.activated': { summary: 'In force', key: 'city', data: PolicyActivated },
} as const satisfies Readonly<Record<string, EventEntry>>;

export type EventType = keyof typeof EVENTS;
export type EventData<Type extends EventType> = InstanceType<(typeof EVENTS)[Type]['data']>;

export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

export const EVENT_TYPES: readonly EventType[] = Object.keys(EVENTS).filter(isEventType);
