-- Webhooks: where hoteliers want to be told of what happens, and how telling them went.

-- A UUIDv7 (RFC 9562) for something made at an instant: for rows whose number only the
-- statement that makes them knows.
CREATE FUNCTION uuid_at(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM at) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

CREATE TABLE webhook_endpoint (
    id              uuid PRIMARY KEY,
    hotel_id        uuid NOT NULL REFERENCES hotel,
    url             text NOT NULL,
    description     text NOT NULL DEFAULT '',
    -- Which kinds of events; all of them, if there are none.
    event_types     text[] NOT NULL DEFAULT '{}',
    enabled         boolean NOT NULL,
    -- Why the platform disabled it: the address said that it is gone, or failed for days.
    disabled_reason text CHECK (disabled_reason IN ('gone', 'failing')),
    -- Since when no delivery has got through, although some were tried.
    failing_since   timestamptz,
    -- What signs deliveries: needed as it is, and so not hashed.
    secret          bytea NOT NULL,
    -- Signs beside the other one for a while after it was replaced.
    old_secret      bytea,
    old_until       timestamptz,
    -- Deliveries may be under way while it is deleted: they keep their row until they end.
    deleted_at      timestamptz,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK (enabled <= (disabled_reason IS NULL AND deleted_at IS NULL)),
    CHECK ((old_secret IS NULL) = (old_until IS NULL))
);
CREATE INDEX webhook_endpoint_of ON webhook_endpoint (hotel_id);

-- One event on its way to one endpoint. What is sent is made of the event, which does not change.
CREATE TABLE webhook_delivery (
    id          uuid PRIMARY KEY,
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
    -- Absent for a test.
    event_id    uuid REFERENCES booking_event,
    kind        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'dropped')),
    -- How often it was sent again after it had ended.
    replays     integer NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX webhook_delivery_of ON webhook_delivery (endpoint_id, id DESC);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id);

-- One try of a delivery.
CREATE TABLE webhook_attempt (
    id          uuid PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    at          timestamptz NOT NULL,
    -- HTTP status; absent if there was no answer.
    status      smallint,
    -- Milliseconds.
    took        integer NOT NULL,
    -- The first KiB of the answer.
    answer      text NOT NULL DEFAULT '',
    -- Why there was no answer.
    error       text
);
CREATE INDEX webhook_attempt_of ON webhook_attempt (delivery_id, at);
