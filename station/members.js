// One small language for the members of every intent kind (docs/formats/intent.md): a name and a check each.

import { isChecksummedAddress } from './addresses.js';
import { isAmount } from './amounts.js';
import { Refusal } from './canonical-json.js';

const text = (pattern) => (value) => typeof value === 'string' && pattern.test(value);

export const digest = text(/^[0-9a-f]{64}$/);
export const uuid = text(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
export const slug = text(/^[a-z][a-z0-9-]{0,62}$/);
export const chain = text(/^eip155:[1-9][0-9]{0,18}$/);
export const symbol = text(/^[A-Za-z0-9.]{1,16}$/);
export const label = (value) => typeof value === 'string' && value.length >= 1 && value.length <= 256;
export const address = (value) => typeof value === 'string' && isChecksummedAddress(value);
export const amount = isAmount;
export const positive = (value) => isAmount(value) && value !== '0';
export const between = (low, high) => (value) => Number.isInteger(value) && value >= low && value <= high;
export const oneOf = (...words) => (value) => words.includes(value);
export const list = (low, high, item) => (value) =>
  Array.isArray(value) && value.length >= low && value.length <= high && value.every(item);
export const object = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

export function asset(value) {
  if (typeof value !== 'string') return false;
  const parts = /^(eip155:[1-9][0-9]{0,18})\/(slip44:60|erc20:(0x[0-9a-fA-F]{40}))$/.exec(value);
  return parts !== null && (parts[3] === undefined || isChecksummedAddress(parts[3]));
}

/** Exactly yyyy-mm-ddThh:mm:ssZ, and a day that exists. */
export function time(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return false;
  const at = new Date(value);
  return !Number.isNaN(at.getTime()) && at.toISOString() === `${value.slice(0, 19)}.000Z`;
}

export const call = (value) =>
  object(value) && Object.keys(value).sort().join() === 'data,to,value'
  && text(/^0x([0-9a-f]{2})*$/)(value.data) && address(value.to) && amount(value.value);

export const account = (value) =>
  object(value) && Object.keys(value).sort().join() === 'account,chain,generation,temperature'
  && uuid(value.account) && chain(value.chain) && between(1, 1_000_000)(value.generation)
  && oneOf('hot', 'cold')(value.temperature);

/** Throws unless `value` has exactly the named members (those ending in ? may be absent) and each passes. */
export function checkMembers(value, checks) {
  const names = new Map(Object.entries(checks).map(([name, check]) => [name.replace(/\?$/, ''), { name, check }]));
  for (const member of Object.keys(value)) {
    if (!names.has(member)) throw new Refusal('json.unknown-member', 'a member that the format does not name', member);
  }
  for (const [member, { name, check }] of names) {
    const isAbsent = !Object.hasOwn(value, member);
    if (isAbsent && name.endsWith('?')) continue;
    if (isAbsent) throw new Refusal('json.missing-member', 'a member that the format demands is absent', member);
    if (!check(value[member])) throw new Refusal('intent.bad-member', 'a member with an unusable value', member);
  }
}
