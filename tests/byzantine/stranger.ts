// Somebody whom no registry names knocks at a node, so many times at once.
//
//   node tests/byzantine/stranger.ts CHAIN-ID NODE-ID PEER-KEY ADDRESS TIMES
import { generateSeed } from '@mingjing/crypto/node';
import { playNetwork } from '../processes/played-network.ts';

/** By then each has been turned away, or nothing will be heard of it. */
const KNOCKING_MS = 6000;

const [chainId = '', nodeId = '', peerKey = '', address = '', times = '1'] = process.argv.slice(2);
const publicKey = Buffer.from(peerKey, 'hex');
const knock = () =>
  playNetwork({
    ...{ chainId, nodeId: 'stranger', seed: generateSeed() },
    to: [{ nodeId, address, publicKey }],
  });

const knocking = await Promise.all(Array.from({ length: Number(times) }, knock));
await new Promise((resolve) => setTimeout(resolve, KNOCKING_MS));
await Promise.all(knocking.map((network) => network.stop()));
