import { isIPv4, isIPv6 } from 'node:net';

// What of an entry's personal group stands on a screen of who does not see it whole.

const HIDDEN = '***';
/** Of IPv4 the first 24 bits are shown, of IPv6 the first 48: a network, and no household of it. */
const NETWORK_BITS = { ipv4: 24, ipv6: 48 } as const;
const BITS_OF_GROUP = 16;

/** The network of a source address, such as `203.0.113.*`; of what is no address nothing. */
export function maskedAddress(address: string): string {
  if (isIPv4(address)) return address.replace(/\.\d+$/, '.*');
  if (!isIPv6(address)) return address === '' ? '' : HIDDEN;
  const [head = ''] = address.split('::');
  const groups = head.split(':').slice(0, NETWORK_BITS.ipv6 / BITS_OF_GROUP);
  return [...groups.filter((group) => group !== ''), '*'].join(':');
}

/** Whether a query asks for networks that are as wide as those that are shown, or wider. */
export function isMaskedNetwork(query: string): boolean {
  const [address = '', bits = ''] = query.split('/');
  if (!/^\d{1,3}$/.test(bits)) return false;
  const most = isIPv4(address) ? NETWORK_BITS.ipv4 : NETWORK_BITS.ipv6;
  return Number(bits) <= most;
}

/** That something is said of somebody, and no word of it. */
export function maskedSubject(subject: string): string {
  return subject === '' ? '' : HIDDEN;
}
