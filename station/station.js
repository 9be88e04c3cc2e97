// The approval station: load, decode, show, sign, hand over. One page, no framework, nothing believed.

import { Refusal } from './canonical-json.js';
import { fingerprint } from './digests.js';
import { fetchIntent, fetchRegistry, fileName, linksInFragment, postJson } from './exchange.js';
import { decodeIntent } from './intent.js';
import { checkRegistry, loadInstitution } from './registry.js';
import { createKey, provePossession, signStatement } from './statement.js';
import { intentCard } from './view.js';

const KEY_SLOT = 'strongroom/station-key/v1';
const $ = (id) => document.getElementById(id);
const state = {
  institution: undefined, registry: undefined, key: undefined, signed: undefined, intents: new Map(), seen: new Set(),
};

async function start() {
  state.institution = await loadInstitution();
  $('institution').textContent = `${state.institution.name} · ${fingerprint(state.institution.institution)}`;
  showKey(JSON.parse(localStorage.getItem(KEY_SLOT) ?? 'null'));
  $('file').addEventListener('change', guarded(openFiles));
  $('enrol').addEventListener('submit', guarded(enrol));
  $('approve').addEventListener('click', guarded(() => decide('approve')));
  $('reject').addEventListener('click', guarded(() => decide('reject')));
  $('to-signer').addEventListener('click', guarded(sendToSigner));
  window.addEventListener('hashchange', guarded(openLinks));
  await openLinks();
}

async function openLinks() {
  for (const link of linksInFragment(location.hash)) {
    const { bytes, registry, ...origin } = await fetchIntent(link);
    await add(bytes, registry, origin);
  }
}

async function openFiles() {
  for (const file of $('file').files) await add(new Uint8Array(await file.arrayBuffer()));
}

async function add(bytes, signedRegistry, origin = { statements: [] }) {
  const decoded = await decodeIntent(bytes);
  if (decoded.intent.institution !== state.institution.institution) {
    throw new Refusal('station.other-institution', 'This intent belongs to another institution.');
  }
  const registry = signedRegistry ?? await fetchRegistry(state.institution.signerUrl);
  state.registry = await checkRegistry(registry, state.institution);
  if (state.intents.has(decoded.digest)) return;
  state.intents.set(decoded.digest, { ...decoded, ...origin });
  $('intents').append(intentCard(decoded, state.registry, markSeen));
  refresh();
}

function markSeen(digest, isSeen) {
  if (isSeen) state.seen.add(digest);
  else state.seen.delete(digest);
  refresh();
}

function refresh() {
  const count = state.intents.size;
  const isReady = state.key !== undefined && count > 0 && state.seen.size === count;
  $('waiting').hidden = count > 0;
  $('intents').hidden = $('decision').hidden = count === 0;
  $('approve').disabled = $('reject').disabled = !isReady;
  $('decision-words').textContent = wordsFor(count, isReady);
}

function wordsFor(count, isReady) {
  if (state.key === undefined) return 'This station holds no passkey of yours yet: make one below.';
  if (!isReady) return `Read ${count === 1 ? 'the intent' : `all ${count} intents`} and tick each before you decide.`;
  return `You decide on ${count === 1 ? 'one intent' : `${count} intents`} as ${state.key.person}.`;
}

async function decide(verdict) {
  const digests = [...state.intents.keys()];
  const signer = { genesis: state.institution.institution, person: state.key.person, key: state.key };
  const signed = await signStatement(signer, verdict, digests);
  $('download').href = URL.createObjectURL(new Blob([JSON.stringify(signed)], { type: 'application/json' }));
  $('download').download = fileName(digests[0]);
  const replies = [...state.intents.values()].map((entry) => entry.reply).filter((reply) => reply !== undefined);
  for (const reply of replies) await postJson(reply, signed);
  if (verdict === 'reject' && state.institution.signerUrl) await tellSigner(signed);
  state.signed = signed;
  finish(verdict, replies.length);
}

// The way round the Server: whatever it can submit, a person can submit without it.
async function sendToSigner() {
  for (const { intent, statements } of state.intents.values()) {
    await postJson(`${state.institution.signerUrl}/v1/intents`, { intent, statements: [...statements, state.signed] });
  }
  $('to-signer').disabled = true;
  $('done-words').textContent = 'The Signer has registered it.';
}

// A rejection goes to the Signer too, so that nobody in between can lose it.
async function tellSigner(signed) {
  await postJson(`${state.institution.signerUrl}/v1/statements`, { statements: [signed] });
}

function finish(verdict, handedOver) {
  $('intents').hidden = $('decision').hidden = true;
  $('done').hidden = false;
  $('to-signer').hidden = verdict !== 'approve' || state.institution.signerUrl === undefined;
  $('done-title').textContent = verdict === 'approve' ? 'Approved' : 'Rejected';
  $('done-words').textContent = handedOver > 0
    ? 'Your signed statement has been handed over. Keep a copy if you like.'
    : 'Save your signed statement and hand it over, to the desk or straight to the Signer.';
}

async function enrol(event) {
  event.preventDefault();
  const person = $('name').value;
  const key = await createKey(person, state.institution.name);
  const possession = await provePossession(state.institution.institution, person, key);
  localStorage.setItem(KEY_SLOT, JSON.stringify({ ...key, person, possession }));
  showKey(JSON.parse(localStorage.getItem(KEY_SLOT)));
  refresh();
}

function showKey(stored) {
  if (stored === null) return;
  const { person, ...entry } = stored;
  state.key = stored;
  $('person').textContent = person;
  $('fingerprint').textContent = fingerprint(stored.id);
  $('key-file').value = JSON.stringify({ person, keys: [entry] }, null, 2);
  $('key').hidden = false;
}

function guarded(action) {
  return async (event) => {
    $('message').hidden = true;
    try {
      await action(event);
    } catch (problem) {
      show(problem);
    }
  };
}

function show(problem) {
  const code = problem instanceof Refusal ? ` (${problem.code}${problem.field ? `, ${problem.field}` : ''})` : '';
  $('message').textContent = `${problem.message}${code}`;
  $('message').hidden = false;
}

start().catch(show);
