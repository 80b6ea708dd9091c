import { isIP } from 'node:net';

/** An address with the number of leading bits that count; all of them without a prefix. */
export interface AddressRange {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/** Prefix lengths under which an address is indexed; one in between is narrowed down afterwards. */
const INDEXED_BITS = { 4: [8, 16, 24, 32], 16: [32, 48, 64, 128] } as const;
const PREFIX = /^(0|[1-9]\d{0,2})$/;

/** Parses an address or a prefix such as `192.0.2.0/24`; undefined when it is neither. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const bytes = addressBytes(address);
  if (bytes === undefined || more.length > 0) return undefined;
  if (prefix === undefined) return { bytes, bits: bytes.length * 8 };
  const bits = Number(prefix);
  return PREFIX.test(prefix) && bits <= bytes.length * 8 ? { bytes, bits } : undefined;
}

/** True when the index can look a range up: IPv4 from /8, IPv6 from /32. */
export function isNarrowEnough({ bytes, bits }: AddressRange): boolean {
  return bits >= indexedBits(bytes)[0];
}

/** True when an address lies in a range; false for what is no address. */
export function isInRange(address: string, range: AddressRange): boolean {
  const bytes = addressBytes(address);
  return bytes !== undefined && leading(bytes, range.bits) === leading(range.bytes, range.bits);
}

/** The names of all indexed prefixes of an address; none for what is no address. */
export function addressPrefixes(address: string): string[] {
  const bytes = addressBytes(address);
  return bytes === undefined ? [] : indexedBits(bytes).map((bits) => leading(bytes, bits));
}

/** The name of the longest indexed prefix that contains a range. Needs `isNarrowEnough`. */
export function coveringPrefix({ bytes, bits }: AddressRange): string {
  const indexed = indexedBits(bytes).findLast((length) => length <= bits) ?? 0;
  return leading(bytes, indexed);
}

function indexedBits(bytes: Uint8Array) {
  return bytes.length === 4 ? INDEXED_BITS[4] : INDEXED_BITS[16];
}

/** Family, length and the leading bits, the rest zero. */
function leading(bytes: Uint8Array, bits: number): string {
  const kept = bytes.map((byte, i) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - i * 8))));
  return `${bytes.length}/${bits}/${Buffer.from(kept).toString('hex')}`;
}

function addressBytes(text: string): Uint8Array | undefined {
  const family = isIP(text);
  if (family === 4) return Uint8Array.from(text.split('.'), Number);
  if (family !== 6 || text.includes('%')) return undefined;
  // The URL parser gives the one canonical form, without dotted quads.
  const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const words = (part: string) => (part === '' ? [] : part.split(':'));
  const [first, last] = [words(head), tail === undefined ? [] : words(tail)];
  const zeros = new Array<string>(8 - first.length - last.length).fill('0');
  const padded = [...first, ...zeros, ...last].map((word) => word.padStart(4, '0'));
  return Uint8Array.from(Buffer.from(padded.join(''), 'hex'));
}
