-- The latest that each attestor said about each subject; the ones that a decision used are in the Signer's
-- journal.
CREATE TABLE attestation (
    subject       bytea NOT NULL CHECK (length(subject) = 32),
    attestor      text NOT NULL,
    observed_at   timestamptz NOT NULL,
    bytes         bytea NOT NULL CHECK (length(bytes) <= 3072),
    received_at   timestamptz NOT NULL,
    PRIMARY KEY (subject, attestor)
);
