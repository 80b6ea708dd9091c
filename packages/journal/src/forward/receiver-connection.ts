import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { connectionFailure, ForwardFailure, type ForwardReason } from './failure.ts';

/** Where entries go, and by what the receiver is known. */
export interface Receiver {
  readonly host: string;
  readonly port: number;
  /** Absent: plain TCP. PEM: the authorities that may vouch for the receiver, and our own chain. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string };
}

export interface ConnectionLimits {
  /** Until connected and, with TLS, verified. */
  readonly connectMs: number;
  /** Without a byte taken while there is one to take; and for the answer to our end. */
  readonly stallMs: number;
}

/**
 * One connection to a syslog receiver. TCP tells the program nothing about what was received, so
 * the end of a connection is the acknowledgement: we half-close, and a receiver that read
 * everything answers with its own end, while one that closed with bytes unread resets.
 */
export class ReceiverConnection {
  readonly #socket: Socket;
  readonly #limits: ConnectionLimits;
  readonly #closed: Promise<void>;
  #failure: ForwardFailure | undefined;
  #isEnding = false;
  #hasReceiverEnded = false;

  private constructor(socket: Socket, limits: ConnectionLimits) {
    this.#socket = socket;
    this.#limits = limits;
    socket.on('error', (error) => this.#fail(connectionFailure(error)));
    socket.on('timeout', () => this.#fail(new ForwardFailure('stalled')));
    socket.on('end', () => {
      this.#hasReceiverEnded = true;
      if (!this.#isEnding) this.#fail(new ForwardFailure('closed'));
    });
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    // A receiver has nothing to say; what it says anyway is dropped, or its end would go unseen.
    socket.resume();
  }

  /** Connects, and with TLS verifies the receiver; throws `ForwardFailure`, also at the signal. */
  static async open(
    receiver: Receiver,
    limits: ConnectionLimits,
    signal: AbortSignal,
  ): Promise<ReceiverConnection> {
    const { host, port, tls } = receiver;
    const socket =
      tls === undefined ? connectTcp({ host, port }) : connectTls(tlsOptions(receiver, tls));
    const connection = new ReceiverConnection(socket, limits);
    const abandon = () => connection.destroy();
    signal.addEventListener('abort', abandon);
    socket.once('close', () => signal.removeEventListener('abort', abandon));
    if (signal.aborted) abandon();
    const ready = new Promise<void>((resolve) => {
      socket.once(tls === undefined ? 'connect' : 'secureConnect', () => resolve());
    });
    await connection.#within(
      limits.connectMs,
      'timeout',
      Promise.race([ready, connection.#closed]),
    );
    return connection;
  }

  /** False once it broke or the receiver closed it. */
  get isOpen(): boolean {
    return this.#failure === undefined && !this.#isEnding;
  }

  /** Resolves when the kernel took all bytes; throws `ForwardFailure`. */
  async send(bytes: Uint8Array): Promise<void> {
    this.#socket.setTimeout(this.#limits.stallMs);
    await new Promise<void>((resolve) => {
      if (this.#failure !== undefined) return resolve();
      this.#socket.write(bytes, () => resolve());
    });
    if (this.#failure === undefined) this.#socket.setTimeout(0);
    else throw this.#failure;
  }

  /**
   * Ends the connection; resolves when the receiver, having read everything, ended it too. Throws
   * `ForwardFailure` otherwise, and then any part of what was sent may be lost.
   */
  async finish(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#isEnding = true;
    this.#socket.end();
    await this.#within(this.#limits.stallMs, 'not-confirmed', this.#closed);
    if (!this.#hasReceiverEnded) throw new ForwardFailure('not-confirmed');
  }

  destroy(): void {
    this.#fail(new ForwardFailure('closed'));
  }

  async #within(ms: number, reason: ForwardReason, done: Promise<void>): Promise<void> {
    const overdue = setTimeout(() => this.#fail(new ForwardFailure(reason)), ms);
    await done;
    clearTimeout(overdue);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(failure: ForwardFailure): void {
    this.#failure ??= failure;
    this.#socket.destroy();
  }
}

function tlsOptions(
  { host, port }: Receiver,
  { ca, cert, key }: NonNullable<Receiver['tls']>,
): ConnectionOptions {
  return {
    ...{ host, port, ca, minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  };
}
