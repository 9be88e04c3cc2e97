// An intent in words: a title, one sentence, and rows of what exactly will happen.

import { grouped, inUnits } from './amounts.js';
import { isMovement } from './intent.js';

const TITLES = {
  withdrawal: 'Withdrawal', 'internal-move': 'Internal move', 'gas-top-up': 'Gas top-up',
  'chain-registration': 'Register a chain', 'asset-registration': 'Register an asset',
  'client-registration': 'Register a client', 'wallet-opening': 'Open a wallet',
  'house-wallet-opening': 'Open a house wallet', 'allowlist-entry': 'Allow a destination',
  'allowlist-removal': 'Remove a destination', 'policy-change': 'Change the policy',
  'roster-change': 'Change people and keys', unfreeze: 'Lift the freeze',
  ceremony: 'Perform a key ceremony', 'key-registration': 'Register a ceremony',
  'key-state-change': 'Change the state of a root', 'cold-signer-registration': 'Register a cold Signer',
};

/** {title, sentence, rows: [{label, value, detail?, kind?}]}; names come from the registry that the Signer signed. */
export function describe(intent, registry) {
  const body = isMovement(intent) ? movement(intent, registry) : governance(intent);
  return { title: TITLES[intent.kind], ...body, rows: [...body.rows, ...times(intent)] };
}

function movement(intent, registry) {
  const asset = registry.assets.find((entry) => entry.asset === intent.asset);
  const chain = registry.chains.find((entry) => entry.chain === intent.chain);
  const native = chain && registry.assets.find((entry) => entry.asset === chain.native.asset) || chain?.native;
  const where = chain ? chain.name : 'an unregistered chain';
  const sum = asset ? `${inUnits(intent.amount, asset.decimals)} ${asset.symbol}` : 'an unregistered asset';
  return {
    sentence: SENTENCES[intent.kind](where),
    amount: sum,
    warnings: asset && chain ? [] : ['The Signer’s registry does not know this asset or chain: it will refuse.'],
    rows: [
      { label: 'Amount', value: sum, detail: `${grouped(intent.amount)} base units of ${intent.asset}` },
      { label: 'To', value: intent.to, kind: 'address', detail: intent.toAccount && `account ${intent.toAccount}` },
      { label: 'From', value: intent.from, kind: 'address', detail: `account ${intent.account}` },
      { label: intent.client ? 'Client' : 'House wallet', value: intent.client ?? intent.house, kind: 'code' },
      { label: 'Chain', value: where, detail: intent.chain },
      {
        label: 'Fee, at most', value: native ? `${inUnits(intent.feeMax, native.decimals)} ${native.symbol}` : '?',
        detail: `${grouped(intent.feeMax)} base units`,
      },
      {
        label: 'Call', value: intent.call.data === '0x' ? 'plain transfer' : 'transfer(address,uint256)',
        detail: `${intent.call.to} · ${intent.call.value} · ${intent.call.data}`, kind: 'call',
      },
      ...(intent.replaces ? [{ label: 'Replaces', value: intent.replaces, kind: 'code' }] : []),
    ],
  };
}

const COMMON = new Set(['schema', 'institution', 'kind', 'id', 'createdAt', 'expiresAt']);

// Every other kind: each member of its own, whole. Nothing is summarised away from the person who signs.
function governance(intent) {
  const rows = Object.keys(intent).filter((name) => !COMMON.has(name)).map((name) => ({
    label: name, kind: 'code',
    value: typeof intent[name] === 'object' ? JSON.stringify(intent[name], null, 2) : String(intent[name]),
  }));
  return { sentence: SENTENCES[intent.kind](intent), warnings: [], rows };
}

const SENTENCES = {
  withdrawal: (where) => `leave the client’s account on ${where}, for good.`,
  'internal-move': (where) => `move between two accounts of one client on ${where}.`,
  'gas-top-up': (where) => `go from the house’s wallet to a client’s account on ${where}, to pay fees.`,
  'chain-registration': (i) => `${i.name} (${i.chain}) becomes a chain that this institution uses.`,
  'asset-registration': (i) => `${i.symbol}, ${i.decimals} decimals, becomes an asset that can be held and moved.`,
  'client-registration': () => 'A client comes under custody.',
  'wallet-opening': (i) => `A client receives ${i.accounts.length} account(s) with addresses of their own.`,
  'house-wallet-opening': () => 'The house receives a wallet that pays gas.',
  'allowlist-entry': (i) => `${i.confirmedBy} has confirmed this destination with the client.`,
  'allowlist-removal': () => 'A destination is no longer allowed.',
  'policy-change': (i) => `Policy version ${i.policy.version} replaces the present one, whole.`,
  'roster-change': (i) => `${i.people.length} people are set anew, ${i.removed.length} removed.`
    + ` ${(i.attestors ?? []).length} attestors of facts are set anew,`
    + ` ${(i.removedAttestors ?? []).length} removed.`,
  unfreeze: () => 'Signing resumes.',
  'cold-signer-registration': (i) => `${i.origin} holds the keys of new cold accounts from then on.`,
  ceremony: (i) => `The people named in the plan meet offline: ${i.plan.purpose}.`,
  'key-registration': () => 'What a finished ceremony changed enters the key register.',
  'key-state-change': (i) => `The root becomes ${i.state}: ${i.reason}`,
};

const times = (intent) => [
  { label: 'Created', value: inWords(intent.createdAt), detail: intent.createdAt },
  { label: 'Expires', value: inWords(intent.expiresAt), detail: intent.expiresAt },
  { label: 'Intent id', value: intent.id, kind: 'code' },
];

const inWords = (time) => new Date(time).toLocaleString('en-GB', {
  dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC',
}) + ' UTC';
