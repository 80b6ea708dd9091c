import type { Socket } from 'node:net';
import type {
  Connection,
  ConnectionProtector,
  Libp2p,
  MessageStream,
  Stream,
} from '@libp2p/interface';
import { STREAM_WINDOW_BYTES } from './limits.ts';

// Habits of the library that cost more than the encryption, or keep a process from ending. They
// are changed from outside, on the objects it hands out, and left alone where an object does not
// look as expected.

interface TcpConnection extends MessageStream {
  readonly socket: Socket;
  sendData(data: unknown): unknown;
}

/**
 * A protector that protects nothing: it is the library's hook for a connection before its first
 * byte. The transport writes each part of a message (length, text, tag) to the socket on its own,
 * one system call and one packet each; held back until the end of the turn they leave together.
 */
export function corkedWrites(): ConnectionProtector {
  return {
    protect: async (connection) => {
      if (isTcpConnection(connection)) cork(connection);
      return connection;
    },
  };
}

function cork(connection: TcpConnection): void {
  const { socket } = connection;
  const sendData = connection.sendData.bind(connection);
  let isCorked = false;
  connection.sendData = (data) => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      process.nextTick(() => {
        isCorked = false;
        socket.uncork();
      });
    }
    return sendData(data);
  };
}

function isTcpConnection(connection: MessageStream): connection is TcpConnection {
  const candidate = connection as Partial<TcpConnection>;
  return typeof candidate.socket?.cork === 'function' && typeof candidate.sendData === 'function';
}

interface WindowedStream extends Stream {
  recvWindowCapacity: number;
  sendWindowUpdate(): void;
}

/**
 * The muxer answers every frame it receives with a window update, an encrypted message of its own.
 * Half a window of credit is enough to keep the sender going, as in other implementations.
 */
export function sparseWindowUpdates(stream: Stream): void {
  if (!isWindowedStream(stream)) return;
  const sendWindowUpdate = stream.sendWindowUpdate.bind(stream);
  stream.sendWindowUpdate = () => {
    if (stream.recvWindowCapacity < STREAM_WINDOW_BYTES / 2) sendWindowUpdate();
  };
}

function isWindowedStream(stream: Stream): stream is WindowedStream {
  const candidate = stream as Partial<WindowedStream>;
  return (
    typeof candidate.recvWindowCapacity === 'number' &&
    typeof candidate.sendWindowUpdate === 'function'
  );
}

interface DecryptingConnection extends Connection {
  readonly muxer: { readonly maConn: { readonly decoder: { lengthDecoder: LengthDecoder } } };
}
type LengthDecoder = (data: { readonly length: number }) => number;

/**
 * After every read the decrypting side asks for one more length and learns by an exception that
 * there is none; making its stack trace costs more than decrypting a vote. Not-a-number ends the
 * same loop quietly.
 */
export function quietLengthDecoder(connection: Connection): void {
  const decoder = (connection as Partial<DecryptingConnection>).muxer?.maConn?.decoder;
  if (typeof decoder?.lengthDecoder !== 'function') return;
  const { lengthDecoder } = decoder;
  decoder.lengthDecoder = (data) => (data.length < 2 ? Number.NaN : lengthDecoder(data));
}

interface AddressUpdates {
  readonly components: { readonly addressManager: { _updatePeerStoreAddresses(): void } };
}

/**
 * Whenever a listener opens or closes, the library plans to write its own addresses into an address
 * book that nothing here reads, with a timer that keeps a stopped process alive for a second.
 */
export function withoutAddressBook(host: Libp2p): void {
  const { components } = host as Libp2p & Partial<AddressUpdates>;
  if (typeof components?.addressManager?._updatePeerStoreAddresses !== 'function') return;
  components.addressManager._updatePeerStoreAddresses = () => {};
}
