// Where intents come from and statements go: a link to the Server, files, and the Signer's own listener.

import { Refusal } from './canonical-json.js';
import { fromBase64Url, toHex } from './digests.js';

const INTENTS_MAX = 32;

/** The links in the page's fragment: #load=<https url>[&load=…]. */
export function linksInFragment(hash) {
  const links = new URLSearchParams(hash.slice(1)).getAll('load').slice(0, INTENTS_MAX);
  return links.filter((link) => new URL(link).protocol === 'https:');
}

/** {bytes, registry, statements, reply} of one link; the answer's bytes are the intent's, exactly. */
export async function fetchIntent(link) {
  const answer = await fetch(link, { cache: 'no-store', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw await problem(answer);
  const body = await answer.json();
  const url = new URL(link);
  url.pathname += '/statements';
  return { bytes: fromBase64Url(body.bytes), registry: body.registry, statements: body.statements, reply: url.href };
}

/** Posts a signed statement; throws what the other side answered when it refuses. */
export async function postJson(url, body) {
  const answer = await fetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    referrerPolicy: 'no-referrer',
  });
  if (!answer.ok) throw await problem(answer);
}

export async function fetchRegistry(signerUrl) {
  const answer = await fetch(`${signerUrl}/v1/registry`, { cache: 'no-store' });
  if (!answer.ok) throw await problem(answer);
  return answer.json();
}

async function problem(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Refusal(body.code ?? `http.${answer.status}`, body.detail ?? body.title ?? 'The other side refused.');
}

export function fileName(digest) {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(3)));
  return `statement-${digest.slice(0, 12)}-${salt}.json`;
}
