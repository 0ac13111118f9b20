-- Keys of the REST API; repeated requests of every kind; rooms that are not there any more.

-- A key of an account's. Only the SHA-256 of the secret is kept, and its first letters to tell keys apart.
CREATE TABLE api_key (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    name         text NOT NULL,
    prefix       text NOT NULL,
    token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_key_of ON api_key (account_id);

-- Not only bookings are made once for each Idempotency-Key.
ALTER TABLE idempotency ALTER COLUMN booking_id DROP NOT NULL;

-- Nobody is given a room that has been taken out of the house, whichever way the stay comes about. Whoever
-- writes a stay, or archives a room, holds the room's advisory lock, so that this sees what the other did.
CREATE FUNCTION room_stay_needs_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM room WHERE id = NEW.room_id AND archived_at IS NOT NULL) THEN
        RAISE EXCEPTION 'room % is archived', NEW.room_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'room_stay_room_gone';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER room_stay_room BEFORE INSERT OR UPDATE OF room_id, state ON room_stay
    FOR EACH ROW WHEN (NEW.state IN ('held', 'confirmed', 'checked_in', 'blocked'))
    EXECUTE FUNCTION room_stay_needs_room();
