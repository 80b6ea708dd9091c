import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type RequestOptions,
  request,
} from 'node:http';
import { connect, isIPv6 } from 'node:net';
import { CONTROL_HEADER, type ProxiedEnds, sessionCookie } from '@mingjing/service';

const HERE = '127.0.0.1';
/** What is between two neighbours and no business of the next one (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
];

/** A follower that listens on this machine. */
export interface FollowerPlace {
  readonly name: string;
  readonly port: number;
}

/** Begins a call of a follower for somebody else; it hears who that is before the first byte. */
export function askFollower(
  { port }: FollowerPlace,
  ends: ProxiedEnds,
  options: Pick<RequestOptions, 'headers' | 'method' | 'path'>,
): ClientRequest {
  return request({
    ...options,
    // Without an agent: a connection is of one caller.
    createConnection: () => {
      const socket = connect(port, HERE);
      socket.write(proxyHeader(ends));
      return socket;
    },
  });
}

/** The PROXY protocol's version 1, of a caller as the service met him. */
export function proxyHeader(ends: ProxiedEnds): string {
  const { destinationPort, sourceAddress, sourcePort } = ends;
  const family = isIPv6(sourceAddress) ? 'TCP6' : 'TCP4';
  const nobody = family === 'TCP6' ? '::' : '0.0.0.0';
  const isSame = isIPv6(ends.destinationAddress) === (family === 'TCP6');
  const addresses = `${sourceAddress || nobody} ${isSame ? ends.destinationAddress : nobody}`;
  return `PROXY ${family} ${addresses} ${sourcePort} ${destinationPort}\r\n`;
}

/**
 * Headers as a follower gets them: of the cookies its own alone, so that no chain ever sees what
 * opens a session of another, and never the word of its home.
 */
export function headersFor(name: string, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { cookie, ...others } = withoutHops(headers);
  delete others[CONTROL_HEADER];
  const own = (cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${sessionCookie(name)}=`));
  return own === undefined ? others : { ...others, cookie: own };
}

export function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}
