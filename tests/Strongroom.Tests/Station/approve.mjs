// An approver at the station, without a browser around its modules: fetches an intent from whatever server the task
// describes, decodes and describes it, and signs an approval of it. The passkey is a software authenticator that does
// what a browser and a security key do together (WebAuthn Level 3, 7.2): origin and rp id are the page's own.
// In: {"answer","institution","key","jwk","person","origin","now"}; out: {"digest","words","signed"} or {"code"}.

import { createServer } from 'node:http';
import { createHash, createPrivateKey, sign, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

globalThis.crypto ??= webcrypto;
const station = process.argv[2];
const task = JSON.parse(readFileSync(0, 'utf8'));
const Clock = Date;
globalThis.Date = class extends Clock {
  constructor(...time) {
    super(...(time.length === 0 ? [task.now] : time));
  }

  static now() {
    return Clock.parse(task.now);
  }
};
globalThis.location = new URL(task.origin);
Object.defineProperty(globalThis, 'navigator', { value: { credentials: { get: assert } }, configurable: true });

const { Refusal } = await import(`${station}/canonical-json.js`);
const { fetchIntent } = await import(`${station}/exchange.js`);
const { decodeIntent } = await import(`${station}/intent.js`);
const { checkRegistry } = await import(`${station}/registry.js`);
const { signStatement } = await import(`${station}/statement.js`);
const { describe } = await import(`${station}/words.js`);

const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(task.answer));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
try {
  console.log(JSON.stringify(await approve(`http://127.0.0.1:${server.address().port}/v1/intents/${task.linked}`)));
} catch (problem) {
  if (!(problem instanceof Refusal)) throw problem;
  console.log(JSON.stringify({ code: problem.code }));
} finally {
  server.close();
  server.closeAllConnections();
}

async function approve(link) {
  const { bytes, registry } = await fetchIntent(link);
  const { intent, digest } = await decodeIntent(bytes);
  const names = await checkRegistry(registry, task.institution);
  const words = describe(intent, names);
  const signer = { genesis: task.institution.institution, person: task.person, key: task.key };
  return { digest, words: JSON.stringify(words), signed: await signStatement(signer, 'approve', [digest]) };
}

async function assert({ publicKey }) {
  const clientDataJSON = Buffer.from(JSON.stringify({
    type: 'webauthn.get', challenge: Buffer.from(publicKey.challenge).toString('base64url'),
    origin: location.origin, crossOrigin: false,
  }));
  const rpIdHash = createHash('sha256').update(publicKey.rpId).digest();
  const authenticatorData = Buffer.concat([rpIdHash, Buffer.from([0x05, 0, 0, 0, 1])]);
  const clientHash = createHash('sha256').update(clientDataJSON).digest();
  const key = createPrivateKey({ key: task.jwk, format: 'jwk' });
  const signature = sign('sha256', Buffer.concat([authenticatorData, clientHash]), key);
  return { response: { authenticatorData, clientDataJSON, signature } };
}
