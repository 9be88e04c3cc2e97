// Intents: strict decoding and digest (docs/formats/intent.md).

import { Refusal, parseCanonical } from './canonical-json.js';
import { taggedDigest, toHex } from './digests.js';
import * as is from './members.js';

export const INTENT_BYTES_MAX = 16384;

const common = {
  schema: is.oneOf('strongroom/intent/v1'), institution: is.digest, kind: is.label, id: is.uuid,
  createdAt: is.time, expiresAt: is.time,
};
const movement = {
  chain: is.chain, asset: is.asset, account: is.uuid, from: is.address, to: is.address, amount: is.positive,
  call: is.call, feeMax: is.amount, 'replaces?': is.uuid,
};
const accounts = is.list(1, 64, is.account);

export const KINDS = {
  withdrawal: { ...movement, client: is.uuid },
  'internal-move': { ...movement, client: is.uuid, toAccount: is.uuid },
  'gas-top-up': { ...movement, house: is.uuid, toAccount: is.uuid },
  'chain-registration': {
    chain: is.chain, name: is.label, confirmations: is.between(1, 10000), native: is.object,
  },
  'asset-registration': { asset: is.asset, decimals: is.between(0, 77), name: is.label, symbol: is.symbol },
  'client-registration': { client: is.uuid, nameCommitment: is.digest, service: is.oneOf('custody') },
  'wallet-opening': { client: is.uuid, wallet: is.uuid, accounts },
  'house-wallet-opening': { wallet: is.uuid, purpose: is.oneOf('gas'), accounts },
  'allowlist-entry': {
    entry: is.uuid, client: is.uuid, chain: is.chain, address: is.address, confirmedBy: is.slug,
  },
  'allowlist-removal': { entry: is.uuid, client: is.uuid },
  'policy-change': { policy: is.object },
  'roster-change': { people: is.list(0, 100, is.object), removed: is.list(0, 100, is.slug) },
  unfreeze: {},
};

export const isMovement = (intent) => Object.hasOwn(intent, 'call');

const DAY = 86_400_000;

/** Exact bytes to {intent, digest}; throws a Refusal for anything that the page does not allow. */
export async function decodeIntent(bytes) {
  const intent = parseCanonical(bytes, INTENT_BYTES_MAX);
  if (!Object.hasOwn(KINDS, intent.kind)) throw new Refusal('intent.unknown-kind', 'not a kind of intent', 'kind');
  is.checkMembers(intent, { ...common, ...KINDS[intent.kind] });
  checkTimes(intent);
  if (isMovement(intent)) checkCall(intent);
  return { intent, digest: toHex(await taggedDigest('strongroom/intent/v1', bytes)) };
}

function checkTimes(intent) {
  const life = new Date(intent.expiresAt) - new Date(intent.createdAt);
  if (life <= 0 || life > (isMovement(intent) ? 7 : 31) * DAY) {
    throw new Refusal('intent.bad-lifetime', 'it must expire after its creation, and within its kind’s time', 'expiresAt');
  }
}

// The call is what the chain will execute: it must be exactly what the other members say.
function checkCall(intent) {
  if (!intent.asset.startsWith(`${intent.chain}/`)) {
    throw new Refusal('intent.asset-on-other-chain', 'the asset does not lie on the chain', 'asset');
  }
  const contract = intent.asset.split('/erc20:')[1];
  const expected = contract === undefined
    ? { to: intent.to, value: intent.amount, data: '0x' }
    : { to: contract, value: '0', data: transferData(intent.to, intent.amount) };
  if (Object.keys(expected).some((name) => intent.call[name] !== expected[name])) {
    throw new Refusal('intent.call-differs', 'the call is not the one that moves this amount to this recipient', 'call');
  }
}

function transferData(to, amount) {
  const word = (hex) => hex.padStart(64, '0');
  return `0xa9059cbb${word(to.slice(2).toLowerCase())}${word(BigInt(amount).toString(16))}`;
}
