import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { OctetReader } from './octet-reader.ts';

/** How a receiver treats a connection, by its number from 1. */
export type Manner =
  /** Reads everything and answers an end with its own. */
  | 'proper'
  /** Closes as soon as somebody connects. */
  | 'closes-at-once'
  /** Reads nothing. */
  | 'deaf'
  /** Reads everything and never ends. */
  | 'endless'
  /** Resets after it read so many bytes. */
  | { readonly resetsAfter: number }
  /** Reads slowly: so many bytes, then a pause of a turn of the event loop. */
  | { readonly piece: number };

/** A syslog receiver in this process, with what it read. */
export class TestReceiver {
  readonly lines: string[] = [];
  connections = 0;
  port = 0;
  manner: (connection: number) => Manner = () => 'proper';
  readonly #sockets = new Set<Socket>();
  #server: Server;

  private constructor(tls: TlsOptions | undefined) {
    const options = { allowHalfOpen: true };
    const handle = (socket: Socket) => this.#accept(socket);
    this.#server =
      tls === undefined
        ? createServer(options, handle)
        : createTlsServer({ ...options, ...tls }, handle);
    // A client that does not like our certificate says so by an error here.
    this.#server.on('tlsClientError', () => undefined);
    // Below TLS too: a handshake that failed leaves a connection as well.
    this.#server.on('connection', (socket) => this.#hold(socket));
  }

  static async listen(tls?: TlsOptions, port = 0): Promise<TestReceiver> {
    const receiver = new TestReceiver(tls);
    await new Promise<void>((resolve) => receiver.#server.listen(port, '127.0.0.1', resolve));
    receiver.port = (receiver.#server.address() as AddressInfo).port;
    return receiver;
  }

  /** Takes no new connection, like a program that is ending. */
  stopListening(): void {
    this.#server.close();
  }

  /** Ends like a killed program: every connection at once, unread bytes are lost. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  #accept(socket: Socket): void {
    const manner = this.manner(++this.connections);
    this.#hold(socket);
    if (manner === 'deaf') socket.pause();
    else if (manner === 'closes-at-once') socket.end();
    else this.#read(socket, manner);
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #read(socket: Socket, manner: Manner): void {
    const reader = new OctetReader();
    let bytes = 0;
    const take = (chunk: Uint8Array) => {
      bytes += chunk.length;
      this.lines.push(...reader.take(chunk));
      if (typeof manner === 'object' && 'resetsAfter' in manner && bytes >= manner.resetsAfter) {
        socket.resetAndDestroy();
      }
    };
    if (typeof manner === 'object' && 'piece' in manner) readSlowly(socket, manner.piece, take);
    else socket.on('data', take);
    socket.on('end', () => {
      if (manner !== 'endless') socket.end();
    });
  }
}

function readSlowly(socket: Socket, piece: number, take: (chunk: Uint8Array) => void): void {
  const next = () => {
    const chunk = socket.read(piece) ?? socket.read();
    if (chunk === null) socket.once('readable', next);
    else {
      take(chunk);
      setImmediate(next);
    }
  };
  next();
}

/** Resolves when the condition holds; the test's own time limit ends what never comes. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
