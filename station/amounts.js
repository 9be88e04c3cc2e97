// Amounts: decimal strings in base units, shown in units exactly, never rounded.

const AMOUNT_MAX = (1n << 256n) - 1n;

export function isAmount(text) {
  return typeof text === 'string' && /^(0|[1-9][0-9]{0,77})$/.test(text) && BigInt(text) <= AMOUNT_MAX;
}

/** "1500000000000000000" with 18 decimals is "1.5". */
export function inUnits(baseUnits, decimals) {
  const digits = baseUnits.padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : whole;
}

/** Thin spaces between thousands, for reading only. */
export const grouped = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
