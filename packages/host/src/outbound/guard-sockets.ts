import dgram from 'node:dgram';
import net from 'node:net';
import type { OutboundGate } from './outbound-gate.ts';

/** A connection that this program may not make. */
class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';
  readonly code = 'OUTBOUND_REFUSED';

  constructor(host: string, port: number) {
    super(`OUTBOUND_REFUSED: ${host}:${port} is not on the list of the configuration`);
  }
}

type Connect = net.Socket['connect'];

/**
 * Puts a gate before every TCP connection of this thread, whichever library asks for it: HTTP, TLS
 * and `fetch` all end in `net.Socket`. UDP is refused. A path is a socket of this machine and
 * passes. Returns what takes the gate away again.
 *
 * It does not see what other threads, child processes and native code connect to, nor the names
 * that the system resolves.
 */
export function guardSockets(gate: OutboundGate): () => void {
  const { connect } = net.Socket.prototype;
  const { send } = dgram.Socket.prototype;
  const datagram = dgram.Socket.prototype.connect;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
    const target = targetOf(args);
    if (target === undefined || gate.check(target.host, target.port)) {
      return Reflect.apply(connect, this, args) as net.Socket;
    }
    // As any connection that fails: the caller hears of it by the event `error`.
    process.nextTick(() => this.destroy(new OutboundRefused(target.host, target.port)));
    return this;
  } as Connect;
  const refuse = (): never => {
    gate.check('udp', 0, 'udp');
    throw new OutboundRefused('udp', 0);
  };
  dgram.Socket.prototype.send = refuse;
  dgram.Socket.prototype.connect = refuse;
  return () => {
    net.Socket.prototype.connect = connect;
    Object.assign(dgram.Socket.prototype, { send, connect: datagram });
  };
}

/** Starts a program behind a gate, which stands as long as the process unless none starts. */
export async function guarded<T>(gate: OutboundGate, start: () => Promise<T>): Promise<T> {
  const release = guardSockets(gate);
  try {
    return await start();
  } catch (error) {
    release();
    throw error;
  }
}

// The forms of `socket.connect`: options, port and host, a path, or what Node made of them before.
function targetOf(args: readonly unknown[]): { host: string; port: number } | undefined {
  const [first, second] = args;
  if (Array.isArray(first)) return targetOf(first);
  if (typeof first === 'object' && first !== null) {
    const { path, port, host } = first as { path?: unknown; port?: unknown; host?: unknown };
    return typeof path === 'string' && port === undefined ? undefined : place(port, host);
  }
  const isPath = typeof first === 'string' && !/^\d+$/.test(first);
  return isPath ? undefined : place(first, second);
}

function place(port: unknown, host: unknown): { host: string; port: number } {
  return { host: typeof host === 'string' ? host : 'localhost', port: Number(port) };
}
