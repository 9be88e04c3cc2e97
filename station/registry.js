// What the station knows of the institution: a file of its own origin pins it, the Signer's signature proves the rest.

import { Refusal, writeCanonical } from './canonical-json.js';
import { fromBase64Url, taggedDigest, utf8 } from './digests.js';

const AGE_MAX_MS = 15 * 60 * 1000;

/** station.json beside these files: {name, institution, journalKey, rpId, signerUrl?}: set when the station is set up. */
export async function loadInstitution() {
  const answer = await fetch('station.json', { cache: 'no-store' });
  if (!answer.ok) throw new Refusal('station.not-set-up', 'station.json is missing beside the station’s pages');
  return answer.json();
}

/**
 * The Signer's registry with its signature: names and decimals count only under the journal key that station.json
 * pins, for this institution, and fresh.
 */
export async function checkRegistry({ signature, ...registry }, institution) {
  const hash = await taggedDigest('strongroom/registry/v1', utf8(writeCanonical(registry)));
  const key = await crypto.subtle.importKey('raw', fromBase64Url(institution.journalKey), 'Ed25519', false, ['verify']);
  if (!await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), hash)) {
    throw new Refusal('station.registry-not-signed', 'the names were not signed by this institution’s Signer');
  }
  if (registry.genesis !== institution.institution) {
    throw new Refusal('station.other-institution', 'the names belong to another institution');
  }
  if (Math.abs(Date.now() - new Date(registry.at)) > AGE_MAX_MS) {
    throw new Refusal('station.registry-stale', 'the names are more than 15 minutes old');
  }
  return registry;
}
