import type { Position } from '#libs/dispatch';
import type { SimDriver } from './world.js';

type Leg = {
  readonly from: Position;
  readonly to: Position;
  readonly startMs: number;
  readonly endMs: number;
};

/** A driver on the road, as he really is; the product knows only what he reports. */
export class Truck {
  orderId: string | null = null;
  onDuty = false;
  incomeFen = 0;
  emptyMeters = 0;
  loadedMeters = 0;
  served = 0;
  awards = 0;
  grabs = 0;
  offers = 0;
  gaveBack = 0;
  freeSinceMs: number;
  private at: Position;
  private leg: Leg | null = null;

  constructor(readonly driver: SimDriver) {
    this.at = driver.place;
    this.freeSinceMs = driver.onDutyFromMs;
  }

  get driverId(): string {
    return this.driver.registration.driverId;
  }

  get isFree(): boolean {
    return this.onDuty && this.orderId === null;
  }

  drive(to: Position, startMs: number, endMs: number): void {
    this.leg = { from: this.placeAt(startMs), to, startMs, endMs };
  }

  arrive(at: Position): void {
    this.at = at;
    this.leg = null;
  }

  placeAt(nowMs: number): Position {
    const { leg } = this;
    if (leg === null) return this.at;
    const { from, to, startMs, endMs } = leg;
    const part =
      endMs <= startMs ? 1 : Math.min(1, Math.max(0, (nowMs - startMs) / (endMs - startMs)));
    return {
      lat: rounded(from.lat + (to.lat - from.lat) * part),
      lng: rounded(from.lng + (to.lng - from.lng) * part),
    };
  }
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
