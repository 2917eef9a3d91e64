export const ROLES = ['shipper', 'driver', 'carrier', 'reviewer', 'operator', 'service'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who asks. `subject` is the token's `sub`: the shipper's, driver's, carrier's or person's opaque
 * id.
 */
export type Caller = {
  readonly role: Role;
  readonly subject: string;
  readonly requestId: string | null;
};
