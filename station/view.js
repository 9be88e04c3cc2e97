// Drawing only: elements from values, always as text, never as markup.

import { inGroups } from './addresses.js';
import { describe } from './words.js';

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/** One intent as an article; `onSeen` runs whenever its box is ticked or cleared. */
export function intentCard({ intent, digest }, registry, onSeen) {
  const words = describe(intent, registry);
  const box = element('input', { type: 'checkbox', id: `seen-${digest}` });
  box.addEventListener('change', () => onSeen(digest, box.checked));
  return element('article', { 'data-digest': digest },
    element('header', {},
      element('div', { class: 'kind' }, words.title),
      words.amount && element('div', { class: 'amount' }, words.amount),
      element('div', {}, words.sentence)),
    ...words.warnings.map((warning) => element('p', { class: 'warning' }, warning)),
    element('dl', {}, ...words.rows.flatMap(row)),
    element('div', { class: 'digest' },
      element('span', { class: 'detail' }, 'Digest, computed on this page'),
      element('code', { 'aria-label': digest }, digest.match(/.{8}/g).join(' '))),
    element('label', { class: 'seen', for: box.id }, box, 'I have read this and it is what I was asked for'));
}

function row({ label, value, detail, kind }) {
  return [
    element('dt', {}, label),
    element('dd', {}, valueOf(value, kind),
      detail && element('div', { class: 'detail' }, kind === 'call' ? element('code', {}, detail) : detail)),
  ];
}

function valueOf(value, kind) {
  if (kind === 'address') return element('span', { class: 'address', 'data-value': value }, inGroups(value));
  if (kind === 'code') return value.includes('\n') ? element('pre', {}, value) : element('code', {}, value);
  return value;
}
