-- The whole life of a stay: rates and rules of sale, cancellation, the desk, the ledger of notices.
--
-- Percentages are in basis points: 10000 is the whole.

-- Hotels and room types --------------------------------------------------------------------------

ALTER TABLE hotel
    -- Tiers of fees by hours before local check-in; see types::policy.
    ADD COLUMN cancellation jsonb NOT NULL DEFAULT
        '{"kind": "flexible", "tiers": [{"hours_before": 24, "fee": {"nights": 1}}]}',
    -- Whether the night audit marks guests who never came, and from when on the day after arrival.
    ADD COLUMN auto_no_show boolean NOT NULL DEFAULT false,
    ADD COLUMN no_show_time time NOT NULL DEFAULT '12:00';

ALTER TABLE room_type
    -- How many people the price is for, and what each further one pays per night.
    ADD COLUMN included smallint NOT NULL DEFAULT 20 CHECK (included BETWEEN 1 AND 20),
    ADD COLUMN extra_adult bigint NOT NULL DEFAULT 0 CHECK (extra_adult >= 0),
    ADD COLUMN extra_child bigint NOT NULL DEFAULT 0 CHECK (extra_child >= 0);

-- Prices and rules of sale -------------------------------------------------------------------------

CREATE TABLE rate_rule (
    id           uuid PRIMARY KEY,
    hotel_id     uuid NOT NULL REFERENCES hotel,
    -- Every type of the hotel, if absent.
    room_type_id uuid,
    name         text NOT NULL,
    -- What decides between rules: date > season and weekday > season > weekday.
    level        text NOT NULL CHECK (level IN ('date', 'season_weekday', 'season', 'weekday')),
    -- The nights it is for; every night, if absent.
    nights       daterange CHECK (NOT isempty(nights) AND NOT lower_inf(nights) AND NOT upper_inf(nights)),
    -- Monday is bit 0, Sunday bit 6; 127 is every day.
    weekdays     smallint NOT NULL DEFAULT 127 CHECK (weekdays BETWEEN 1 AND 127),
    price        bigint CHECK (price > 0),
    percent      integer CHECK (percent BETWEEN 1 AND 100000),
    min_stay     smallint CHECK (min_stay BETWEEN 1 AND 365),
    max_stay     smallint CHECK (max_stay BETWEEN 1 AND 365),
    closed_to_arrival   boolean,
    closed_to_departure boolean,
    stop_sell           boolean,
    archived_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    FOREIGN KEY (room_type_id, hotel_id) REFERENCES room_type (id, hotel_id),
    CHECK (price IS NULL OR percent IS NULL),
    CHECK ((level = 'weekday') = (nights IS NULL))
);
CREATE INDEX rate_rule_of_hotel ON rate_rule (hotel_id) WHERE archived_at IS NULL;

CREATE TABLE promotion (
    id           uuid PRIMARY KEY,
    hotel_id     uuid NOT NULL REFERENCES hotel,
    code         text NOT NULL CHECK (code = upper(code)),
    name         text NOT NULL,
    percent      integer CHECK (percent BETWEEN 1 AND 10000),
    amount       bigint CHECK (amount > 0),
    min_nights   smallint NOT NULL DEFAULT 1 CHECK (min_nights BETWEEN 1 AND 365),
    -- When it can be used, and for which nights.
    book_from    timestamptz,
    book_until   timestamptz,
    nights       daterange,
    max_uses     integer CHECK (max_uses > 0),
    max_per_guest integer CHECK (max_per_guest > 0),
    archived_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CHECK ((percent IS NULL) <> (amount IS NULL))
);
CREATE UNIQUE INDEX promotion_code ON promotion (hotel_id, code) WHERE archived_at IS NULL;

-- Taxes and fees on top of the nights.
CREATE TABLE charge_rule (
    id           uuid PRIMARY KEY,
    hotel_id     uuid NOT NULL REFERENCES hotel,
    name         text NOT NULL,
    basis        text NOT NULL CHECK (basis IN ('percent', 'per_night', 'per_person_night', 'per_person', 'per_stay')),
    -- Minor units; basis points for 'percent'.
    value        bigint NOT NULL CHECK (value > 0),
    archived_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX charge_rule_of_hotel ON charge_rule (hotel_id) WHERE archived_at IS NULL;

-- Stays ------------------------------------------------------------------------------------------

ALTER TABLE booking
    ALTER COLUMN guest_id DROP NOT NULL,
    ADD COLUMN source text NOT NULL DEFAULT 'web' CHECK (source IN ('web', 'api', 'desk', 'phone')),
    -- The language of letters to the guest.
    ADD COLUMN locale text NOT NULL DEFAULT 'pt-BR' CHECK (locale IN ('pt-BR', 'en', 'es')),
    -- Frozen when the booking is made; the anchor is the check-in that the hours are counted back
    -- from, which an edit never moves later.
    ADD COLUMN cancellation jsonb NOT NULL DEFAULT
        '{"kind": "flexible", "tiers": [{"hours_before": 24, "fee": {"nights": 1}}]}',
    ADD COLUMN cancellation_anchor timestamptz,
    ADD COLUMN promotion_id uuid REFERENCES promotion,
    ADD COLUMN sequence integer NOT NULL DEFAULT 0;
UPDATE booking SET cancellation_anchor = starts_at;
ALTER TABLE booking ALTER COLUMN cancellation_anchor SET NOT NULL;
CREATE INDEX booking_promotion ON booking (promotion_id) WHERE promotion_id IS NOT NULL;
-- What the night audit looks for.
CREATE INDEX booking_arrived ON booking (starts_at) WHERE state = 'confirmed';

ALTER TABLE room_stay
    -- A pinned stay is for this very room; others may be moved to make space.
    ADD COLUMN pinned boolean NOT NULL DEFAULT false,
    -- Taxes and fees: [{"name", "basis", "amount"}].
    ADD COLUMN charges jsonb NOT NULL DEFAULT '[]',
    -- Owed for cancelling, not coming, or leaving early.
    ADD COLUMN fee bigint NOT NULL DEFAULT 0 CHECK (fee >= 0),
    -- Why the room is blocked.
    ADD COLUMN reason text NOT NULL DEFAULT '',
    ADD COLUMN created_at timestamptz,
    -- As the booking's: a hold that has run out takes no room.
    ADD COLUMN hold_until timestamptz;

-- Rules are kept in a form that gives the price again.
UPDATE stay_night SET rules = jsonb_build_object('base', price,
    'base_of', CASE WHEN rules ? 'room' THEN 'room' ELSE 'type' END);

ALTER TABLE booking_event
    ADD COLUMN reason text NOT NULL DEFAULT '',
    -- The booking after the event, without personal data: for looking back.
    ADD COLUMN snapshot jsonb;

-- History is changed for one purpose only: to erase what a person wants erased.
CREATE OR REPLACE FUNCTION booking_event_is_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('pousada.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'booking_event is append-only';
END $$;

CREATE TABLE booking_note (
    id         uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    author_id  uuid NOT NULL REFERENCES account,
    text       text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX booking_note_of ON booking_note (booking_id, created_at);

-- Letters ----------------------------------------------------------------------------------------

-- Every letter that was to be sent, and how that went.
CREATE TABLE notice (
    id         uuid PRIMARY KEY,
    booking_id uuid REFERENCES booking,
    account_id uuid REFERENCES account ON DELETE CASCADE,
    kind       text NOT NULL,
    -- guest or hotel.
    recipient  text NOT NULL CHECK (recipient IN ('guest', 'hotel')),
    address    text NOT NULL,
    locale     text NOT NULL,
    subject    text NOT NULL,
    message_id text NOT NULL UNIQUE,
    state      text NOT NULL CHECK (state IN ('sent', 'failed', 'skipped')),
    attempts   integer NOT NULL,
    error      text,
    sent_at    timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX notice_of_booking ON notice (booking_id, created_at);

-- People -----------------------------------------------------------------------------------------

ALTER TABLE account ADD COLUMN erased_at timestamptz;

-- What an e-mail lets its receiver do, once. Only the SHA-256 of the token is kept.
CREATE TABLE account_token (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('verify', 'reset')),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX account_token_of ON account_token (account_id, purpose);
