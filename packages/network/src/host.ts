import type { ConnectionGater, Ed25519PrivateKey, Libp2p } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import {
  CONNECTIONS_MAX,
  CONNECTIONS_PER_HOST_SECOND_MAX,
  KEEP_ALIVE_IDLE_MS,
  PENDING_HANDSHAKES_MAX,
  SETUP_TIMEOUT_MS,
  STREAM_WINDOW_BYTES,
} from './limits.ts';
import { corkedWrites, withoutAddressBook } from './transport-tuning.ts';

export interface HostOptions {
  readonly privateKey: Ed25519PrivateKey;
  readonly listen: string;
  readonly gater: ConnectionGater;
}

/**
 * libp2p with as little in it as it takes: one transport, one handshake, one muxer, and none of
 * the services that discover, identify, ping or wake up by themselves. It is not started yet.
 */
export async function createHost(options: HostOptions): Promise<Libp2p> {
  const keepAlive = { keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_IDLE_MS };
  const host = await createLibp2p({
    start: false,
    privateKey: options.privateKey,
    addresses: { listen: [options.listen] },
    transports: [
      tcp({
        // A quiet chain is no reason to drop a connection; dead peers are the kernel's to find.
        inboundSocketInactivityTimeout: 0,
        outboundSocketInactivityTimeout: 0,
        dialOpts: keepAlive,
        listenOpts: keepAlive,
      }),
    ],
    connectionProtector: corkedWrites,
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        enableKeepAlive: false,
        // Two long-lived streams; a few more while they are negotiated or refused.
        maxInboundStreams: 8,
        maxOutboundStreams: 8,
        streamOptions: {
          initialStreamWindowSize: STREAM_WINDOW_BYTES,
          maxStreamWindowSize: STREAM_WINDOW_BYTES,
        },
      }),
    ],
    connectionGater: options.gater,
    connectionMonitor: { enabled: false },
    connectionManager: {
      maxConnections: CONNECTIONS_MAX,
      maxIncomingPendingConnections: PENDING_HANDSHAKES_MAX,
      inboundConnectionThreshold: CONNECTIONS_PER_HOST_SECOND_MAX,
      inboundUpgradeTimeout: SETUP_TIMEOUT_MS,
      reconnectRetries: 0,
    },
  });
  withoutAddressBook(host);
  return host;
}
