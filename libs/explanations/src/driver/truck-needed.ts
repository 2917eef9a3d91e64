import type { OrderFacts, RefusalReason } from '#libs/matcher';
import { sentence, type Sentence } from '../sentence.js';

const TRUCK: ReadonlySet<string> = new Set<RefusalReason | 'truck_unsuitable'>([
  'body_type',
  'length',
  'weight',
  'volume',
  'vehicle_slots',
  'truck_unsuitable',
]);

/** It is the truck that stands against him, which nobody changes for one order. */
export const isOfTruck = (refused: { readonly reason: string } | null | undefined): boolean =>
  refused !== null && refused !== undefined && TRUCK.has(refused.reason);

/** What truck would have done, in one sentence: the rule named only what his own lacked first. */
export function truckNeeded(order: OrderFacts): Sentence {
  const { bodyTypes, minLengthMillimeters: length, load } = order;
  const needed = { bodies: bodyTypes.join(','), kilograms: load.kilograms };
  return length > 0
    ? sentence('card.truck_needed', { length, ...needed })
    : sentence('card.truck_needed.any_length', needed);
}
