import { equalBytes } from '@mingjing/crypto';
import { commitmentOf, type Genesis, type SyncBlock } from '@mingjing/protocol';
import { Chain, type CheckedBlock, checkBlock, openBlock } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { openError } from '../checks.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { checkIn, type OnProgress, storedBlock } from './check-chain.ts';
import { readFault } from './read-fault.ts';

/** Where blocks and contents come from that the home does not hold, or holds damaged. */
export interface BlockSource {
  /** What each who has the block sent for it, unverified, one asked after the other. */
  blocks(height: number): AsyncIterable<SyncBlock>;
  /** The same of the content behind a commitment. */
  contents(commitment: Uint8Array): AsyncIterable<Content>;
}

/** A content with the salt of its commitment. */
export interface Content {
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

export interface Rebuilding {
  readonly genesis: Genesis;
  /** What the home has; undefined when it cannot be opened. */
  readonly old: NodeStore | undefined;
  readonly source: BlockSource | undefined;
  /** The empty store that is filled. */
  readonly target: NodeStore;
  readonly onProgress: OnProgress;
}

/** Where a rebuilding ended, and which heights came from the source. */
export interface RebuiltChain {
  readonly height: number;
  readonly fetched: number;
}

/**
 * Fills an empty store with the chain up to `to`, or as far as the source goes when `to` is
 * undefined: each block from the home if it holds, else from the source, and either way verified by
 * its certificate and executed. So all that belongs to a block, and the state, is made anew.
 */
export async function rebuildChain(
  rebuilding: Rebuilding,
  to: number | undefined,
): Promise<RebuiltChain> {
  const { genesis, target, onProgress } = rebuilding;
  const opened = await Chain.open(genesis, target, nativeVerifier);
  if (!opened.ok) throw openError(opened.reason);
  const chain = opened.value;
  let fetched = 0;
  while (to === undefined || chain.height < to) {
    const height = chain.height + 1;
    const own = await ownBlock(rebuilding, chain, height);
    const block = own ?? (await fetchedBlock(rebuilding, chain, height));
    if (block === undefined) break;
    if (own === undefined) fetched += 1;
    await chain.commit(block);
    onProgress('rebuild', height, to ?? 0);
  }
  return { height: chain.height, fetched };
}

async function ownBlock(
  { old, target }: Rebuilding,
  chain: Chain,
  height: number,
): Promise<CheckedBlock | undefined> {
  if (old === undefined) return undefined;
  // Authors are looked up in what was rebuilt, not in what may be damaged.
  const block = await storedBlock(chain, { blocks: old, store: target }, height);
  return typeof block === 'string' ? undefined : block;
}

async function fetchedBlock(
  { source, target }: Rebuilding,
  chain: Chain,
  height: number,
): Promise<CheckedBlock | undefined> {
  for await (const sent of source?.blocks(height) ?? []) {
    const block = openBlock(sent);
    if (!block.ok) continue;
    const checked = await checkBlock(chain, block.value, checkIn(target));
    if (checked.ok) return checked.value;
  }
  return undefined;
}

/** What became of the contents that blocks name. */
export interface RebuiltAttachments {
  readonly kept: number;
  readonly fetched: number;
  /** Held by nobody that was asked: a gap that the running node names and tries to close. */
  readonly missing: readonly Uint8Array[];
}

/**
 * Fills the attachments of `target` with what the blocks of `named` name: from the home what opens
 * its commitment, the rest from the source. Holds one content in memory.
 */
export async function rebuildAttachments(
  { old, source, target, onProgress }: Rebuilding,
  chainId: string,
  named: AsyncIterable<readonly Uint8Array[]>,
): Promise<RebuiltAttachments> {
  let [kept, fetched] = [0, 0];
  const missing: Uint8Array[] = [];
  for await (const commitments of named) {
    for (const commitment of commitments) {
      const opens = ({ salt, content }: Content) =>
        equalBytes(commitmentOf(chainId, salt, content), commitment);
      const own = await ownContent(old, commitment, opens);
      const found = own ?? (await fetchedContent(source, commitment, opens));
      if (found === undefined) {
        missing.push(commitment);
        continue;
      }
      if (own === undefined) fetched += 1;
      else kept += 1;
      const { salt, content } = found;
      await target.putAttachments([{ commitment, salt, content }]);
    }
    onProgress('attachments', kept + fetched, 0);
  }
  return { kept, fetched, missing };
}

type Opens = (content: Content) => boolean;

async function ownContent(
  old: NodeStore | undefined,
  commitment: Uint8Array,
  opens: Opens,
): Promise<Content | undefined> {
  try {
    const found = await old?.attachment(commitment);
    return found !== undefined && opens(found) ? found : undefined;
  } catch (error) {
    readFault(error);
    return undefined;
  }
}

async function fetchedContent(
  source: BlockSource | undefined,
  commitment: Uint8Array,
  opens: Opens,
): Promise<Content | undefined> {
  for await (const sent of source?.contents(commitment) ?? []) {
    if (opens(sent)) return sent;
  }
  return undefined;
}
