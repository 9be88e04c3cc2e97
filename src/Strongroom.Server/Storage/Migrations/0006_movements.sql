-- Withdrawals, and the gas top-ups that they wait for. A movement has the id of its intent.
CREATE TABLE movement (
    id              uuid PRIMARY KEY REFERENCES intent (id),
    digest          bytea NOT NULL UNIQUE REFERENCES intent (digest),
    kind            text NOT NULL CHECK (kind IN ('withdrawal', 'gas-top-up')),
    client          uuid NOT NULL REFERENCES client (id),
    account         uuid NOT NULL REFERENCES account (id),
    to_account      uuid REFERENCES account (id),
    chain           text NOT NULL,
    asset           text NOT NULL,
    amount          numeric(78,0) NOT NULL CHECK (amount > 0),
    fee_max         numeric(78,0) NOT NULL CHECK (fee_max > 0),
    from_address    text NOT NULL,
    to_address      text NOT NULL,
    waits_for       uuid REFERENCES movement (id),
    state           text NOT NULL CHECK (state IN
                    ('Requested', 'AwaitingApproval', 'Approved', 'Signed', 'Broadcast', 'Confirmed',
                     'Refused', 'Rejected', 'Expired', 'Failed', 'Replaced')),
    reason_code     text,
    reason_text     text,
    nonce           bigint,
    tx_hash         bytea,
    fee             numeric(78,0),
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL
);
CREATE INDEX movement_by_kind ON movement (kind, id);
CREATE INDEX movement_by_client ON movement (client, kind, id);
CREATE INDEX movement_waiting ON movement (waits_for) WHERE waits_for IS NOT NULL;

-- Every transaction that was ever built for a movement. The unsigned bytes are stored before they are
-- signed, the signed ones before they are broadcast. All of one movement share one nonce.
CREATE TABLE chain_transaction (
    unsigned_sha256 bytea PRIMARY KEY,
    movement        uuid NOT NULL REFERENCES movement (id),
    chain           text NOT NULL,
    nonce           bigint NOT NULL,
    unsigned        bytea NOT NULL,
    raw             bytea,
    hash            bytea,
    journal_index   bigint,
    created_at      timestamptz NOT NULL,
    broadcast_at    timestamptz
);
CREATE INDEX chain_transaction_by_movement ON chain_transaction (movement, created_at);
CREATE UNIQUE INDEX chain_transaction_by_hash ON chain_transaction (chain, hash) WHERE hash IS NOT NULL;
