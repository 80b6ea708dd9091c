import { isIPv4, isIPv6 } from 'node:net';

/*
 * The PROXY protocol (HAProxy, proxy-protocol.txt of 2020): what a proxy says of a connection
 * before the first byte of it.
 *
 *   v1  PROXY TCP4 192.0.2.7 198.51.100.1 50123 443\r\n          at most 107 bytes
 *   v2  12 bytes of signature | version 2, command | family, transport | length u16 | addresses
 */

/** Both ends of a connection as the proxy met it. */
export interface ProxiedEnds {
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly destinationAddress: string;
  readonly destinationPort: number;
}

/**
 * `more`: not whole yet. `ends` is undefined when the proxy speaks for itself, as in its own
 * checks of whether we live. `size` is what the header takes of the bytes.
 */
export type ProxyHeader =
  | { readonly state: 'more' }
  | { readonly state: 'malformed' }
  | { readonly state: 'read'; readonly size: number; readonly ends: ProxiedEnds | undefined };

const V1_BYTES_MAX = 107;
const V1_START = Buffer.from('PROXY ');
const V2_START = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
const V2_FIXED_BYTES = 16;
/** Addresses and room for what a proxy adds of TLS; the standard's own bound is 64 KiB. */
const V2_REST_BYTES_MAX = 4096;
/** Most bytes of a header that is waited for. */
export const PROXY_HEADER_BYTES_MAX = V2_FIXED_BYTES + V2_REST_BYTES_MAX;

const MORE: ProxyHeader = { state: 'more' };
const MALFORMED: ProxyHeader = { state: 'malformed' };

/** Reads the header that bytes begin with. Pure; whatever is not exactly one is malformed. */
export function parseProxyHeader(bytes: Buffer): ProxyHeader {
  if (startsLike(bytes, V2_START)) return bytes.length < V2_FIXED_BYTES ? MORE : parseV2(bytes);
  if (startsLike(bytes, V1_START)) return parseV1(bytes);
  return MALFORMED;
}

/** True while bytes may still become ones that begin with `start`, or do. */
function startsLike(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.subarray(0, length).equals(start.subarray(0, length));
}

function parseV1(bytes: Buffer): ProxyHeader {
  const end = bytes.indexOf('\r\n');
  if (end < 0) return bytes.length < V1_BYTES_MAX ? MORE : MALFORMED;
  const size = end + 2;
  if (size > V1_BYTES_MAX) return MALFORMED;
  const [, family = '', ...parts] = bytes.toString('latin1', 0, end).split(' ');
  // What follows UNKNOWN is to be ignored.
  if (family === 'UNKNOWN') return { state: 'read', size, ends: undefined };
  const isAddress = family === 'TCP4' ? isIPv4 : isIPv6;
  const [source = '', destination = '', sourcePort, destinationPort, ...rest] = parts;
  const ports = [portOf(sourcePort), portOf(destinationPort)] as const;
  const isKnown = family === 'TCP4' || family === 'TCP6';
  if (!isKnown || rest.length > 0 || !isAddress(source) || !isAddress(destination)) {
    return MALFORMED;
  }
  return endsOf(size, source, destination, ports);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:0|[1-9]\d{0,4})$/.test(text)) return undefined;
  return Number(text) <= 65_535 ? Number(text) : undefined;
}

function parseV2(bytes: Buffer): ProxyHeader {
  const [command, family] = [bytes.readUInt8(12), bytes.readUInt8(13)];
  const length = bytes.readUInt16BE(14);
  const size = V2_FIXED_BYTES + length;
  if (length > V2_REST_BYTES_MAX || (command !== 0x20 && command !== 0x21)) return MALFORMED;
  if (bytes.length < size) return MORE;
  // LOCAL: the proxy's own connection, whatever addresses it names.
  if (command === 0x20) return { state: 'read', size, ends: undefined };
  const rest = bytes.subarray(V2_FIXED_BYTES, size);
  if (family === 0x11 && length >= 12) {
    const at = (offset: number) => rest.subarray(offset, offset + 4).join('.');
    return endsOf(size, at(0), at(4), [rest.readUInt16BE(8), rest.readUInt16BE(10)]);
  }
  if (family === 0x21 && length >= 36) {
    const ports = [rest.readUInt16BE(32), rest.readUInt16BE(34)] as const;
    return endsOf(size, ipv6Of(rest, 0), ipv6Of(rest, 16), ports);
  }
  // Neither TCP over IPv4 nor over IPv6: no caller of ours.
  return MALFORMED;
}

/** The address in its usual short form. */
function ipv6Of(bytes: Buffer, offset: number): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    bytes.readUInt16BE(offset + 2 * i).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

function endsOf(
  size: number,
  source: string,
  destination: string,
  [sourcePort, destinationPort]: readonly [number | undefined, number | undefined],
): ProxyHeader {
  if (sourcePort === undefined || destinationPort === undefined) return MALFORMED;
  const addresses = { sourceAddress: source, destinationAddress: destination };
  return { state: 'read', size, ends: { ...addresses, sourcePort, destinationPort } };
}
