-- What guests say of their stays, and what hotels answer.

-- One for each booking, by the guest who stayed. The name is the account's, so that it goes with it.
CREATE TABLE review (
    id               uuid PRIMARY KEY,
    booking_id       uuid NOT NULL REFERENCES booking,
    hotel_id         uuid NOT NULL REFERENCES hotel,
    author_id        uuid NOT NULL REFERENCES guest,
    overall          smallint NOT NULL CHECK (overall BETWEEN 1 AND 10),
    cleanliness      smallint CHECK (cleanliness BETWEEN 1 AND 10),
    comfort          smallint CHECK (comfort BETWEEN 1 AND 10),
    location         smallint CHECK (location BETWEEN 1 AND 10),
    staff            smallint CHECK (staff BETWEEN 1 AND 10),
    value            smallint CHECK (value BETWEEN 1 AND 10),
    title            text,
    -- Empty, if the author was erased.
    text             text NOT NULL,
    answer           text,
    answered_at      timestamptz,
    answer_edited_at timestamptz,
    created_at       timestamptz NOT NULL,
    edited_at        timestamptz,
    CONSTRAINT review_booking_unique UNIQUE (booking_id),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX review_of_hotel ON review (hotel_id, created_at DESC, id DESC);
CREATE INDEX review_of_author ON review (author_id);

-- How many reviews a hotel has and the sum of their scores: kept by triggers, in the transaction that changes a
-- review, so that no statement can forget. The mean is in thousandths.
ALTER TABLE hotel
    ADD COLUMN review_count integer NOT NULL DEFAULT 0 CHECK (review_count >= 0),
    ADD COLUMN review_sum bigint NOT NULL DEFAULT 0 CHECK (review_sum >= 0),
    ADD COLUMN review_mean integer
        GENERATED ALWAYS AS ((review_sum * 1000 / nullif(review_count, 0))::integer) STORED;

CREATE FUNCTION count_reviews_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hotel h SET review_count = h.review_count + c.n, review_sum = h.review_sum + c.s
    FROM (SELECT hotel_id, count(*) AS n, sum(overall) AS s FROM changed GROUP BY hotel_id) c
    WHERE h.id = c.hotel_id;
    RETURN NULL;
END $$;

CREATE FUNCTION count_reviews_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hotel h SET review_sum = h.review_sum + c.s
    FROM (SELECT c.hotel_id, sum(c.overall - b.overall) AS s FROM changed c JOIN before b USING (id)
          GROUP BY c.hotel_id) c
    WHERE h.id = c.hotel_id AND c.s <> 0;
    RETURN NULL;
END $$;

CREATE FUNCTION count_reviews_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hotel h SET review_count = h.review_count - c.n, review_sum = h.review_sum - c.s
    FROM (SELECT hotel_id, count(*) AS n, sum(overall) AS s FROM changed GROUP BY hotel_id) c
    WHERE h.id = c.hotel_id;
    RETURN NULL;
END $$;

CREATE TRIGGER review_counted_added AFTER INSERT ON review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_reviews_added();
CREATE TRIGGER review_counted_changed AFTER UPDATE ON review REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_reviews_changed();
CREATE TRIGGER review_counted_removed AFTER DELETE ON review REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_reviews_removed();

-- Public pages show them.
CREATE TRIGGER review_added AFTER INSERT ON review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_part();
CREATE TRIGGER review_changed AFTER UPDATE ON review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_part();
CREATE TRIGGER review_removed AFTER DELETE ON review REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_change_of_part();
