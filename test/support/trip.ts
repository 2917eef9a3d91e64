import type { OrderView, TripView } from '#libs/contracts';
import { CONSENT } from './fleet.js';
import { aDriver, HANGZHOU, moveTo, post, SHANGHAI } from './freight.js';
import type { TestService } from './service.js';

export type Place = { readonly lat: number; readonly lng: number };

/** One order on one truck, as its parties see it. */
export class TripMaker {
  private atMs = Date.now();

  private constructor(
    readonly service: TestService,
    readonly driverId: string,
    readonly orderId: string,
    readonly shipperId: string,
  ) {}

  /** Awarded and confirmed; by hand, so that nobody waits for a round. */
  static async confirmed(
    service: TestService,
    name: string,
    { consents = ['location', 'trip_track'] }: { consents?: readonly string[] } = {},
  ): Promise<TripMaker> {
    const driverId = `drv-${name}`;
    const shipperId = `shp-${name}`;
    const located = consents.includes('location');
    await aDriver(service, driverId, { position: located ? HANGZHOU : null });
    for (const purpose of consents.filter((each) => each !== 'location')) {
      const path = `/v1/drivers/${driverId}/consents/${purpose}`;
      await service.as('driver', driverId).ok('PUT', path, CONSENT);
    }
    const { orderId } = await post(service, {}, shipperId);
    await service
      .as('operator', 'opr-trips')
      .ok('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'a test' });
    return new TripMaker(service, driverId, orderId, shipperId);
  }

  progress(status: 'loading' | 'in_transit' | 'delivered'): Promise<OrderView> {
    return this.service
      .as('driver', this.driverId)
      .ok<OrderView>('POST', `/v1/orders/${this.orderId}/progress`, { status });
  }

  get(role: 'shipper' | 'driver' = 'shipper'): Promise<TripView> {
    const subject = role === 'shipper' ? this.shipperId : this.driverId;
    return this.service.as(role, subject).ok<TripView>('GET', `/v1/orders/${this.orderId}/trip`);
  }

  /** Reports places, some seconds apart; a phone's clock runs a little ahead, and never back. */
  async drive(places: readonly Place[], apartMs = 1_000): Promise<readonly string[]> {
    const fixes = places.map(({ lat, lng }) => ({
      driverId: this.driverId,
      position: { lat, lng, coordinateSystem: 'wgs84' },
      source: 'phone',
      observedAtMs: (this.atMs = Math.max(this.atMs + apartMs, Date.now())),
    }));
    const { results } = await this.service
      .as('driver', this.driverId)
      .ok<{ results: string[] }>('POST', '/v1/positions', { fixes });
    return results;
  }

  moveTo(place: Place): Promise<void> {
    return moveTo(this.service, this.driverId, place);
  }
}

/** So many places on the straight way from Hangzhou to Shanghai, ends included. */
export const wayOf = (count: number): Place[] =>
  Array.from({ length: count }, (_, index) => ({
    lat: HANGZHOU.lat + ((SHANGHAI.lat - HANGZHOU.lat) * index) / (count - 1),
    lng: HANGZHOU.lng + ((SHANGHAI.lng - HANGZHOU.lng) * index) / (count - 1),
  }));
