// Shows the station's own modules every golden case on standard input, one JSON line each:
//   {"format","hex"|"canonical","bytesMax"?}  ->  {"digest"?} or {"code"}
// so that a test can compare what the station says with what the core says.

import { createInterface } from 'node:readline';

const station = process.argv[2];
const { Refusal, parseCanonical, writeCanonical } = await import(`${station}/canonical-json.js`);
const { decodeIntent } = await import(`${station}/intent.js`);
const { taggedDigest, toHex, utf8 } = await import(`${station}/digests.js`);

const readers = {
  async intent(bytes) {
    return { digest: (await decodeIntent(bytes)).digest };
  },
  async json(bytes, bytesMax) {
    return { text: writeCanonical(parseCanonical(bytes, bytesMax)) };
  },
  async statement(bytes) {
    const text = writeCanonical(parseCanonical(bytes, 4096));
    return { digest: toHex(await taggedDigest('strongroom/statement/v1', utf8(text))) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { format, hex, bytesMax } = JSON.parse(line);
  let answer;
  try {
    answer = await readers[format](Uint8Array.from(Buffer.from(hex, 'hex')), bytesMax);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    answer = { code: problem.code, field: problem.field };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
