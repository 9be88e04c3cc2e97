-- Internal moves are movements too; an intent may take over the nonce of an earlier one; what the Server let
-- go and the Signer registered nevertheless is held again, under new transfers.
ALTER TABLE movement DROP CONSTRAINT movement_kind_check;
ALTER TABLE movement ADD CONSTRAINT movement_kind_check
    CHECK (kind IN ('withdrawal', 'internal-move', 'gas-top-up'));
ALTER TABLE movement ADD COLUMN replaces uuid REFERENCES movement (id);
ALTER TABLE movement ADD COLUMN holds bigint NOT NULL DEFAULT 1;
