// One small language for the members of every intent kind (docs/formats/intent.md). A check takes a value and its
// field and throws the Refusal that the core would give; the first defect in the order of reading decides.

import { isChecksummedAddress } from './addresses.js';
import { isAmount } from './amounts.js';
import { Refusal } from './canonical-json.js';

const CHAIN_NUMBER_MAX = (1n << 64n) - 1n;
const GENERATION_MAX = 2 ** 31 - 1;

/** Throws the refusal unless the claim holds. */
export function require(claim, code, message, field) {
  if (!claim) throw new Refusal(code, message, field);
}

const wellFormed = (claim, field) => require(claim, 'json.malformed-value', 'not in the form of its member', field);
const typed = (claim, type, field) => require(claim, 'json.wrong-type', `a member that must be ${type}`, field);

export function string(value, field) {
  typed(typeof value === 'string', 'a string', field);
  return value;
}

const text = (pattern) => (value, field) => wellFormed(pattern.test(string(value, field)), field);

export const digest = text(/^[0-9a-f]{64}$/);
export const uuid = text(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
export const slug = text(/^[a-z][a-z0-9-]{0,62}$/);
export const symbol = text(/^[A-Za-z0-9.]{1,16}$/);
export const upTo = (characters) => text(new RegExp(`^[^]{1,${characters}}$`));
export const label = upTo(64);
export const reason = upTo(256);
export const oneOf = (...words) => (value, field) => wellFormed(words.includes(string(value, field)), field);

export function chain(value, field) {
  const parts = /^([-a-z0-9]{3,8}):([-_a-zA-Z0-9]{1,32})$/.exec(string(value, field));
  const isRight = parts !== null && (parts[1] !== 'eip155'
    || (/^[1-9][0-9]*$/.test(parts[2]) && BigInt(parts[2]) <= CHAIN_NUMBER_MAX));
  require(isRight, 'chain.id-malformed', 'not a CAIP-2 chain id', field);
}

export function asset(value, field) {
  const parts = /^([^/]*)\/([^:]*):([^]*)$/.exec(string(value, field));
  require(parts !== null, 'asset.id-malformed', 'not a CAIP-19 asset id', field);
  const [, where, space, reference] = parts;
  chain(where, field);
  const isEvm = where.startsWith('eip155:');
  const isKnown = space === 'slip44' || (space === 'erc20' && isEvm);
  require(isKnown, 'asset.namespace-unknown', 'an asset of an unknown kind', field);
  const isRight = space === 'slip44' ? isCoin(reference, isEvm) : isChecksummedAddress(reference);
  require(isRight, 'asset.reference-malformed', 'an asset that is not in its one spelling', field);
}

// SLIP-44 coin types are hardened BIP-44 indices: below 2^31.
const isCoin = (reference, isEvm) => isEvm
  ? reference === '60'
  : /^(0|[1-9][0-9]{0,9})$/.test(reference) && Number(reference) < 2 ** 31;

export function address(value, field) {
  const isHex = /^0x[0-9a-fA-F]{40}$/.test(string(value, field));
  require(isHex, 'chain.address-malformed', 'not an address', field);
  require(isChecksummedAddress(value), 'chain.address-checksum', 'an address with a wrong checksum', field);
}

export const amount = (value, field) =>
  require(isAmount(string(value, field)), 'asset.amount-malformed', 'not an amount in base units', field);

export const between = (low, high) => (value, field) => {
  typed(typeof value === 'number', 'a number', field);
  wellFormed(value >= low && value <= high, field);
};

export const list = (low, high, item) => (value, field) => {
  typed(Array.isArray(value), 'an array', field);
  wellFormed(value.length >= low && value.length <= high, field);
  value.forEach((one, i) => item(one, `${field}[${i}]`));
};

export const object = (value, field) =>
  typed(value !== null && typeof value === 'object' && !Array.isArray(value), 'an object', field);

/** Exactly yyyy-mm-ddThh:mm:ssZ, and a day that exists. */
export function time(value, field) {
  const isForm = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(string(value, field));
  const at = new Date(isForm ? value : NaN);
  wellFormed(!Number.isNaN(at.getTime()) && at.toISOString() === `${value.slice(0, 19)}.000Z`, field);
}

/** A nested object with exactly these members. */
export const shape = (checks) => (value, field) => {
  object(value, field);
  takeMembers(value, checks, field);
  endMembers(value, [checks], field);
};

export const account = shape({
  account: uuid, chain, generation: between(0, GENERATION_MAX), temperature: oneOf('hot', 'cold'),
  'level?': oneOf('software', 'hsm-wrapped', 'hsm-derived', 'hsm-native'),
});

export const accounts = (value, field) => {
  list(1, 64, account)(value, field);
  const ids = new Set(value.map((one) => one.account));
  const slots = new Set(value.map((one) => [one.chain, one.generation, one.temperature].join(' ')));
  const isDistinct = ids.size === value.length && slots.size === value.length;
  require(isDistinct, 'intent.duplicate-account', 'two accounts share an id, or all of their terms', field);
};

/** Checks the named members (those ending in ? may be absent) in their order. */
export function takeMembers(value, checks, path = '') {
  for (const [name, check] of Object.entries(checks)) {
    const member = name.replace(/\?$/, '');
    const field = path ? `${path}.${member}` : member;
    const isThere = Object.hasOwn(value, member);
    require(isThere || member !== name, 'json.missing-member', 'a member that the format demands is absent', field);
    if (isThere) check(value[member], field);
  }
}

/** Refuses members that none of the tables names: last, after everything that is named. */
export function endMembers(value, tables, path = '') {
  const names = tables.flatMap((checks) => Object.keys(checks)).map((name) => name.replace(/\?$/, ''));
  const other = Object.keys(value).find((member) => !names.includes(member));
  require(other === undefined, 'json.unknown-member', 'a member that the format does not name', path || other);
}
