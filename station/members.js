// One small language for the members of every intent kind (docs/formats/intent.md). A check takes a value and its field
// and throws the Refusal that the core would give; the first defect in the order of reading decides.

import { isChecksummedAddress } from './addresses.js';
import { isAmount } from './amounts.js';
import { Refusal } from './canonical-json.js';

const CHAIN_NUMBER_MAX = (1n << 64n) - 1n;
const GENERATION_MAX = 2 ** 31 - 1;

function refuse(code, message, field) {
  throw new Refusal(code, message, field);
}

const malformed = (field) => refuse('json.malformed-value', 'a value that is not in the form of its member', field);

function string(value, field) {
  return typeof value === 'string' ? value : refuse('json.wrong-type', 'a member that must be a string', field);
}

const text = (pattern) => (value, field) => pattern.test(string(value, field)) || malformed(field);

export const digest = text(/^[0-9a-f]{64}$/);
export const uuid = text(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
export const slug = text(/^[a-z][a-z0-9-]{0,62}$/);
export const symbol = text(/^[A-Za-z0-9.]{1,16}$/);
export const label = text(/^[^]{1,64}$/);
export const oneOf = (...words) => (value, field) => words.includes(string(value, field)) || malformed(field);

export function chain(value, field) {
  const parts = /^([-a-z0-9]{3,8}):([-_a-zA-Z0-9]{1,32})$/.exec(string(value, field));
  const isRight = parts !== null && (parts[1] !== 'eip155'
    || (/^[1-9][0-9]*$/.test(parts[2]) && BigInt(parts[2]) <= CHAIN_NUMBER_MAX));
  return isRight || refuse('chain.id-malformed', 'not a CAIP-2 chain id', field);
}

export function asset(value, field) {
  const [, where, space, reference] = /^([^/]*)\/([^:]*):([^]*)$/.exec(string(value, field))
    ?? refuse('asset.id-malformed', 'not a CAIP-19 asset id', field);
  chain(where, field);
  const isEvm = where.startsWith('eip155:');
  if (space !== 'slip44' && !(space === 'erc20' && isEvm)) {
    refuse('asset.namespace-unknown', 'an asset of an unknown kind', field);
  }
  const isCoin = isEvm ? reference === '60' : /^(0|[1-9][0-9]{0,9})$/.test(reference) && Number(reference) < 2 ** 31;
  const isRight = space === 'slip44' ? isCoin : isChecksummedAddress(reference);
  return isRight || refuse('asset.reference-malformed', 'an asset that is not in its one spelling', field);
}

export function address(value, field) {
  if (!/^0x[0-9a-fA-F]{40}$/.test(string(value, field))) refuse('chain.address-malformed', 'not an address', field);
  return isChecksummedAddress(value) || refuse('chain.address-checksum', 'an address with a wrong checksum', field);
}

export const amount = (value, field) =>
  isAmount(string(value, field)) || refuse('asset.amount-malformed', 'not an amount in base units', field);

export const between = (low, high) => (value, field) => {
  if (typeof value !== 'number') refuse('json.wrong-type', 'a member that must be a number', field);
  return (value >= low && value <= high) || malformed(field);
};

export const list = (low, high, item) => (value, field) => {
  if (!Array.isArray(value)) refuse('json.wrong-type', 'a member that must be an array', field);
  if (value.length < low || value.length > high) malformed(field);
  value.forEach((one, i) => item(one, `${field}[${i}]`));
};

export const object = (value, field) => (value !== null && typeof value === 'object' && !Array.isArray(value))
  || refuse('json.wrong-type', 'a member that must be an object', field);

/** Exactly yyyy-mm-ddThh:mm:ssZ, and a day that exists. */
export function time(value, field) {
  const isForm = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(string(value, field));
  const at = new Date(isForm ? value : NaN);
  return (!Number.isNaN(at.getTime()) && at.toISOString() === `${value.slice(0, 19)}.000Z`) || malformed(field);
}

/** A nested object with exactly these members. */
export const shape = (checks) => (value, field) => {
  object(value, field);
  takeMembers(value, checks, field);
  endMembers(value, [checks], field);
};

export const account = shape({
  account: uuid, chain, generation: between(0, GENERATION_MAX), temperature: oneOf('hot', 'cold'),
});

export const accounts = (value, field) => {
  list(1, 64, account)(value, field);
  const slots = value.map((one) => [one.chain, one.generation, one.temperature].join(' '));
  const isDistinct = new Set(slots).size === value.length && new Set(value.map((one) => one.account)).size === value.length;
  return isDistinct || refuse('intent.duplicate-account', 'two accounts share an id, or all of their terms', field);
};

/** Checks the named members (those ending in ? may be absent) in their order. */
export function takeMembers(value, checks, path = '') {
  for (const [name, check] of Object.entries(checks)) {
    const member = name.replace(/\?$/, '');
    const field = path ? `${path}.${member}` : member;
    const isThere = Object.hasOwn(value, member);
    if (isThere) check(value[member], field);
    else if (member === name) refuse('json.missing-member', 'a member that the format demands is absent', field);
  }
}

/** Refuses members that none of the tables names: last, after everything that is named. */
export function endMembers(value, tables, path = '') {
  const names = new Set(tables.flatMap((checks) => Object.keys(checks)).map((name) => name.replace(/\?$/, '')));
  const other = Object.keys(value).find((member) => !names.has(member));
  if (other !== undefined) refuse('json.unknown-member', 'a member that the format does not name', path || other);
}
