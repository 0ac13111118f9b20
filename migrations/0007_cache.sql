-- What changed that public pages show. Triggers note it, so that no statement can forget; whoever looks
-- next voids what is cached about it and deletes the note, in one transaction.
CREATE TABLE cache_change (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hotel_id uuid NOT NULL,
    city_key text NOT NULL
);

CREATE FUNCTION note_change_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cache_change (hotel_id, city_key)
    SELECT h.id, h.city_key FROM hotel h WHERE h.id IN (SELECT c.hotel_id FROM changed c);
    RETURN NULL;
END $$;

CREATE FUNCTION note_change_of_hotel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cache_change (hotel_id, city_key) SELECT c.id, c.city_key FROM changed c;
    RETURN NULL;
END $$;

-- A hotel that moves concerns both cities.
CREATE FUNCTION note_move_of_hotel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cache_change (hotel_id, city_key)
    SELECT id, city_key FROM before UNION SELECT id, city_key FROM changed;
    RETURN NULL;
END $$;

CREATE TRIGGER hotel_added AFTER INSERT ON hotel REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_hotel();
CREATE TRIGGER hotel_changed AFTER UPDATE ON hotel REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_move_of_hotel();
CREATE TRIGGER hotel_removed AFTER DELETE ON hotel REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_hotel();

DO $$
DECLARE part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['room_type', 'room', 'photo', 'room_stay', 'rate_rule', 'charge_rule'] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_part()', part || '_added', part);
        EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_part()', part || '_changed', part);
        EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_part()', part || '_removed', part);
    END LOOP;
END $$;
