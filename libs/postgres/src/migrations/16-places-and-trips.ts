import { ForwardOnly } from './forward-only.js';

export class PlacesAndTrips extends ForwardOnly {
  override readonly name = 'PlacesAndTrips1795305600016';

  protected override readonly sql = /* sql */ `
    -- Which region these data are of. Written by the first start, never changed: a service of another
    -- region finds it and refuses (S6).
    CREATE TABLE region_mark (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      region text NOT NULL,
      marked_at_ms bigint NOT NULL
    );

    -- What shippers are shown of nearby trucks: made once a period by whichever process is asked first,
    -- so that everybody gets the same, and counts only. Older ones are deleted: a row of them would
    -- tell who moved.
    CREATE TABLE truck_counts (
      period_ms bigint PRIMARY KEY,
      counts text NOT NULL
    );

    -- One order on its way. Without the consents it is a pair of times; with them it is followed, and
    -- what is known of the way lies sealed under the driver's key.
    CREATE TABLE trips (
      order_id opaque_id PRIMARY KEY REFERENCES orders ON DELETE CASCADE,
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      policy_hash text COLLATE "C" NOT NULL,
      from_lat double precision NOT NULL,
      from_lng double precision NOT NULL,
      to_lat double precision NOT NULL,
      to_lng double precision NOT NULL,
      started_at_ms bigint NOT NULL,
      ended_at_ms bigint,
      meters bigint NOT NULL DEFAULT 0 CHECK (meters >= 0),
      deviations integer NOT NULL DEFAULT 0,
      points integer NOT NULL DEFAULT 0,
      sealed_state bytea,
      suspicions text NOT NULL DEFAULT '[]'
    );
    CREATE INDEX trips_under_way ON trips (driver_id) WHERE ended_at_ms IS NULL;
    COMMENT ON INDEX trips_under_way IS 'trips.underWay: of the drivers in one report';
    CREATE INDEX trips_of_driver ON trips (driver_id, started_at_ms DESC);
    COMMENT ON INDEX trips_of_driver IS 'trips.forgetTracks, a driver''s own copy (R1), and the cascade when he is erased';
    CREATE INDEX trips_with_track ON trips (ended_at_ms) WHERE points > 0;
    COMMENT ON INDEX trips_with_track IS 'trips.deleteTracks: those that have been kept long enough';

    CREATE TABLE trip_points (
      order_id opaque_id NOT NULL REFERENCES trips ON DELETE CASCADE,
      observed_at_ms bigint NOT NULL,
      sealed bytea NOT NULL,
      PRIMARY KEY (order_id, observed_at_ms)
    );

    -- Who may look at what of whom, because somebody else has said so, and until when (S2).
    CREATE TABLE access_requests (
      access_id opaque_id PRIMARY KEY,
      driver_id opaque_id NOT NULL,
      what text[] NOT NULL,
      reason text NOT NULL,
      hours integer NOT NULL CHECK (hours >= 1),
      asked_by opaque_id NOT NULL,
      asked_role text NOT NULL,
      asked_at_ms bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('requested', 'approved', 'refused')),
      decided_by opaque_id,
      decided_role text,
      decided_at_ms bigint,
      decision_reason text,
      until_ms bigint,
      CONSTRAINT nobody_approves_himself CHECK (decided_by <> asked_by),
      CHECK ((state = 'requested') = (decided_at_ms IS NULL)),
      CHECK ((state = 'approved') = (until_ms IS NOT NULL))
    );
    CREATE INDEX access_requests_newest ON access_requests (asked_at_ms DESC, access_id DESC);
    COMMENT ON INDEX access_requests_newest IS 'accesses.requests: pages, newest first';
    CREATE INDEX access_requests_of_driver ON access_requests (driver_id, asked_by);
    COMMENT ON INDEX access_requests_of_driver IS 'accesses.permission: what this person may see of this driver now';

    -- Each time somebody was shown a driver's data. No foreign key: an insert would wait for whoever
    -- has the driver's row locked, and a reader must not.
    CREATE TABLE driver_accesses (
      access_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      driver_id opaque_id NOT NULL,
      at_ms bigint NOT NULL,
      actor opaque_id NOT NULL,
      role text NOT NULL,
      operation text NOT NULL,
      what text NOT NULL,
      order_id opaque_id,
      decision_id opaque_id,
      access_id opaque_id,
      reason text,
      request_id text
    );
    CREATE INDEX driver_accesses_newest ON driver_accesses (driver_id, access_no DESC);
    COMMENT ON INDEX driver_accesses_newest IS 'accesses.ofDriver: pages, newest first';

    -- Invitations of a co-driver (M14). Who was invited says yes or no; only a yes makes a crew.
    CREATE TABLE crew_invitations (
      invitation_id opaque_id PRIMARY KEY,
      driver_id opaque_id NOT NULL,
      co_driver_id opaque_id NOT NULL,
      state text NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
      invited_at_ms bigint NOT NULL,
      answered_at_ms bigint,
      CHECK (driver_id <> co_driver_id),
      CHECK ((state = 'open') = (answered_at_ms IS NULL))
    );
    CREATE UNIQUE INDEX crew_invitations_open ON crew_invitations (driver_id) WHERE state = 'open';
    COMMENT ON INDEX crew_invitations_open IS 'crews.invite: one open invitation a driver; a new one takes its place';
    CREATE INDEX crew_invitations_to ON crew_invitations (co_driver_id) WHERE state = 'open';
    COMMENT ON INDEX crew_invitations_to IS 'crews.openTo: what a driver is asked';
  `;
}
