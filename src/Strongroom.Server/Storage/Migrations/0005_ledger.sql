-- Double entry: every transfer debits one account and credits another by the same amount.
-- custody: what is held for a client (or the house) at one address; gas: the house's ether at a client's
-- address; outside: the counterparty of deposits and withdrawals; fees: what the chain took.
CREATE TABLE ledger_account (
    id              uuid PRIMARY KEY,
    owner           uuid,
    asset           text NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('custody', 'gas', 'outside', 'fees')),
    credits_posted  numeric(78,0) NOT NULL DEFAULT 0 CHECK (credits_posted >= 0),
    debits_posted   numeric(78,0) NOT NULL DEFAULT 0 CHECK (debits_posted >= 0),
    credits_pending numeric(78,0) NOT NULL DEFAULT 0 CHECK (credits_pending >= 0),
    debits_pending  numeric(78,0) NOT NULL DEFAULT 0 CHECK (debits_pending >= 0),
    CHECK ((owner IS NULL) = (kind IN ('outside', 'fees')))
);
CREATE UNIQUE INDEX ledger_account_owned ON ledger_account (owner, asset, kind) WHERE owner IS NOT NULL;
CREATE UNIQUE INDEX ledger_account_world ON ledger_account (asset, kind) WHERE owner IS NULL;

-- The id is the idempotency key: it is derived from what the transfer is for.
CREATE TABLE ledger_transfer (
    id              uuid PRIMARY KEY,
    debit           uuid NOT NULL REFERENCES ledger_account (id),
    credit          uuid NOT NULL REFERENCES ledger_account (id),
    amount          numeric(78,0) NOT NULL CHECK (amount > 0),
    reason          text NOT NULL,
    subject         uuid NOT NULL,
    created_at      timestamptz NOT NULL,
    CHECK (debit <> credit)
);
CREATE INDEX ledger_transfer_by_subject ON ledger_transfer (subject);
CREATE INDEX ledger_transfer_by_debit ON ledger_transfer (debit, id);
CREATE INDEX ledger_transfer_by_credit ON ledger_transfer (credit, id);
CREATE TRIGGER ledger_transfer_forever BEFORE UPDATE OR DELETE ON ledger_transfer
    FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- A transfer without a row here is pending. Posting may take less than was held (fees), never more.
CREATE TABLE ledger_outcome (
    transfer        uuid PRIMARY KEY REFERENCES ledger_transfer (id),
    outcome         text NOT NULL CHECK (outcome IN ('posted', 'voided', 'expired')),
    amount          numeric(78,0) NOT NULL CHECK (amount >= 0),
    created_at      timestamptz NOT NULL,
    CHECK (outcome = 'posted' OR amount = 0)
);
CREATE TRIGGER ledger_outcome_forever BEFORE UPDATE OR DELETE ON ledger_outcome
    FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TABLE reconciliation (
    id              uuid PRIMARY KEY,
    state           text NOT NULL CHECK (state IN ('running', 'agreed', 'differs')),
    requested_at    timestamptz NOT NULL,
    finished_at     timestamptz
);
CREATE INDEX reconciliation_newest ON reconciliation (requested_at);

CREATE TABLE reconciliation_line (
    reconciliation  uuid NOT NULL REFERENCES reconciliation (id),
    account         uuid NOT NULL REFERENCES account (id),
    asset           text NOT NULL,
    height          bigint NOT NULL,
    ledger          numeric(78,0) NOT NULL,
    chain           numeric(78,0) NOT NULL,
    PRIMARY KEY (reconciliation, account, asset)
);
CREATE TRIGGER reconciliation_line_forever BEFORE UPDATE OR DELETE ON reconciliation_line
    FOR EACH ROW EXECUTE FUNCTION forbid_change();
