import type { NatsConnection } from '@nats-io/transport-node';
import type { Who } from '../installation.js';
import type { Asker } from '../asking/asker.js';

// Who speaks in the demo, and by which way. Nothing here reaches behind the public interfaces.

/** Each way is that of another system: its own user at the broker, its own rights. */
export type Ways = {
  readonly http: Asker;
  /** Back ends of the apps. */
  readonly gateway: Asker;
  /** Payment and history services. */
  readonly partner: Asker;
  /** Boxes in the trucks. */
  readonly terminal: Asker;
  /** The partner's own connection, on which it also hears the events of orders. */
  readonly partnerEvents: NatsConnection;
  /** Counts what stands in the stream. */
  readonly observer: NatsConnection;
};

export const OPERATOR: Who = { role: 'operator', subject: 'opr-0001' };
export const REGISTRY: Who = { role: 'service', subject: 'registry' };
export const PAYMENTS: Who = { role: 'service', subject: 'payments' };
export const TERMINALS: Who = { role: 'service', subject: 'terminals' };
export const driver = (driverId: string): Who => ({ role: 'driver', subject: driverId });
export const shipper = (shipperId: string): Who => ({ role: 'shipper', subject: shipperId });
