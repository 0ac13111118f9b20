-- Hotels that somebody wants to find again.
CREATE TABLE favourite (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    hotel_id   uuid NOT NULL REFERENCES hotel,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, hotel_id)
);
CREATE INDEX favourite_of ON favourite (account_id, created_at DESC, hotel_id DESC);
