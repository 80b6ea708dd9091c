// Somebody whom no registry names knocks at a node, so many times at once.
//
//   node tests/byzantine/stranger.ts CHAIN-ID NODE-ID PEER-KEY ADDRESS TIMES
import { generateSeed, randomBytes } from '@mingjing/crypto/node';
import { type ChainNetwork, createNetwork } from '@mingjing/network';

/** By then each has been turned away, or nothing will be heard of it. */
const KNOCKING_MS = 6000;

const [chainId = '', nodeId = '', peerKey = '', address = '', times = '1'] = process.argv.slice(2);
const schedule = (delayMs: number, fire: () => void) => {
  const timer = setTimeout(fire, delayMs);
  return () => clearTimeout(timer);
};

async function knock(): Promise<ChainNetwork> {
  const network = await createNetwork(
    {
      ...{ chainId, nodeId: 'stranger', peerSeed: generateSeed() },
      ...{ listen: '/ip4/127.0.0.1/tcp/0', dial: [{ nodeId, address }] },
      secondDiallerDelayMs: 0,
    },
    {
      clock: { now: () => Date.now(), schedule },
      random: { bytes: randomBytes },
      handler: {
        envelope: () => undefined,
        connected: () => undefined,
        disconnected: () => undefined,
        request: async () => ({ refusal: { code: 1 } }),
      },
    },
  );
  network.setAdmission(new Map([[nodeId, Buffer.from(peerKey, 'hex')]]));
  return network;
}

const knocking = await Promise.all(Array.from({ length: Number(times) }, knock));
await new Promise((resolve) => setTimeout(resolve, KNOCKING_MS));
await Promise.all(knocking.map((network) => network.stop()));
