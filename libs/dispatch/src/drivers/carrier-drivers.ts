import type { Caller } from '../caller.js';
import type { DriverState } from '../model/driver.js';
import type { OrderStatus } from '../model/order.js';
import type { Tx } from '../ports/database.js';

export type CarriersDriver = Pick<
  DriverState,
  'driverId' | 'vehicle' | 'qualifications' | 'onDuty' | 'registeredAtMs'
> & {
  readonly state: 'off_duty' | 'free' | 'busy';
  readonly orders: readonly { readonly orderId: string; readonly status: OrderStatus }[];
};

/**
 * A company's own drivers as it may see them (S7). Built from the fields that are shown, so that a
 * field which is added to a driver stays his until somebody writes it down here.
 */
export async function carrierDrivers(
  tx: Tx,
  { subject }: Caller,
  page: { after: string | null; limit: number },
): Promise<CarriersDriver[]> {
  const drivers = await tx.drivers.ofCarrier(subject, page);
  return drivers.map(({ driver, orders }) => ({
    driverId: driver.driverId,
    vehicle: driver.vehicle,
    qualifications: driver.qualifications,
    onDuty: driver.onDuty,
    registeredAtMs: driver.registeredAtMs,
    state: driver.activeOrders > 0 ? 'busy' : driver.onDuty ? 'free' : 'off_duty',
    orders,
  }));
}
