// Statements and possession proofs (docs/formats/statement.md, identifiers.md), signed by a passkey of this origin.

import { writeCanonical } from './canonical-json.js';
import { fromBase64Url, taggedDigest, toBase64Url, toHex, utf8 } from './digests.js';

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** Signs one statement over `digests`; returns the signed statement that Server and Signer accept. */
export async function signStatement({ genesis, person, key }, verdict, digests) {
  const statement = { genesis, intents: digests, person, signedAt: now(), verdict };
  const hash = await taggedDigest('strongroom/statement/v1', utf8(writeCanonical(statement)));
  return { key: key.id, signature: await assertion(key, hash), statement };
}

/** The proof that this passkey belongs to `person` in the institution `genesis`. */
export async function provePossession(genesis, person, key) {
  const claim = writeCanonical({ genesis, key: key.id, person });
  return assertion(key, await taggedDigest('strongroom/possession/v1', utf8(claim)));
}

/** Makes a passkey for `person` on this origin: {id, algorithm, class, publicKey, credentialId}. */
export async function createKey(person, institutionName) {
  const credential = await navigator.credentials.create({
    publicKey: {
      rp: { id: location.hostname, name: `${institutionName} approvals` },
      user: { id: crypto.getRandomValues(new Uint8Array(32)), name: person, displayName: person },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    },
  });
  const publicKey = coseKey(new Uint8Array(credential.response.getAuthenticatorData()));
  return {
    algorithm: 'webauthn', class: 'station', credentialId: toBase64Url(credential.rawId),
    id: await keyId(publicKey), publicKey: toBase64Url(publicKey),
  };
}

async function keyId(publicKey) {
  const name = utf8('webauthn');
  const input = new Uint8Array(name.length + 1 + publicKey.length);
  input.set(name);
  input.set(publicKey, name.length + 1);
  return toHex(await taggedDigest('strongroom/key/v1', input));
}

// Authenticator data (WebAuthn 6.1): rpIdHash 32, flags 1, counter 4, aaguid 16, id length 2, id, COSE_Key.
// No extension is asked for, so the key reaches to the end.
function coseKey(authenticatorData) {
  const idLength = (authenticatorData[53] << 8) | authenticatorData[54];
  return authenticatorData.slice(55 + idLength);
}

async function assertion(key, challenge) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge, rpId: location.hostname, userVerification: 'required',
      allowCredentials: [{ type: 'public-key', id: fromBase64Url(key.credentialId) }],
    },
  });
  return {
    authenticatorData: toBase64Url(credential.response.authenticatorData),
    clientDataJson: toBase64Url(credential.response.clientDataJSON),
    signature: toBase64Url(credential.response.signature),
    type: 'webauthn',
  };
}
