// Somebody whom no registry names knocks at a node again and again.
//
//   node tests/byzantine/stranger.ts CHAIN-ID NODE-ID PEER-KEY ADDRESS TIMES
import { generateSeed, randomBytes } from '@mingjing/crypto/node';
import { createNetwork } from '@mingjing/network';

/** A knock that nothing is heard of. */
const GIVEN_UP_MS = 3000;

const [chainId = '', nodeId = '', peerKey = '', address = '', times = '1'] = process.argv.slice(2);
const schedule = (delayMs: number, fire: () => void) => {
  const timer = setTimeout(fire, delayMs);
  return () => clearTimeout(timer);
};

for (let knock = 0; knock < Number(times); knock += 1) {
  const turnedAway = Promise.withResolvers<void>();
  const end = () => turnedAway.resolve();
  const timer = setTimeout(end, GIVEN_UP_MS);
  const network = await createNetwork(
    {
      ...{ chainId, nodeId: 'stranger', peerSeed: generateSeed() },
      ...{ listen: '/ip4/127.0.0.1/tcp/0', dial: [{ nodeId, address }] },
    },
    {
      clock: { now: () => Date.now(), schedule },
      random: { bytes: randomBytes },
      handler: {
        envelope: () => undefined,
        connected: () => undefined,
        disconnected: end,
        request: async () => ({ refusal: { code: 1 } }),
      },
      onDialFailed: end,
    },
  );
  network.setAdmission(new Map([[nodeId, Buffer.from(peerKey, 'hex')]]));
  await turnedAway.promise;
  clearTimeout(timer);
  await network.stop();
}
