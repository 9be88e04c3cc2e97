// EIP-55 addresses: 20 bytes in hexadecimal whose letter case is a checksum.

import { utf8 } from './digests.js';
import { keccak256 } from './keccak.js';

/** Whether `text` is an address and its checksum is right; all-lower-case is not accepted (identifiers.md). */
export function isChecksummedAddress(text) {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return false;
  const lower = text.slice(2).toLowerCase();
  const hash = keccak256(utf8(lower));
  return Array.from(lower).every((digit, i) => {
    const nibble = i % 2 === 0 ? hash[i >> 1] >> 4 : hash[i >> 1] & 15;
    return text[i + 2] === (nibble >= 8 ? digit.toUpperCase() : digit);
  });
}

/** Groups of four characters, so that a person can compare it piece by piece. */
export const inGroups = (address) => `0x ${address.slice(2).match(/.{4}/g).join(' ')}`;
