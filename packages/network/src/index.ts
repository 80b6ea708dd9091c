/**
 * The network of a chain: admitted peers only, one connection each, a live and a bulk stream per
 * connection, over libp2p (TCP, Noise, yamux).
 *
 *     const network = await createNetwork(options, { clock, random, handler });
 *     network.setAdmission(peerKeysOfRegistry);
 *     network.sendMany(network.peers(), { vote });
 */
export { NetworkError, type NetworkErrorCode } from './errors.ts';
export { peerIdOf } from './identity.ts';
export { createNetwork } from './network.ts';
export type {
  ChainNetwork,
  DialTarget,
  Misbehaviour,
  NetworkOptions,
  NetworkPorts,
  NetworkStatistics,
  Refusal,
} from './ports.ts';
