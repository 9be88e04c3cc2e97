-- Records are written once. Triggers only forbid; nothing is derived by them.
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are records: they are never changed or deleted', TG_TABLE_NAME;
END $$;

CREATE TABLE api_key (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    public_key  bytea NOT NULL CHECK (length(public_key) = 32),
    scopes      text[] NOT NULL,
    created_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);

-- Nonces of signed requests inside the window; older ones are refused by their time and swept.
CREATE TABLE api_nonce (
    api_key     uuid NOT NULL REFERENCES api_key (id),
    nonce       text NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (api_key, nonce)
);
CREATE INDEX api_nonce_expiry ON api_nonce (expires_at);

-- The answer to a request that carried an Idempotency-Key; written in the transaction of its effect.
CREATE TABLE idempotent_answer (
    api_key     uuid NOT NULL REFERENCES api_key (id),
    key         text NOT NULL,
    body_sha256 bytea NOT NULL,
    status      bigint NOT NULL,
    location    text,
    body        bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (api_key, key)
);
CREATE TRIGGER idempotent_answer_forever BEFORE UPDATE OR DELETE ON idempotent_answer
    FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- Work to do outside the database. Handlers are idempotent: two jobs with one key do no harm.
CREATE TABLE job (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    key         text NOT NULL,
    state       text NOT NULL CHECK (state IN ('waiting', 'done')),
    attempts    bigint NOT NULL DEFAULT 0,
    run_at      timestamptz NOT NULL,
    last_error  text,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX job_due ON job (run_at) WHERE state = 'waiting';
CREATE INDEX job_by_key ON job (key, kind);
CREATE INDEX job_waiting ON job (id) WHERE state = 'waiting';
