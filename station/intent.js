// Intents: strict decoding and digest (docs/formats/intent.md).

import { Refusal, parseCanonical } from './canonical-json.js';
import { taggedDigest, toHex } from './digests.js';
import * as is from './members.js';

export const INTENT_BYTES_MAX = 16384;

const head = {
  schema: (value, field) => {
    if (typeof value !== 'string') throw new Refusal('json.wrong-type', 'a member that must be a string', field);
    if (value !== 'strongroom/intent/v1') throw new Refusal('intent.unknown-schema', 'not a known version', field);
  },
  institution: is.digest,
  kind: (value, field) => {
    if (typeof value !== 'string') throw new Refusal('json.wrong-type', 'a member that must be a string', field);
    if (!Object.hasOwn(KINDS, value)) throw new Refusal('intent.unknown-kind', 'not a kind of intent', field);
  },
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
  'wallet-opening': { client: is.uuid, wallet: is.uuid, accounts: is.accounts },
  'house-wallet-opening': { wallet: is.uuid, purpose: is.oneOf('gas'), accounts: is.accounts },
  'allowlist-entry': {
    entry: is.uuid, client: is.uuid, chain: is.chain, address: is.address, confirmedBy: is.slug,
  },
  'allowlist-removal': { entry: is.uuid, client: is.uuid },
  'policy-change': { policy: is.object },
  'roster-change': { people: is.list(0, 64, is.object), removed: is.list(0, 64, is.slug) },
  unfreeze: {},
};

const MOVEMENTS = new Set(['withdrawal', 'internal-move', 'gas-top-up']);

export const isMovement = (intent) => MOVEMENTS.has(intent.kind);

const DAY = 86_400_000;

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
    if (!chain.startsWith('eip155:')) throw new Refusal('intent.chain-unsupported', 'no such chains here', 'chain');
    requireOnChain(native.asset, chain, 'native.asset');
    requireNative(native.asset, 'native.asset');
  },
  'roster-change': ({ people, removed }) => {
    if (people.length + removed.length === 0) throw new Refusal('intent.empty-change', 'it changes nothing', 'people');
  },
};

function requireNative(asset, field) {
  if (!asset.includes('/slip44:')) throw new Refusal('intent.not-native', 'not the chain’s own asset', field);
}

function requireOnChain(asset, chain, field) {
  if (!asset.startsWith(`${chain}/`)) {
    throw new Refusal('intent.asset-elsewhere', 'the asset does not lie on the chain', field);
  }
}

function checkTimes(intent) {
  const life = new Date(intent.expiresAt) - new Date(intent.createdAt);
  if (life <= 0 || life > (isMovement(intent) ? 7 : 31) * DAY) {
    throw new Refusal('intent.lifetime', 'it must expire after its creation, and within its kind’s time', 'expiresAt');
  }
}

// The call is what the chain will execute: it must be exactly what the other members say.
function checkCall(intent) {
  requireOnChain(intent.asset, intent.chain, 'asset');
  if (intent.amount === '0') throw new Refusal('intent.zero-amount', 'it moves nothing', 'amount');
  if (!intent.chain.startsWith('eip155:')) throw new Refusal('chain.transfer-asset-unknown', 'not on an EVM chain', 'asset');
  if (/^0x0{40}$/.test(intent.to)) throw new Refusal('chain.address-zero', 'the recipient is the zero address', 'to');
  const contract = intent.asset.split('/erc20:')[1];
  if (intent.to === contract) throw new Refusal('chain.transfer-to-contract', 'the token’s own contract', 'to');
  const data = contract === undefined ? '0x' : transferData(intent.to, intent.amount);
  const expected = { data, to: contract ?? intent.to, value: contract === undefined ? intent.amount : '0' };
  is.takeMembers(intent.call, { data: callText, to: callText, value: is.amount }, 'call');
  for (const [name, value] of Object.entries(expected)) {
    if (intent.call[name] !== value) {
      throw new Refusal('intent.call-differs', 'the call is not the one that moves this amount there', `call.${name}`);
    }
  }
  is.endMembers(intent.call, [expected], 'call');
}

function callText(value, field) {
  if (typeof value !== 'string') throw new Refusal('json.wrong-type', 'a member that must be a string', field);
  if (field === 'call.data' && (value === '' || value.length > 2 + 2 * 4096)) {
    throw new Refusal('json.malformed-value', 'a value that is not in the form of its member', field);
  }
}

function transferData(to, amount) {
  const word = (hex) => hex.padStart(64, '0');
  return `0xa9059cbb${word(to.slice(2).toLowerCase())}${word(BigInt(amount).toString(16))}`;
}
