// Shows the station's own modules one case a line, {"format","hex","bytesMax"?}, and prints what they make of it:
// {"digest"} or {"canonical"}, or {"code","field"} of the refusal.

import { createInterface } from 'node:readline';
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
const station = process.argv[2];
const { Refusal, parseCanonical, writeCanonical } = await import(`${station}/canonical-json.js`);
const { taggedDigest, toHex, utf8 } = await import(`${station}/digests.js`);
const { decodeIntent } = await import(`${station}/intent.js`);

const readers = {
  intent: async (bytes) => ({ digest: (await decodeIntent(bytes)).digest }),
  json: async (bytes, bytesMax) => ({ canonical: writeCanonical(parseCanonical(bytes, bytesMax)) }),
  statement: async (bytes) => {
    const text = writeCanonical(parseCanonical(bytes, 4096));
    return { digest: toHex(await taggedDigest('strongroom/statement/v1', utf8(text))) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { format, hex, bytesMax } = JSON.parse(line);
  let answer;
  try {
    answer = await readers[format](new Uint8Array(Buffer.from(hex, 'hex')), bytesMax);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    answer = { code: problem.code, field: problem.field };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
