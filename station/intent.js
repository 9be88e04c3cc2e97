// Intents: strict decoding and digest (docs/formats/intent.md).

import { parseCanonical } from './canonical-json.js';
import { taggedDigest, toHex } from './digests.js';
import * as is from './members.js';

export const INTENT_BYTES_MAX = 16384;
const SCHEMA = 'strongroom/intent/v1';

const head = {
  schema: (value, field) =>
    is.require(is.string(value, field) === SCHEMA, 'intent.unknown-schema', 'not a known version', field),
  institution: is.digest,
  kind: (value, field) =>
    is.require(Object.hasOwn(KINDS, is.string(value, field)), 'intent.unknown-kind', 'not a kind of intent', field),
  id: is.uuid, createdAt: is.time, expiresAt: is.time,
};
const movement = {
  chain: is.chain, asset: is.asset, account: is.uuid, from: is.address, to: is.address, amount: is.amount,
  feeMax: is.amount, 'replaces?': is.uuid, call: is.object,
};
const terms = { asset: is.asset, decimals: is.between(0, 77), symbol: is.symbol };

// The members of each kind, in the order in which the core reads them.
export const KINDS = {
  withdrawal: { client: is.uuid },
  'internal-move': { client: is.uuid, toAccount: is.uuid },
  'gas-top-up': { house: is.uuid, toAccount: is.uuid },
  'chain-registration': {
    chain: is.chain, name: is.label, confirmations: is.between(1, 10000), native: is.shape(terms),
  },
  'asset-registration': { ...terms, name: is.label },
  'client-registration': { client: is.uuid, nameCommitment: is.digest, service: is.oneOf('custody') },
  'wallet-opening': {
    client: is.uuid, wallet: is.uuid, 'walletKind?': is.oneOf('custody', 'mandate', 'client-key'),
    accounts: is.accounts,
  },
  'house-wallet-opening': { wallet: is.uuid, purpose: is.oneOf('gas'), accounts: is.accounts },
  'allowlist-entry': {
    entry: is.uuid, client: is.uuid, chain: is.chain, address: is.address, confirmedBy: is.slug,
  },
  'allowlist-removal': { entry: is.uuid, client: is.uuid },
  'policy-change': { policy: is.object },
  'roster-change': {
    people: is.list(0, 64, is.object), removed: is.list(0, 64, is.slug),
    'attestors?': is.list(1, 64, is.object), 'removedAttestors?': is.list(1, 64, is.slug),
  },
  unfreeze: {},
  ceremony: { plan: is.object },
  'cold-signer-registration': { origin: is.upTo(128), key: is.upTo(256), root: is.digest },
  'key-registration': { transcript: is.digest },
  'key-state-change': {
    root: is.digest, state: is.oneOf('active', 'suspended', 'deactivated', 'compromised', 'destroyed'),
    reason: is.reason,
  },
};

const MOVEMENTS = new Set(['withdrawal', 'internal-move', 'gas-top-up']);

export const isMovement = (intent) => MOVEMENTS.has(intent.kind);

const DAY = 86_400_000;
const CALL_BYTES_MAX = 4096;

/** Exact bytes to {intent, digest}; throws a Refusal for anything that the page does not allow. */
export async function decodeIntent(bytes) {
  const intent = parseCanonical(bytes, INTENT_BYTES_MAX);
  is.takeMembers(intent, head);
  checkTimes(intent);
  const shared = isMovement(intent) ? movement : {};
  is.takeMembers(intent, shared);
  if (isMovement(intent)) checkCall(intent);
  is.takeMembers(intent, KINDS[intent.kind]);
  CLAIMS[intent.kind]?.(intent);
  is.endMembers(intent, [head, shared, KINDS[intent.kind]]);
  return { intent, digest: toHex(await taggedDigest('strongroom/intent/v1', bytes)) };
}

// What the members of one kind say together.
const CLAIMS = {
  'gas-top-up': (intent) => requireNative(intent.asset, 'asset'),
  'chain-registration': ({ chain, native }) => {
    is.require(chain.startsWith('eip155:'), 'intent.chain-unsupported', 'no such chains here', 'chain');
    requireOnChain(native.asset, chain, 'native.asset');
    requireNative(native.asset, 'native.asset');
  },
  'roster-change': ({ people, removed, attestors = [], removedAttestors = [] }) => {
    const changes = people.length + removed.length + attestors.length + removedAttestors.length;
    is.require(changes > 0, 'intent.empty-change', 'it changes nothing', 'people');
  },
};

function requireNative(asset, field) {
  is.require(asset.includes('/slip44:'), 'intent.not-native', 'not the chain’s own asset', field);
}

function requireOnChain(asset, chain, field) {
  is.require(asset.startsWith(`${chain}/`), 'intent.asset-elsewhere', 'the asset does not lie on the chain', field);
}

function checkTimes(intent) {
  const life = new Date(intent.expiresAt) - new Date(intent.createdAt);
  const isRight = life > 0 && life <= (isMovement(intent) ? 7 : 31) * DAY;
  is.require(isRight, 'intent.lifetime', 'it ends before it begins, or lives too long', 'expiresAt');
}

// The call is what the chain will execute: it must be exactly what the other members say.
function checkCall(intent) {
  const contract = intent.asset.split('/erc20:')[1];
  const isEvm = intent.chain.startsWith('eip155:');
  requireOnChain(intent.asset, intent.chain, 'asset');
  is.require(intent.amount !== '0', 'intent.zero-amount', 'it moves nothing', 'amount');
  is.require(isEvm, 'chain.transfer-asset-unknown', 'not on an EVM chain', 'asset');
  is.require(!/^0x0{40}$/.test(intent.to), 'chain.address-zero', 'the recipient is the zero address', 'to');
  is.require(intent.to !== contract, 'chain.transfer-to-contract', 'the token’s own contract', 'to');
  const expected = contract === undefined
    ? { data: '0x', to: intent.to, value: intent.amount }
    : { data: transferData(intent.to, intent.amount), to: contract, value: '0' };
  is.takeMembers(intent.call, { data: callData, to: is.string, value: is.amount }, 'call');
  for (const [name, value] of Object.entries(expected)) {
    is.require(intent.call[name] === value, 'intent.call-differs', 'the call does something else', `call.${name}`);
  }
  is.endMembers(intent.call, [expected], 'call');
}

function callData(value, field) {
  const isRight = is.string(value, field) !== '' && value.length <= 2 + 2 * CALL_BYTES_MAX;
  is.require(isRight, 'json.malformed-value', 'not in the form of its member', field);
}

function transferData(to, amount) {
  const word = (hex) => hex.padStart(64, '0');
  return `0xa9059cbb${word(to.slice(2).toLowerCase())}${word(BigInt(amount).toString(16))}`;
}
