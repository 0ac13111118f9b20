-- A hotel's stays by the day that they begin: what reports read.
CREATE INDEX room_stay_of_hotel ON room_stay (hotel_id, lower(stay)) WHERE booking_id IS NOT NULL;

-- An address that somebody wants in the place of theirs, until it has been confirmed.
ALTER TABLE account ADD COLUMN new_email text CHECK (new_email = lower(new_email));
ALTER TABLE account_token
    -- The address that a token proves, if that is not the account's.
    ADD COLUMN address text,
    DROP CONSTRAINT account_token_purpose_check,
    ADD CONSTRAINT account_token_purpose_check CHECK (purpose IN ('verify', 'reset', 'address')),
    ADD CHECK ((purpose = 'address') = (address IS NOT NULL));
