const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_CHARS = 6;
/** What the checksum of Bech32 (BIP 173) and of Bech32m (BIP 350) comes to. */
const CONSTANTS = [1, 0x2bc830a3];

/** True for a Bech32 or Bech32m text with this prefix and a right checksum, in one case. */
export function isBech32(text: string, prefix: string): boolean {
  const lower = text.toLowerCase();
  if (lower !== text && text.toUpperCase() !== text) return false;
  if (!lower.startsWith(`${prefix}1`)) return false;
  const values = [...lower.slice(prefix.length + 1)].map((each) => ALPHABET.indexOf(each));
  if (values.length <= CHECKSUM_CHARS || values.includes(-1)) return false;
  const codes = [...prefix].map((each) => each.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  return CONSTANTS.includes(polymod([...expanded, ...values]));
}

function polymod(values: readonly number[]): number {
  let checksum = 1;
  for (const value of values) {
    const top = checksum >>> 25;
    checksum = ((checksum & 0x1ffffff) << 5) ^ value;
    for (const [i, generator] of GENERATOR.entries()) {
      if ((top >> i) & 1) checksum ^= generator;
    }
  }
  return checksum;
}
