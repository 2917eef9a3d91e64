import { ForwardOnly } from './forward-only.js';

export class Offers extends ForwardOnly {
  override readonly name = 'Offers1795305600020';

  protected override readonly sql = /* sql */ `
    -- Who was asked about which order, on the terms of which version, and what he said. An offer ends
    -- by a row and the order's wake-up, never by a timer in a process.
    CREATE TABLE order_offers (
      offer_id opaque_id PRIMARY KEY,
      order_id opaque_id NOT NULL REFERENCES orders ON DELETE CASCADE,
      round integer NOT NULL CHECK (round >= 1),
      batch integer NOT NULL CHECK (batch >= 1),
      order_version integer NOT NULL CHECK (order_version >= 1),
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      decision_id opaque_id NOT NULL REFERENCES decisions ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
      rank integer NOT NULL CHECK (rank >= 1),
      offered_at_ms bigint NOT NULL,
      visible_from_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL,
      state text NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'accepted', 'declined', 'lapsed', 'withdrawn')),
      closed_at_ms bigint,
      because text CHECK (because IN ('taken', 'cancelled', 'amended', 'order_expired')),
      CHECK (offered_at_ms <= visible_from_ms AND visible_from_ms < expires_at_ms),
      CHECK ((state = 'open') = (closed_at_ms IS NULL)),
      CHECK ((state = 'withdrawn') = (because IS NOT NULL))
    );
    CREATE UNIQUE INDEX order_offers_one_open ON order_offers (order_id, driver_id) WHERE state = 'open';
    COMMENT ON INDEX order_offers_one_open IS 'offers.add: a driver is asked about an order once at a time';
    CREATE INDEX order_offers_of_order ON order_offers (order_id, driver_id, offered_at_ms DESC);
    COMMENT ON INDEX order_offers_of_order IS 'offers.ofRound and offers.latestOf';
    CREATE INDEX order_offers_open ON order_offers (driver_id) WHERE state = 'open';
    COMMENT ON INDEX order_offers_open IS 'offers.openOf and the count that offers.add holds him to';
    CREATE INDEX order_offers_of_driver ON order_offers (driver_id, offered_at_ms DESC);
    COMMENT ON INDEX order_offers_of_driver IS 'a driver''s own copy (R1), and the cascade when he is erased';
    CREATE INDEX order_offers_of_decision ON order_offers (decision_id);
    COMMENT ON INDEX order_offers_of_decision IS 'the foreign key, when a decision is deleted for good';

    ALTER TABLE wake_ups
      DROP CONSTRAINT wake_ups_kind_check,
      ADD CONSTRAINT wake_ups_kind_check CHECK (kind IN (
        'recommend', 'award', 'offer', 'expire', 'confirm', 'stalled', 'rate'));

    ALTER TABLE decisions
      DROP CONSTRAINT decisions_kind_check,
      ADD CONSTRAINT decisions_kind_check CHECK (kind IN (
        'recommendation', 'offer', 'award', 'acceptance', 'no_award', 'expiry', 'release',
        'manual_assignment', 'cancellation', 'profile_change', 'review'));
  `;
}
