// Tagged SHA-256 digests (docs/formats/README.md) and the encodings of binary values (identifiers.md).

export const utf8 = (text) => new TextEncoder().encode(text);

/** SHA-256(tag ‖ 0x00 ‖ bytes), 32 bytes. */
export async function taggedDigest(tag, bytes) {
  const head = utf8(tag);
  const input = new Uint8Array(head.length + 1 + bytes.length);
  input.set(head);
  input.set(bytes, head.length + 1);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', input));
}

export const toHex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

export function toBase64Url(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function fromBase64Url(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

/** The first 20 hexadecimal characters in groups of four: what two people read to each other. */
export const fingerprint = (hex) => hex.slice(0, 20).match(/.{4}/g).join(' ');
