// Canonical JSON as docs/formats/README.md narrows RFC 8785: read, write again, and refuse any difference.

const NAME = /^[A-Za-z0-9._:/*-]{1,64}$/;
// Control characters, bidirectional controls, line separators, the byte-order mark.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
const DEPTH_MAX = 16;

export class Refusal extends Error {
  constructor(code, message, field) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** Bytes (at most `bytesMax`) to a value whose canonical form is exactly these bytes; throws a Refusal. */
export function parseCanonical(bytes, bytesMax) {
  if (bytes.length > bytesMax) throw new Refusal('json.too-large', `more than ${bytesMax} bytes`);
  let text;
  let value;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Refusal('json.not-json', 'this is not JSON in UTF-8');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Refusal('json.not-an-object', 'the outermost value must be an object');
  }
  // A duplicate name, a float, another order or spelling: each makes the written text differ.
  if (writeCanonical(value) !== text) throw new Refusal('json.not-canonical', 'the bytes are not in canonical form');
  return value;
}

/** The canonical text of a value made of objects, arrays, strings, booleans and whole numbers. */
export function writeCanonical(value, depth = 0) {
  if (depth > DEPTH_MAX) throw new Refusal('json.too-deep', `nested more than ${DEPTH_MAX} levels`);
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return writeInteger(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeCanonical(item, depth + 1)).join(',')}]`;
  if (value === null || typeof value !== 'object') throw new Refusal('json.bad-value', 'null has no place here');
  // Names are ASCII, so the default order (UTF-16 code units) is RFC 8785's.
  const members = Object.keys(value).sort().map((name) => {
    if (!NAME.test(name)) throw new Refusal('json.bad-name', 'a member name outside the allowed characters');
    return `"${name}":${writeCanonical(value[name], depth + 1)}`;
  });
  return `{${members.join(',')}}`;
}

function writeInteger(value) {
  if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
    throw new Refusal('json.bad-number', 'numbers are whole, from 0 to 9007199254740991');
  }
  return String(value);
}

function writeText(value) {
  if (FORBIDDEN.test(value)) throw new Refusal('json.bad-character', 'a control or bidirectional character');
  if (!value.isWellFormed()) throw new Refusal('json.bad-character', 'a lone surrogate');
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
