import { randomBytes, type KeyObject } from 'node:crypto';
import type { TrackPoint, TripState } from '#libs/dispatch';
import type { DataKey } from '../data-key.js';
import { decrypt, encrypt } from '../keyring.js';

const NONCE_BYTES = 12;

/** Of one trip, from its driver's key: who has it for one trip reads no other, and no record. */
export const tripKey = (dataKey: DataKey, orderId: string): KeyObject =>
  dataKey.derived(`trip/${orderId}`);

const seal = (key: KeyObject, content: unknown, context: string): Buffer =>
  encrypt(key, randomBytes(NONCE_BYTES), Buffer.from(JSON.stringify(content)), context);

const open = (key: KeyObject, sealed: Uint8Array, context: string): unknown =>
  JSON.parse(decrypt(key, sealed, context).toString());

export const sealState = (key: KeyObject, orderId: string, state: TripState): Buffer =>
  seal(key, state, `trip-state/${orderId}`);

/** What was sealed is what was followed: the same shape by construction. */
export const openState = (key: KeyObject, orderId: string, sealed: Uint8Array): TripState =>
  open(key, sealed, `trip-state/${orderId}`) as TripState;

export const sealPoint = (key: KeyObject, orderId: string, point: TrackPoint): Buffer =>
  seal(key, [point.lat, point.lng], `trip-point/${orderId}/${point.observedAtMs}`);

export function openPoint(
  key: KeyObject,
  orderId: string,
  { observed_at_ms, sealed }: { observed_at_ms: number; sealed: Uint8Array },
): TrackPoint {
  const context = `trip-point/${orderId}/${observed_at_ms}`;
  const [lat, lng] = open(key, sealed, context) as [number, number];
  return { lat, lng, observedAtMs: observed_at_ms };
}
