-- Calendars in the iCalendar format: ours for others to read, and theirs that take our rooms.

-- A calendar that whoever has its secret address can read.
CREATE TABLE ical_feed (
    id         uuid PRIMARY KEY,
    hotel_id   uuid NOT NULL REFERENCES hotel,
    -- Every room of the hotel, if absent.
    room_id    uuid,
    name       text NOT NULL,
    -- Whom it is for: what was imported from there is left out.
    channel    text NOT NULL DEFAULT '',
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at timestamptz NOT NULL,
    FOREIGN KEY (room_id, hotel_id) REFERENCES room (id, hotel_id)
);
CREATE INDEX ical_feed_of ON ical_feed (hotel_id, created_at);

-- Another's calendar, whose events take a room.
CREATE TABLE ical_import (
    id         uuid PRIMARY KEY,
    hotel_id   uuid NOT NULL,
    room_id    uuid NOT NULL,
    channel    text NOT NULL,
    url        text NOT NULL,
    -- When it is to be read next.
    next_at    timestamptz NOT NULL,
    -- When it was last tried to read, and when that last went well.
    tried_at   timestamptz,
    read_at    timestamptz,
    -- Why reading it failed the last time.
    error      text,
    -- What was in it: events that count, and those that could not be understood in full.
    events     integer NOT NULL DEFAULT 0,
    skipped    integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    FOREIGN KEY (room_id, hotel_id) REFERENCES room (id, hotel_id),
    UNIQUE (room_id, url)
);
CREATE INDEX ical_import_due ON ical_import (next_at);

-- An event that wants nights that are taken already: both guests believe to have them.
CREATE TABLE ical_conflict (
    import_id  uuid NOT NULL REFERENCES ical_import ON DELETE CASCADE,
    arrival    date NOT NULL,
    departure  date NOT NULL,
    -- The codes of the bookings in the way; none, if it is a block.
    bookings   text[] NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (import_id, arrival, departure)
);

ALTER TABLE room_stay
    -- The calendar that a block comes from; absent for a block of the hotel's own.
    ADD COLUMN import_id uuid REFERENCES ical_import ON DELETE SET NULL,
    ADD CONSTRAINT room_stay_imported CHECK (import_id IS NULL OR state = 'blocked');
CREATE INDEX room_stay_import ON room_stay (import_id) WHERE import_id IS NOT NULL;
