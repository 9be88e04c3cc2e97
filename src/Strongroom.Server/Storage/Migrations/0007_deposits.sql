-- The last blocks followed, by height and hash: enough of them to find a common ancestor.
CREATE TABLE chain_block (
    chain           text NOT NULL,
    height          bigint NOT NULL,
    hash            bytea NOT NULL,
    PRIMARY KEY (chain, height)
);

-- part: 'call' (the position in the call tree, 0 is the transaction itself) or 'log' (the log's position).
CREATE TABLE deposit (
    id              uuid PRIMARY KEY,
    chain           text NOT NULL,
    tx_hash         bytea NOT NULL,
    part            text NOT NULL CHECK (part IN ('call', 'log')),
    position        bigint NOT NULL,
    block_hash      bytea NOT NULL,
    height          bigint NOT NULL,
    account         uuid NOT NULL REFERENCES account (id),
    asset           text NOT NULL,
    amount          numeric(78,0) NOT NULL CHECK (amount > 0),
    from_address    text NOT NULL,
    state           text NOT NULL CHECK (state IN ('seen', 'credited', 'orphaned')),
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX deposit_once ON deposit (chain, tx_hash, part, position) WHERE state <> 'orphaned';
CREATE INDEX deposit_by_height ON deposit (chain, height) WHERE state <> 'orphaned';
CREATE INDEX deposit_seen ON deposit (chain, height) WHERE state = 'seen';
CREATE INDEX deposit_by_account ON deposit (account, id);
