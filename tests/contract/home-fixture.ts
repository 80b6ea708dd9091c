import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateSeed, saveKeyFile, verify } from '@mingjing/crypto/node';
import { type HomePaths, homePaths, NODE_KEYS } from '@mingjing/host/home';
import { nativeVerifier } from '@mingjing/host/ports';
import { blockCodec, type Genesis, genesisToJson, type SyncBlock } from '@mingjing/protocol';
import {
  Chain,
  type CheckedBlock,
  checkBlock,
  heldAuthors,
  openBlock,
  type Verifier,
} from '@mingjing/replica';
import { type NodeStore, openSignState, openStore } from '@mingjing/storage';
import { QuietWorld } from '../simulation/quiet-world.ts';

export const NODE_ID = 'node-a';

/** Real signatures, on this thread. */
export const realVerifier: Verifier = {
  verify: ({ publicKey, message, signature }) => verify(publicKey, message, signature),
  verifyMany: async (checks) => checks.map((check) => realVerifier.verify(check)),
  checkProofs: nativeVerifier.checkProofs,
};

const checkPorts = {
  verifier: realVerifier,
  clock: { now: () => 0, schedule: () => () => undefined, yield: () => Promise.resolve() },
};

/** The next block of a chain, checked in every way; throws when it does not hold. */
export async function checkedBlock(
  chain: Chain,
  sent: SyncBlock,
  store: NodeStore,
): Promise<CheckedBlock> {
  const opened = openBlock(sent);
  if (!opened.ok) throw new Error(opened.reason);
  const options = { ports: checkPorts, authors: heldAuthors(store), isVerifyingSignatures: true };
  const checked = await checkBlock(chain, opened.value, options);
  if (!checked.ok) throw new Error(checked.reason);
  return checked.value;
}

/** A genuine chain of some blocks, signed by its four validators. */
export interface SampleChain {
  readonly genesis: Genesis;
  readonly blocks: readonly SyncBlock[];
}

/** Makes a chain in a quiet simulated world; a publication with two attachments in each block. */
export async function sampleChain(heights: number): Promise<SampleChain> {
  const quiet = new QuietWorld({ signatures: 'ed25519' });
  await quiet.pass(500);
  for (let height = 1; height <= heights; height += 1) {
    await quiet.publish(NODE_ID, [300, 2000]);
    await quiet.reach(height);
  }
  const { handler } = quiet.world.node(NODE_ID).replica ?? {};
  const blocks = await Promise.all(
    quiet
      .blocks(NODE_ID)
      .slice(0, heights)
      .map(async ({ executed, certificate }) => {
        const asked = { from: executed.header.height, count: 1, attachments: true };
        const answer = await handler?.request('node-b', { id: 1, blocks: asked });
        const attachments = answer?.blocks?.blocks[0]?.attachments ?? [];
        const block = blockCodec.encode(executed.block);
        return { block, certificate, attachments, results: new Uint8Array(0) };
      }),
  );
  return { genesis: quiet.world.options.genesis, blocks };
}

/** Writes a home with keys of its own that holds the first `heights` blocks of a chain. */
export async function makeHome(
  home: string,
  { genesis, blocks }: SampleChain,
  heights = blocks.length,
): Promise<HomePaths> {
  const paths = homePaths(home);
  mkdirSync(paths.keys, { recursive: true, mode: 0o700 });
  mkdirSync(paths.data, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(paths.log), { recursive: true });
  writeFileSync(paths.genesis, genesisToJson(genesis));
  writeFileSync(paths.config, `node_id: ${NODE_ID}\np2p:\n  peers: []\n`);
  for (const purpose of NODE_KEYS) {
    saveKeyFile(paths.key(purpose), { purpose, seed: generateSeed() });
  }
  const guard = await openSignState(paths.signed, { create: true });
  await guard.close();
  if (heights > 0) await fill(paths.data, { genesis, blocks: blocks.slice(0, heights) });
  return paths;
}

async function fill(data: string, { genesis, blocks }: SampleChain): Promise<void> {
  const store = await openStore(data);
  const opened = await Chain.open(genesis, store, realVerifier);
  if (!opened.ok) throw new Error(opened.reason);
  for (const sent of blocks) {
    const checked = await checkedBlock(opened.value, sent, store);
    await store.putAttachments(checked.attachments);
    await opened.value.commit(checked);
  }
  await store.close();
}

/** Folder of one of the databases of a home. */
export function databaseOf(paths: HomePaths, name: 'chain' | 'attachments'): string {
  return join(paths.data, name);
}
