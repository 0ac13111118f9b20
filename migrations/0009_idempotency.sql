-- What was answered to an Idempotency-Key before. The lock and the look are two statements, so that the look sees what
-- whoever had the lock before has committed; in a function they are one round trip.
CREATE FUNCTION begin_idempotent(of_account uuid, of_route text, of_key text)
RETURNS TABLE (alone boolean, hash bytea, said jsonb) LANGUAGE plpgsql AS $$
BEGIN
    alone := pg_try_advisory_xact_lock(hashtextextended(of_account || ' ' || of_route || ' ' || of_key, 7));
    IF alone THEN
        SELECT request_hash, answer INTO hash, said FROM idempotency
        WHERE account_id = of_account AND route = of_route AND key = of_key;
    END IF;
    RETURN NEXT;
END $$;
