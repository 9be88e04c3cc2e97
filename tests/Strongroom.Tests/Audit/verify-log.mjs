// Verifies folders of C2SP tiled logs, written from the C2SP texts (signed-note, tlog-checkpoint, tlog-tiles,
// tlog-cosignature) and RFC 6962 alone; it shares no line with the product.
//   node verify-log.mjs --key VKEY [--witness VKEY]... [--witnesses-min K] FOLDER...
// Prints one line a folder ("ok SIZE ROOT" or "refused: WHY"); exit code 1 when any is refused.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

class Refused extends Error {}
const must = (claim, why) => { if (!claim) throw new Refused(why); };
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = entry => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

function base64(text) {
  const bytes = Buffer.from(text, 'base64');
  must(bytes.toString('base64') === text, 'base64');
  return bytes;
}

function decimal(text) {
  must(/^(0|[1-9][0-9]{0,15})$/.test(text), 'decimal');
  return Number(text);
}

function parseVkey(text) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  must(name, 'vkey');
  const bytes = base64(encoded);
  must(bytes.length === 33 && (bytes[0] === 1 || bytes[0] === 4), 'vkey type');
  must(sha256(name, '\n', bytes).toString('hex', 0, 4) === id, 'vkey id');
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return { name, id, isWitness: bytes[0] === 4, key };
}

function parseNote(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  must(![...text].some(c => c < ' ' && c !== '\n'), 'control character');
  const cut = text.lastIndexOf('\n\n');
  must(cut > 0 && text.endsWith('\n'), 'note');
  const lines = text.slice(cut + 2, -1).split('\n').map(line => {
    const [, name, encoded] = /^\u2014 ([^+\s]+) (\S+)$/.exec(line) ?? [];
    must(name, 'signature line');
    const value = base64(encoded);
    must(value.length > 4, 'signature');
    return { name, id: value.toString('hex', 0, 4), value: value.subarray(4) };
  });
  return { text: text.slice(0, cut + 1), lines };
}

/** Whether the key signed; a bad signature under its name and id refuses the note. */
function isSigned(note, key) {
  const own = note.lines.filter(line => line.name === key.name && line.id === key.id);
  for (const { value } of own) {
    let message = note.text, signature = value;
    if (key.isWitness) {
      must(value.length === 72, 'cosignature length');
      message = `cosignature/v1\ntime ${value.readBigUInt64BE(0)}\n${note.text}`;
      signature = value.subarray(8);
    }
    must(verify(null, Buffer.from(message), key.key, signature), `signature of ${key.name}`);
  }
  return own.length > 0;
}

function tilePath(level, index, width) {
  let digits = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    digits = `x${String(rest % 1000).padStart(3, '0')}/${digits}`;
  }
  return `tile/${level}/${digits}${width === 256 ? '' : `.p/${width}`}`;
}

function readFile(folder, path) {
  const full = join(folder, path);
  must(existsSync(full), `missing ${path}`);
  return readFileSync(full);
}

function splitBundle(bundle) {
  const entries = [];
  let at = 0;
  while (at < bundle.length) {
    must(at + 2 <= bundle.length, 'bundle');
    const end = at + 2 + bundle.readUInt16BE(at);
    must(end <= bundle.length, 'bundle');
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** RFC 6962 MTH over hashes that are all roots of equal perfect subtrees, the last places possibly not filled. */
function treeHash(hashes) {
  if (hashes.length === 1) return hashes[0];
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

function checkTiles(folder, level, hashes) {
  for (let start = 0; start < hashes.length; start += 256) {
    const part = hashes.slice(start, start + 256);
    const tile = readFile(folder, tilePath(level, start / 256, part.length));
    must(tile.equals(Buffer.concat(part)), `tile ${level}/${start / 256}`);
  }
}

function verifyFolder(folder, log, witnesses, witnessesMin) {
  const note = parseNote(readFile(folder, 'checkpoint'));
  const [origin, sizeText, rootText, ...extensions] = note.text.slice(0, -1).split('\n');
  must(rootText && extensions.every(line => line), 'checkpoint');
  const size = decimal(sizeText), root = base64(rootText);
  must(root.length === 32 && origin === log.name, 'origin or root');
  must(isSigned(note, log), 'not signed by the log');
  must(witnesses.filter(witness => isSigned(note, witness)).length >= witnessesMin, 'too few witnesses');

  const leaves = [];
  for (let start = 0; start < size; start += 256) {
    const width = Math.min(256, size - start);
    const entries = splitBundle(readFile(folder, tilePath('entries', start / 256, width)));
    must(entries.length === width, 'bundle width');
    for (const entry of entries) leaves.push(leafHash(entry));
  }
  for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
    checkTiles(folder, level, hashes);
    const next = [];
    for (let start = 0; start + 256 <= hashes.length; start += 256) {
      next.push(treeHash(hashes.slice(start, start + 256)));
    }
    hashes = next;
  }
  const computed = size === 0 ? sha256('') : treeHash(leaves);
  must(computed.equals(root), 'root');
  return `ok ${size} ${rootText}`;
}

const options = { '--key': [], '--witness': [], '--witnesses-min': [] }, folders = [];
for (let i = 2; i < process.argv.length; i++) {
  const argument = process.argv[i];
  if (argument in options) options[argument].push(process.argv[++i]);
  else folders.push(argument);
}
const log = parseVkey(options['--key'][0]);
const witnesses = options['--witness'].map(parseVkey);
const witnessesMin = Number(options['--witnesses-min'][0] ?? witnesses.length);
for (const folder of folders) {
  try {
    console.log(verifyFolder(folder, log, witnesses, witnessesMin));
  } catch (problem) {
    if (!(problem instanceof Refused) && problem.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw problem;
    console.log(`refused: ${problem.message}`);
    process.exitCode = 1;
  }
}
