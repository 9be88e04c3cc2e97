// Canonical JSON as docs/formats/README.md narrows RFC 8785: read in one pass, strictly, refusing with the code of the
// first defect; what was read is exactly what would be written again.

const NAME_CHARACTERS = /[A-Za-z0-9._:/*-]*/y;
const NAME_LENGTH_MAX = 64;
// Control characters, bidirectional controls, line separators, the byte-order mark.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const DEPTH_MAX = 16;

export class Refusal extends Error {
  constructor(code, message, field) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** Bytes (at most `bytesMax`) to an object whose canonical form is exactly these bytes; throws a Refusal. */
export function parseCanonical(bytes, bytesMax) {
  if (bytes.length > bytesMax) throw new Refusal('json.too-large', `more than ${bytesMax} bytes`);
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed();
  }
  return new Reader(text).read();
}

/** The canonical text of a value made of objects, arrays, strings, booleans and whole numbers. */
export function writeCanonical(value) {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return writeInteger(value);
  if (Array.isArray(value)) return `[${value.map(writeCanonical).join(',')}]`;
  if (value === null || typeof value !== 'object') throw new Refusal('json.null', 'null has no place here');
  // Names are ASCII, so the default order (UTF-16 code units) is RFC 8785's.
  return `{${Object.keys(value).sort().map((name) => `"${name}":${writeCanonical(value[name])}`).join(',')}}`;
}

const malformed = () => new Refusal('json.malformed', 'this is not one JSON object in UTF-8');
const notCanonical = () => new Refusal('json.not-canonical', 'the bytes are not in canonical form');
const wrongNumber = () => new Refusal('json.number', 'numbers are whole, from 0 to 9007199254740991');
const forbidden = () => new Refusal('json.forbidden-character', 'a control, bidirectional or separating character');

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  read() {
    if (this.peek() !== '{') throw this.unexpected();
    const value = this.object(1);
    if (this.at < this.text.length) throw this.unexpected();
    return value;
  }

  object(depth) {
    this.enter(depth);
    const value = {};
    let previous = '';
    if (this.takes('}')) return value;
    do {
      previous = this.name(previous);
      if (!this.takes(':')) throw this.unexpected();
      value[previous] = this.value(depth);
    } while (this.takes(','));
    if (!this.takes('}')) throw this.unexpected();
    return value;
  }

  array(depth) {
    this.enter(depth);
    const items = [];
    if (this.takes(']')) return items;
    do {
      items.push(this.value(depth));
    } while (this.takes(','));
    if (!this.takes(']')) throw this.unexpected();
    return items;
  }

  value(depth) {
    const first = this.peek();
    if (first === '"') return this.string();
    if (first === '{') return this.object(depth + 1);
    if (first === '[') return this.array(depth + 1);
    if (first === '-' || (first >= '0' && first <= '9')) return this.integer();
    for (const [word, value] of [['true', true], ['false', false]]) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    if (this.text.startsWith('null', this.at)) throw new Refusal('json.null', 'there is no null: leave the member out');
    throw this.unexpected();
  }

  name(previous) {
    if (!this.takes('"')) throw this.unexpected();
    NAME_CHARACTERS.lastIndex = this.at;
    const [name] = NAME_CHARACTERS.exec(this.text);
    const end = this.at + name.length;
    if (end === this.text.length) throw malformed();
    if (name === '' || name.length > NAME_LENGTH_MAX || this.text[end] !== '"') {
      throw new Refusal('json.name', 'a member name outside the allowed characters');
    }
    this.at = end + 1;
    if (name === previous) throw new Refusal('json.duplicate-name', 'a name stands twice in one object');
    if (name < previous) throw notCanonical();
    return name;
  }

  string() {
    const start = ++this.at;
    let escapes = false;
    for (; this.peek() !== '"'; this.at++) {
      if (this.peek() === '') throw malformed();
      if (FORBIDDEN.test(this.peek())) throw forbidden();
      if (this.peek() !== '\\') continue;
      const next = this.text[++this.at] ?? '';
      if (next === '' || !'"\\/bfnrtu'.includes(next)) throw malformed();
      if (next !== '"' && next !== '\\') throw notCanonical();
      escapes = true;
    }
    const raw = this.text.slice(start, this.at++);
    return escapes ? raw.replace(/\\(["\\])/g, '$1') : raw;
  }

  integer() {
    const start = this.at;
    while (this.peek() >= '0' && this.peek() <= '9') this.at++;
    const digits = this.text.slice(start, this.at);
    const isPlain = digits !== '' && !'.eE'.includes(this.peek() || ' ');
    if (!isPlain || (digits.length > 1 && digits[0] === '0') || !Number.isSafeInteger(Number(digits))) throw wrongNumber();
    return Number(digits);
  }

  enter(depth) {
    if (depth > DEPTH_MAX) throw new Refusal('json.too-deep', `nested more than ${DEPTH_MAX} levels`);
    this.at++;
  }

  peek() {
    return this.text[this.at] ?? '';
  }

  takes(one) {
    const isThere = this.peek() === one;
    if (isThere) this.at++;
    return isThere;
  }

  unexpected() {
    return [' ', '\t', '\r', '\n'].includes(this.peek()) ? notCanonical() : malformed();
  }
}

function writeInteger(value) {
  if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) throw wrongNumber();
  return String(value);
}

function writeText(value) {
  if (FORBIDDEN.test(value) || LONE_SURROGATE.test(value)) throw forbidden();
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
