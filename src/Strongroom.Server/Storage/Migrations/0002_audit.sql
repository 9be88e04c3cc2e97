-- The activity log (docs/formats/leaf.md). A leaf commits with the change that it records, then the
-- sequencer moves it, under the next index, into the log.
CREATE TABLE pending_leaf (
    id          uuid PRIMARY KEY,
    bytes       bytea NOT NULL CHECK (length(bytes) <= 65535),
    created_at  timestamptz NOT NULL
);
CREATE INDEX pending_leaf_order ON pending_leaf (created_at, id);

CREATE TABLE log_leaf (
    index       bigint PRIMARY KEY,
    id          uuid NOT NULL UNIQUE,
    bytes       bytea NOT NULL,
    leaf_hash   bytea NOT NULL CHECK (length(leaf_hash) = 32)
);
CREATE TRIGGER log_leaf_forever BEFORE UPDATE OR DELETE ON log_leaf
    FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- One row per signed checkpoint; the largest size is the head. The primary key is the compare-and-set:
-- a sequencer that extends from a stale head collides with the row that overtook it.
CREATE TABLE log_head (
    previous    bigint PRIMARY KEY,
    size        bigint NOT NULL UNIQUE CHECK (size > previous),
    frontier    bytea NOT NULL,
    checkpoint  bytea NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE TRIGGER log_head_forever BEFORE UPDATE OR DELETE ON log_head
    FOR EACH ROW EXECUTE FUNCTION forbid_change();
