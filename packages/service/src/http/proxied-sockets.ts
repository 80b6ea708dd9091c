import type { Server } from 'node:http';
import { BlockList, isIPv4, isIPv6, type Socket } from 'node:net';
import { PROXY_HEADER_BYTES_MAX, type ProxiedEnds, parseProxyHeader } from './proxy-header.ts';

/** Proxies in front of a listener, by address (`10.0.0.5`) or network (`10.0.0.0/24`). */
export type TrustedProxies = readonly string[];

export type ProxyRefusal = 'proxy-untrusted' | 'proxy-malformed' | 'proxy-timeout';

/** A proxy sends its header with the first segment; a slow one is none. */
const HEADER_MS = 3000;

const ends = new WeakMap<object, ProxiedEnds>();
/**
 * By the far end of the proxy's own connection: over TLS the shell sees another socket than the one
 * that brought the header, and both have that end in common while the connection lives.
 */
const endsByConnection = new Map<string, ProxiedEnds>();

/** Both ends of a caller's connection: as its proxy told them, or the socket's own. */
export function endsOfSocket(socket: Ends): ProxiedEnds {
  return (
    ends.get(socket) ??
    endsByConnection.get(connectionOf(socket)) ?? {
      sourceAddress: plainAddress(socket.remoteAddress),
      sourcePort: socket.remotePort ?? 0,
      destinationAddress: plainAddress(socket.localAddress),
      destinationPort: socket.localPort ?? 0,
    }
  );
}

/** An IPv4 caller of a socket that takes both versions is an IPv4 caller. */
function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}

/** A list that says whether an address is one of the proxies; undefined when a name is none. */
export function proxyList(trusted: TrustedProxies): BlockList | undefined {
  const list = new BlockList();
  for (const name of trusted) {
    const [address = '', prefix, ...rest] = name.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (rest.length > 0 || (family === 'ipv6' && !isIPv6(address))) return undefined;
    if (prefix === undefined) list.addAddress(address, family);
    else if (!isPrefix(prefix, family === 'ipv4' ? 32 : 128)) return undefined;
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function isPrefix(text: string, bitsMax: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= bitsMax;
}

/**
 * Takes connections only from trusted proxies, each with a header of the PROXY protocol before its
 * first request. What is refused is told to `onRefused`, which answers for closing the socket.
 */
export function acceptProxied(
  server: Server,
  trusted: BlockList,
  onRefused: (socket: Socket, reason: ProxyRefusal) => void,
): void {
  const accept = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  // Kept with the socket that the shell sees: an entry may be written when the caller has gone.
  server.on('secureConnection', (socket: Socket) => {
    const told = endsByConnection.get(connectionOf(socket));
    if (told !== undefined) ends.set(socket, told);
  });
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress);
    if (!trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')) {
      onRefused(socket, 'proxy-untrusted');
      return;
    }
    readHeader(socket, (refusal) => {
      if (refusal !== undefined) onRefused(socket, refusal);
      else for (const listener of accept) listener.call(server, socket);
    });
  });
}

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'>;

function connectionOf({ remoteAddress, remotePort, localAddress, localPort }: Ends): string {
  return [remoteAddress, remotePort, localAddress, localPort].join(' ');
}

function remember(socket: Socket, told: ProxiedEnds): void {
  ends.set(socket, told);
  const connection = connectionOf(socket);
  endsByConnection.set(connection, told);
  socket.once('close', () => endsByConnection.delete(connection));
}

/** Reads the header off a socket and leaves the rest of its bytes in it. */
function readHeader(socket: Socket, done: (refusal: ProxyRefusal | undefined) => void): void {
  let bytes = Buffer.alloc(0);
  const timer = setTimeout(() => finish('proxy-timeout'), HEADER_MS);
  function finish(refusal?: ProxyRefusal): void {
    clearTimeout(timer);
    socket.off('readable', read).off('close', drop).off('error', drop);
    done(refusal);
  }
  function drop(): void {
    // Gone before it said anything: nobody to refuse, and nothing was asked.
    clearTimeout(timer);
    socket.off('readable', read);
    socket.destroy();
  }
  function read(): void {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
      bytes = Buffer.concat([bytes, chunk as Buffer]);
    }
    const header = parseProxyHeader(bytes);
    if (header.state === 'more' && bytes.length < PROXY_HEADER_BYTES_MAX) return;
    if (header.state !== 'read') {
      finish('proxy-malformed');
      return;
    }
    if (header.ends !== undefined) remember(socket, header.ends);
    if (bytes.length > header.size) socket.unshift(bytes.subarray(header.size));
    finish();
  }
  socket.on('readable', read).once('close', drop).once('error', drop);
}
