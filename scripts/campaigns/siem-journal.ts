// The journal whose entries the campaign forwards, and acts of every kind for it.
import { join } from 'node:path';
import { signerFromSeed } from '@mingjing/crypto/node';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { SOURCE_NAMES } from '@mingjing/protocol';

export const CHAIN_ID = 'campaign-0123456789abcdef';
export const NODE_ID = 'node-1';

/** Opens, with keys made for the occasion, the journal below a folder. */
export async function openCampaignJournal(folder: string): Promise<Journal> {
  return openJournal({
    folder: join(folder, 'journal'),
    chainId: CHAIN_ID,
    nodeId: NODE_ID,
    signer: signerFromSeed(new Uint8Array(32).fill(9)),
    personKeys: await PersonKeyFile.open({ path: join(folder, 'person-keys') }),
    clock: { now: () => Date.now(), monotonicUs: () => Math.round(performance.now() * 1000) },
  });
}

const OBJECTS = [
  '存证-明镜高悬',
  'record "quoted" \\ and ] bracketed',
  '第一行\r\n<0>1 - forged - - - -',
  '100% 完成 😀',
  'plain',
  '\t制表\u0000\u0085',
];
const RESULTS = ['done', 'refused', 'failed'] as const;

/** One act by the drawn numbers: every source, result and kind of text comes up. */
export function campaignEntry(number: number, random: (bound: number) => number): EntryInput {
  const source = SOURCE_NAMES[random(SOURCE_NAMES.length)] ?? 'access';
  const result = RESULTS[random(RESULTS.length)] ?? 'done';
  const object = `${OBJECTS[random(OBJECTS.length)]} ${number}`;
  return {
    ...{ source, event: `campaign-act-${random(10)}`, result, object, blockHeight: random(1000) },
    ...(result === 'done' ? {} : { reason: 'campaign-reason' }),
    actor: { type: 'user', id: `user-${random(50)}` },
    session: `s${random(1000)}`,
    method: 'POST',
    resource: `/v1/records?q=${'长'.repeat(random(200))}`,
    transactionId: new Uint8Array(32).fill(random(256)),
    counts: Array.from({ length: random(20) }, () => random(1_000_000)),
    destination: { address: '192.0.2.1', port: 8442 },
    personal: { sourceAddress: '203.0.113.77', sourcePort: 40_000 + random(9) },
  };
}
