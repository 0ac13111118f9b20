-- The second factor of signing in, for those who want one.

-- The secret has to be read to check a code, and there is no key outside of the database to encrypt it with: as
-- with the secrets of webhooks, who reads the database reads it. Passwords stay unknown to them all the same.
CREATE TABLE second_factor (
    account_id   uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    secret       bytea NOT NULL CHECK (length(secret) = 20),
    -- Absent until a code has shown that the app has the secret.
    confirmed_at timestamptz,
    -- The time step of the last code that was accepted: none is accepted twice.
    last_step    bigint,
    created_at   timestamptz NOT NULL
);

-- Only the SHA-256 is kept: codes have 77 random bits.
CREATE TABLE recovery_code (
    account_id uuid NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    code_hash  bytea NOT NULL CHECK (length(code_hash) = 32),
    used_at    timestamptz,
    PRIMARY KEY (account_id, code_hash)
);

-- A password was right, and the code is still to come.
CREATE TABLE sign_in_challenge (
    token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    door          text NOT NULL CHECK (door IN ('page', 'api')),
    attempts_left smallint NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX sign_in_challenge_of ON sign_in_challenge (account_id);
CREATE INDEX sign_in_challenge_age ON sign_in_challenge (expires_at);
