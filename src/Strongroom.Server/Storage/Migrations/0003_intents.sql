CREATE TABLE intent (
    digest        bytea PRIMARY KEY CHECK (length(digest) = 32),
    id            uuid NOT NULL UNIQUE,
    kind          text NOT NULL,
    bytes         bytea NOT NULL CHECK (length(bytes) <= 16384),
    state         text NOT NULL CHECK (state IN
                  ('awaiting', 'complete', 'registered', 'effective', 'signed', 'closed',
                   'refused', 'rejected', 'expired')),
    expires_at    timestamptz NOT NULL,
    rule          text,
    journal_index bigint,
    not_before    timestamptz,
    refusal_code  text,
    refusal_text  text,
    created_at    timestamptz NOT NULL
);
CREATE INDEX intent_by_state ON intent (state, id);

CREATE TABLE statement (
    id            uuid PRIMARY KEY,
    digest        bytea NOT NULL REFERENCES intent (digest),
    person        text NOT NULL,
    verdict       text NOT NULL,
    bytes         bytea NOT NULL CHECK (length(bytes) <= 16384),
    sha256        bytea NOT NULL,
    received_at   timestamptz NOT NULL,
    UNIQUE (digest, sha256)
);
CREATE TRIGGER statement_forever BEFORE UPDATE OR DELETE ON statement
    FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- A ticket lets a person's station read one intent and hand in statements on it; it approves nothing.
CREATE TABLE station_ticket (
    sha256        bytea PRIMARY KEY,
    digest        bytea NOT NULL REFERENCES intent (digest),
    expires_at    timestamptz NOT NULL,
    created_at    timestamptz NOT NULL
);

-- What the Signer last said that it goes by (GET /v1/registry): chains, assets, people, policy.
CREATE TABLE registry_copy (
    single        boolean PRIMARY KEY DEFAULT true CHECK (single),
    bytes         bytea NOT NULL,
    refreshed_at  timestamptz NOT NULL
);
