-- The foundation: people, inventory, stays, and the outbox.
--
-- Money is in minor units (BIGINT). Dates of stays are local to the hotel; instants are TIMESTAMPTZ.
-- Ids are UUIDv7, made by the application.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- People ---------------------------------------------------------------------------------------

CREATE TABLE account (
    id             uuid PRIMARY KEY,
    email          text NOT NULL CHECK (email = lower(email)),
    password_hash  text NOT NULL,
    role           text NOT NULL CHECK (role IN ('guest', 'hotelier', 'admin')),
    locale         text NOT NULL DEFAULT 'pt-BR' CHECK (locale IN ('pt-BR', 'en', 'es')),
    email_verified boolean NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT account_email_unique UNIQUE (email),
    UNIQUE (id, role)
);

CREATE TABLE guest (
    account_id      uuid PRIMARY KEY,
    role            text NOT NULL DEFAULT 'guest' CHECK (role = 'guest'),
    first_name      text NOT NULL,
    last_name       text NOT NULL,
    phone           text NOT NULL,
    document_kind   text NOT NULL CHECK (document_kind IN ('cpf', 'passport', 'other')),
    document_number text NOT NULL,
    birth_date      date,
    FOREIGN KEY (account_id, role) REFERENCES account (id, role) ON DELETE CASCADE
);

CREATE TABLE hotelier (
    account_id uuid PRIMARY KEY,
    role       text NOT NULL DEFAULT 'hotelier' CHECK (role = 'hotelier'),
    first_name text NOT NULL,
    last_name  text NOT NULL,
    phone      text NOT NULL,
    cnpj       text NOT NULL,
    FOREIGN KEY (account_id, role) REFERENCES account (id, role) ON DELETE CASCADE
);

-- A signed-in browser or integration. Only the SHA-256 of the token is kept.
CREATE TABLE session (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- A page's session comes by cookie, an API's as a bearer token; neither passes for the other.
    door         text NOT NULL CHECK (door IN ('page', 'api')),
    user_agent   text,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX session_account ON session (account_id);

-- Inventory ------------------------------------------------------------------------------------

CREATE TABLE hotel (
    id             uuid PRIMARY KEY,
    owner_id       uuid NOT NULL REFERENCES hotelier,
    slug           text NOT NULL UNIQUE,
    name           text NOT NULL,
    description    text NOT NULL DEFAULT '',
    stars          smallint NOT NULL CHECK (stars BETWEEN 0 AND 5),
    street         text NOT NULL,
    number         text NOT NULL,
    district       text NOT NULL,
    city           text NOT NULL,
    state          text NOT NULL,
    postal_code    text NOT NULL,
    country        text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    -- Folded (lower case, no accents) by the application, for search.
    city_key       text NOT NULL,
    search_key     text NOT NULL,
    time_zone      text NOT NULL,
    currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    check_in_time  time NOT NULL,
    check_out_time time NOT NULL,
    amenities      text[] NOT NULL DEFAULT '{}',
    published      boolean NOT NULL,
    archived_at    timestamptz,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX hotel_owner ON hotel (owner_id);
CREATE INDEX hotel_place ON hotel (city_key, name, id) WHERE published AND archived_at IS NULL;
CREATE INDEX hotel_words ON hotel USING gin (search_key gin_trgm_ops);

CREATE TABLE room_type (
    id          uuid PRIMARY KEY,
    hotel_id    uuid NOT NULL REFERENCES hotel,
    name        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('single', 'double', 'triple', 'quadruple', 'suite', 'dormitory', 'other')),
    capacity    smallint NOT NULL CHECK (capacity BETWEEN 1 AND 20),
    beds        text NOT NULL DEFAULT '',
    base_price  bigint NOT NULL CHECK (base_price > 0),
    description text NOT NULL DEFAULT '',
    amenities   text[] NOT NULL DEFAULT '{}',
    archived_at timestamptz,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (id, hotel_id)
);
CREATE UNIQUE INDEX room_type_name ON room_type (hotel_id, lower(name)) WHERE archived_at IS NULL;

CREATE TABLE room (
    id           uuid PRIMARY KEY,
    hotel_id     uuid NOT NULL REFERENCES hotel,
    room_type_id uuid NOT NULL,
    number       text NOT NULL,
    floor        text NOT NULL DEFAULT '',
    description  text NOT NULL DEFAULT '',
    price        bigint CHECK (price > 0),
    status       text NOT NULL CHECK (status IN ('active', 'out_of_service')),
    archived_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    UNIQUE (id, hotel_id),
    FOREIGN KEY (room_type_id, hotel_id) REFERENCES room_type (id, hotel_id)
);
CREATE UNIQUE INDEX room_number ON room (hotel_id, lower(number)) WHERE archived_at IS NULL;
CREATE INDEX room_of_type ON room (room_type_id) WHERE archived_at IS NULL;

CREATE TABLE photo (
    id           uuid PRIMARY KEY,
    hotel_id     uuid NOT NULL REFERENCES hotel,
    room_type_id uuid,
    file         text NOT NULL,
    alt          text NOT NULL,
    width        integer NOT NULL CHECK (width > 0),
    height       integer NOT NULL CHECK (height > 0),
    position     integer NOT NULL,
    FOREIGN KEY (room_type_id, hotel_id) REFERENCES room_type (id, hotel_id)
);
CREATE INDEX photo_of_hotel ON photo (hotel_id, position);

-- Stays ----------------------------------------------------------------------------------------

CREATE TABLE booking (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    hotel_id    uuid NOT NULL REFERENCES hotel,
    guest_id    uuid NOT NULL REFERENCES guest,
    state       text NOT NULL CHECK (state IN ('held', 'confirmed', 'checked_in', 'completed', 'cancelled', 'no_show', 'expired')),
    version     integer NOT NULL DEFAULT 1,
    check_in    date NOT NULL,
    check_out   date NOT NULL,
    -- The instants of local check-in and check-out, by the hotel's zone and hours when the dates were agreed.
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    currency    text NOT NULL,
    taxes       bigint NOT NULL DEFAULT 0 CHECK (taxes >= 0),
    total       bigint NOT NULL CHECK (total >= 0),
    guest_name  text NOT NULL,
    guest_email text NOT NULL,
    guest_phone text NOT NULL,
    guest_note  text NOT NULL DEFAULT '',
    hold_until  timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (check_out > check_in AND check_out - check_in <= 365),
    CHECK (ends_at > starts_at),
    CHECK ((state = 'held') <= (hold_until IS NOT NULL))
);
CREATE INDEX booking_of_guest ON booking (guest_id, check_in DESC, id DESC);
CREATE INDEX booking_of_hotel ON booking (hotel_id, check_in DESC, id DESC);
-- What the minute sweep looks for.
CREATE INDEX booking_due ON booking (ends_at) WHERE state IN ('confirmed', 'checked_in');
CREATE INDEX booking_held ON booking (hold_until) WHERE state = 'held';

-- One room's part of a booking, or a maintenance block (no booking, state 'blocked').
CREATE TABLE room_stay (
    id           uuid PRIMARY KEY,
    booking_id   uuid REFERENCES booking,
    hotel_id     uuid NOT NULL,
    room_id      uuid NOT NULL,
    room_type_id uuid NOT NULL,
    stay         daterange NOT NULL CHECK (NOT isempty(stay) AND lower_inc(stay) AND NOT upper_inc(stay)
                                           AND NOT lower_inf(stay) AND NOT upper_inf(stay)),
    state        text NOT NULL CHECK (state IN ('held', 'confirmed', 'checked_in', 'completed', 'cancelled', 'no_show', 'expired', 'blocked')),
    adults       smallint NOT NULL DEFAULT 1 CHECK (adults >= 0),
    children     smallint NOT NULL DEFAULT 0 CHECK (children >= 0),
    FOREIGN KEY (room_id, hotel_id) REFERENCES room (id, hotel_id),
    FOREIGN KEY (room_type_id, hotel_id) REFERENCES room_type (id, hotel_id),
    CHECK ((booking_id IS NULL) = (state = 'blocked')),
    -- No double booking, ever.
    CONSTRAINT room_stay_no_overlap EXCLUDE USING gist (room_id WITH =, stay WITH &&)
        WHERE (state IN ('held', 'confirmed', 'checked_in', 'blocked')) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX room_stay_booking ON room_stay (booking_id);
CREATE INDEX room_stay_taken ON room_stay (room_id, lower(stay), upper(stay))
    WHERE state IN ('held', 'confirmed', 'checked_in', 'blocked');

-- The agreed price of each night. `rules` says what made it.
CREATE TABLE stay_night (
    room_stay_id uuid NOT NULL REFERENCES room_stay,
    night        date NOT NULL,
    price        bigint NOT NULL CHECK (price >= 0),
    rules        jsonb NOT NULL,
    PRIMARY KEY (room_stay_id, night)
);

-- What happened to a booking; only ever added to.
CREATE TABLE booking_event (
    id         uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    version    integer NOT NULL,
    kind       text NOT NULL,
    -- guest, hotelier, admin or system; the id is absent for the system.
    actor      text NOT NULL,
    actor_id   uuid,
    data       jsonb NOT NULL DEFAULT '{}',
    at         timestamptz NOT NULL,
    UNIQUE (booking_id, version, kind)
);

CREATE FUNCTION booking_event_is_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'booking_event is append-only';
END $$;
CREATE TRIGGER booking_event_append_only BEFORE UPDATE OR DELETE ON booking_event
    FOR EACH ROW EXECUTE FUNCTION booking_event_is_history();

-- Work to be done after a commit -----------------------------------------------------------------

-- The truth about background work: Redis only carries hints to it.
CREATE TABLE outbox (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL,
    -- Ids only, never what they stand for: the handler reads the state of its own time.
    payload    jsonb NOT NULL,
    -- What makes a second such row superfluous, as (booking, event, version) does.
    dedupe_key text NOT NULL UNIQUE,
    state      text NOT NULL CHECK (state IN ('pending', 'queued', 'running', 'done', 'dead')),
    run_at     timestamptz NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX outbox_due ON outbox (run_at) WHERE state IN ('pending', 'queued', 'running');
CREATE INDEX outbox_dead ON outbox (updated_at) WHERE state = 'dead';

-- The answer to each request that carried an Idempotency-Key, written in the transaction that did the work.
CREATE TABLE idempotency (
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    route        text NOT NULL,
    key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    booking_id   uuid NOT NULL REFERENCES booking,
    answer       jsonb NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, route, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
