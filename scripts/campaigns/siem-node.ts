// The program that the campaign kills: appends entries to a journal and forwards it as a node does.
//
//   node siem-node.ts FOLDER SEED COUNT CONFIG
//
// Writes `appended` when so many acts are durable, and `settled` when all of them are confirmed.
import { setTimeout as pause } from 'node:timers/promises';
import { type ForwardConfig, forwardTarget } from '@mingjing/host/forward-config';
import { Forwarder } from '@mingjing/journal';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import { CHAIN_ID, campaignEntry, NODE_ID, openCampaignJournal } from './siem-journal.ts';

const BATCH = 20;
const [folder = '', seed = '', count = '', config = ''] = process.argv.slice(2);

const journal = await openCampaignJournal(folder);
const target = forwardTarget(JSON.parse(config) as ForwardConfig, folder);
const { receiver, sources, facility, enterpriseNumber } = target;
const forwarder = await Forwarder.start({
  ...{ journal, chainId: CHAIN_ID, receiver, sources },
  style: { nodeId: NODE_ID, program: 'mingjing', facility, enterpriseNumber },
  cursor: { folder, name: 'forward-cursor' },
  // The defaults, but for a shorter window: more confirmations fall between two kills.
  limits: { windowMs: 1000, retryMaxMs: 2000 },
});
const size = () => SOURCE_NAMES.reduce((sum, source) => sum + journal.durableSize(source), 0);
const random = seededRandom(Number(seed) + size());
while (size() < Number(count)) {
  const from = size();
  await journal.appendMany(
    Array.from({ length: BATCH }, (_, i) => campaignEntry(from + i, random)),
  );
  await pause(40);
}
console.log('appended');
while (forwarder.status.behind > 0) await pause(50);
console.log('settled');
await forwarder.stop();
await journal.close();
