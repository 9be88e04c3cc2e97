-- Personal data (the name) lives here and never in a log; the intent holds its salted commitment.
CREATE TABLE client (
    id            uuid PRIMARY KEY,
    name          text NOT NULL,
    name_salt     bytea NOT NULL CHECK (length(name_salt) = 32),
    state         text NOT NULL CHECK (state IN ('pending', 'active', 'refused')),
    intent        bytea NOT NULL REFERENCES intent (digest),
    created_at    timestamptz NOT NULL
);

CREATE TABLE wallet (
    id            uuid PRIMARY KEY,
    client        uuid NOT NULL REFERENCES client (id),
    state         text NOT NULL CHECK (state IN ('pending', 'active', 'refused')),
    intent        bytea NOT NULL REFERENCES intent (digest),
    created_at    timestamptz NOT NULL
);
CREATE INDEX wallet_by_client ON wallet (client, id);

-- The institution's own wallets, for gas: another type, so that no wallet is ever shared with clients.
CREATE TABLE house_wallet (
    id            uuid PRIMARY KEY,
    purpose       text NOT NULL CHECK (purpose = 'gas'),
    state         text NOT NULL CHECK (state IN ('pending', 'active', 'refused')),
    intent        bytea NOT NULL REFERENCES intent (digest),
    created_at    timestamptz NOT NULL
);

CREATE TABLE account (
    id            uuid PRIMARY KEY,
    wallet        uuid REFERENCES wallet (id),
    house_wallet  uuid REFERENCES house_wallet (id),
    chain         text NOT NULL,
    generation    bigint NOT NULL,
    temperature   text NOT NULL CHECK (temperature IN ('hot', 'cold')),
    -- From the Signer's effect, with its signed address statement:
    address       text,
    path          text,
    level         text,
    signature     bytea,
    stated_at     timestamptz,
    created_at    timestamptz NOT NULL,
    CHECK ((wallet IS NULL) <> (house_wallet IS NULL)),
    CHECK ((address IS NULL) = (signature IS NULL))
);
CREATE UNIQUE INDEX account_by_address ON account (chain, address) WHERE address IS NOT NULL;
CREATE INDEX account_by_wallet ON account (wallet);
CREATE INDEX account_by_house_wallet ON account (house_wallet);

-- A copy of the Signer's entries, for previews only.
CREATE TABLE allowlist_entry (
    id            uuid PRIMARY KEY,
    client        uuid NOT NULL,
    chain         text NOT NULL,
    address       text NOT NULL
);
CREATE INDEX allowlist_entry_by_address ON allowlist_entry (client, chain, address);
