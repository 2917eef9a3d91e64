import { greatCircleMeters } from '#libs/fleet-index';
import type { Position } from '#libs/dispatch';
import { Stream } from './random.js';
import type { Behaviour, SimDriver, SimOrder } from './world.js';

const MINUTE_MS = 60_000;

/** Roads against the straight line, as the default policy has it. */
export const ROAD_PERMILLE = 1300;

export const roadMeters = (from: Position, to: Position): number =>
  Math.round((greatCircleMeters(from, to) * ROAD_PERMILLE) / 1000);

export type Opinion =
  { readonly wants: true } | { readonly wants: false; readonly because: 'price' | 'distance' };

/** What a driver makes of an order, and how he would carry it out: the same in every mode. */
export class Behaving {
  constructor(
    private readonly seed: number,
    private readonly behaviour: Behaviour,
  ) {}

  /** Null: he does not look at all. */
  noticesAfterMs(driver: SimDriver, order: SimOrder): number | null {
    const stream = this.of('notice', driver, order);
    if (!stream.chance(this.behaviour.noticeChance)) return null;
    return Math.ceil(stream.waiting(driver.hidden.noticeSeconds) * 1000);
  }

  /** A job pays for the empty kilometres, too, or he lets it pass. */
  thinksOf(driver: SimDriver, order: SimOrder, at: Position): Opinion {
    const taste = this.of('taste', driver, order).between(0.85, 1.15);
    const laneKm = roadMeters(order.loading, order.unloading) / 1000;
    const pickupKm = roadMeters(at, order.loading) / 1000;
    const { wantedFenPerKm } = driver.hidden;
    if ((order.freightFen * taste) / (laneKm + pickupKm) >= wantedFenPerKm) return { wants: true };
    const paidOnTheLane = (order.freightFen * taste) / laneKm >= wantedFenPerKm;
    return { wants: false, because: paidOnTheLane ? 'distance' : 'price' };
  }

  /** Null: he carries it out. */
  givesBackAfterMs(driver: SimDriver, order: SimOrder): number | null {
    const stream = this.of('give back', driver, order);
    const chance = this.behaviour.cancelChance * (1 - driver.hidden.reliability);
    return stream.chance(chance) ? Math.ceil(stream.between(3, 25) * MINUTE_MS) : null;
  }

  setsOutAfterMs(driver: SimDriver, order: SimOrder): number {
    const { setOutMinutes, dawdleMinutes } = this.behaviour;
    const mean = setOutMinutes + dawdleMinutes * (1 - driver.hidden.reliability);
    return this.of('set out', driver, order).waiting(mean) * MINUTE_MS;
  }

  drivesMs(
    driver: SimDriver,
    order: SimOrder,
    way: { readonly leg: string; readonly meters: number; readonly metersPerHour: number },
  ): number {
    const noise = 1 + this.of(way.leg, driver, order).between(-0.1, this.behaviour.roadNoise);
    return (way.meters / way.metersPerHour) * 3_600_000 * noise;
  }

  handlesMs(driver: SimDriver, order: SimOrder, what: 'loading' | 'unloading'): number {
    const factor = this.of(what, driver, order).between(0.6, 1.4);
    return this.behaviour.handlingMinutes * MINUTE_MS * factor;
  }

  stars(driver: SimDriver, order: SimOrder, onTime: boolean): number {
    const mood = this.of('stars', driver, order).around() * 0.7;
    const expected = (onTime ? 4.6 : 3.2) + mood;
    return Math.max(1, Math.min(5, Math.round(expected)));
  }

  private of(what: string, { registration }: SimDriver, { name }: SimOrder): Stream {
    return new Stream(this.seed, `${what}/${registration.driverId}/${name}`);
  }
}
