import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { loadChainState } from '@mingjing/execution';
import { blockCodec, type Genesis } from '@mingjing/protocol';
import { Chain, type CheckedBlock, checkBlock, heldAuthors, openBlock } from '@mingjing/replica';
import { checkEntries, type NodeStore } from '@mingjing/storage';
import { openError } from '../checks.ts';
import { systemClock } from '../clock.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { BlockWalk } from './block-walk.ts';
import { ComparedStore } from './compared-store.ts';
import type { Findings } from './findings.ts';
import { readFault } from './read-fault.ts';

/** Told now and then by whatever takes long. */
export type OnProgress = (phase: string, done: number, of: number) => void;

export interface ChainCheck {
  readonly genesis: Genesis;
  readonly store: NodeStore;
  readonly findings: Findings;
  readonly onProgress: OnProgress;
  /** The transactions of a block that holds. */
  onBlock(transactions: readonly Uint8Array[]): Promise<void>;
}

/** Every check of a block; authors of records are looked up in `store`. */
export function checkIn(store: NodeStore) {
  const ports = { clock: systemClock, verifier: nativeVerifier };
  return { ports, authors: heldAuthors(store), isVerifyingSignatures: true };
}

/**
 * Executes the stored chain again from genesis, holding one block and the state in memory: every
 * certificate, signature, parent link and root, and at each height what else was stored with it.
 * Then the stored state against the root of the tip. Resolves with the height up to which it holds.
 */
export async function checkChain(check: ChainCheck): Promise<number> {
  const { genesis, store, findings, onProgress } = check;
  const tip = store.latestHeight() ?? 0;
  if ((store.firstHeight() ?? 1) > 1) return checkLaterChain(check);
  const add = (place: string | number, what: string) => findings.add('chain', place, what);
  const compared = await ComparedStore.over(store, add);
  const opened = await Chain.open(genesis, compared, nativeVerifier);
  if (!opened.ok) throw openError(opened.reason);
  const chain = opened.value;
  while (chain.height < tip) {
    const height = chain.height + 1;
    const checked = await storedBlock(chain, { blocks: store, store }, height);
    if (typeof checked === 'string') {
      add(height, checked);
      break;
    }
    await check.onBlock(checked.executed.block.transactions);
    await chain.commit(checked);
    onProgress('blocks', height, tip);
  }
  await checkState(check, chain, compared);
  await checkForms(check, tip, compared, chain.height === tip);
  return chain.height;
}

/**
 * A block of `blocks` judged on the state before it, or why it does not hold. `store` has the
 * blocks before it, in which authors of records are looked up.
 */
export async function storedBlock(
  chain: Chain,
  { blocks, store }: { blocks: Pick<NodeStore, 'block'>; store: NodeStore },
  height: number,
): Promise<CheckedBlock | string> {
  try {
    const stored = await blocks.block(height);
    if (stored === undefined) return 'block-missing';
    const { block, certificate } = stored;
    const opened = openBlock({ block, certificate, attachments: [], results: new Uint8Array(0) });
    if (!opened.ok) return opened.reason;
    const checked = await checkBlock(chain, opened.value, checkIn(store));
    return checked.ok ? checked.value : checked.reason;
  } catch (error) {
    return readFault(error);
  }
}

/**
 * A chain that began with a state from elsewhere: what is before its first block cannot be executed
 * again. Every block by its certificate and roots, the index, and the state against the tip's root.
 */
async function checkLaterChain(check: ChainCheck): Promise<number> {
  const { genesis, store, findings, onProgress } = check;
  const tip = store.latestHeight() ?? 0;
  const walk = await BlockWalk.over(genesis, store);
  let height = (store.firstHeight() ?? 1) - 1;
  while (height < tip) {
    const checked = await walk.next(height + 1);
    if (typeof checked === 'string') {
      findings.add('chain', height + 1, checked);
      break;
    }
    await check.onBlock(checked);
    height += 1;
    onProgress('blocks', height, tip);
  }
  const stored = await store.loadState().catch(readFault);
  if (typeof stored === 'string') findings.add('state', tip, stored);
  else if (stored !== undefined && !walk.isStateOf(stored))
    findings.add('state', tip, 'state-root');
  await checkForms(check, tip, undefined, false);
  return height;
}

async function checkState(
  { store, findings }: ChainCheck,
  chain: Chain,
  compared: ComparedStore,
): Promise<void> {
  const tip = store.latestHeight() ?? 0;
  let stored: Awaited<ReturnType<NodeStore['loadState']>>;
  try {
    stored = await store.loadState();
  } catch (error) {
    findings.add('state', tip, readFault(error));
    return;
  }
  const block = stored && blockCodec.parse(stored.block);
  if (stored === undefined || block === undefined || !block.ok) return;
  const { header } = block.value;
  const loaded = { ...stored, header };
  if (loadChainState(chain.chainId, chain.state.genesisHash, loaded) !== undefined) return;
  const isExecuted = chain.height === tip;
  const key = isExecuted ? differingKey(chain, stored.registry) : undefined;
  const isSummary =
    compared.last !== undefined && !equalBytes(compared.last.stateSummary, stored.stateSummary);
  if (key !== undefined) findings.add('state', key, 'registry');
  else if (isExecuted) findings.add('state', tip, isSummary ? 'record-tree' : 'replay');
  else findings.add('state', tip, 'state-root');
}

/** The first key under which the registry on disk is not what execution made of it. */
function differingKey(
  chain: Chain,
  stored: readonly (readonly [key: Uint8Array, value: Uint8Array])[],
): string | undefined {
  const expected = new Map(
    chain.state.registry.stored().map(([key, value]) => [bytesToHex(key), value]),
  );
  for (const [key, value] of stored) {
    const name = bytesToHex(key);
    const right = expected.get(name);
    if (right === undefined || !equalBytes(right, value)) return name;
    expected.delete(name);
  }
  return [...expected.keys()][0];
}

// What no look-up by height or id would meet: entries of unknown kinds, or too many.
async function checkForms(
  { store, findings, onProgress }: ChainCheck,
  tip: number,
  compared: ComparedStore | undefined,
  isWhole: boolean,
): Promise<void> {
  const view = store.view();
  await view.attachments.return(undefined);
  try {
    const counts = await checkEntries(view.chain, ({ key, reason }) =>
      findings.add('chain', key, reason),
    );
    onProgress('entries', counts.blocks, counts.blocks);
    if (!isWhole || compared === undefined) return;
    if (counts.blocks !== tip) findings.add('chain', tip, 'surplus-blocks');
    if (counts.transactions !== compared.transactions) {
      findings.add('chain', tip, 'surplus-transaction-index');
    }
    const changes = await store.validatorChanges();
    if (changes.length !== compared.changes) findings.add('chain', tip, 'surplus-validator-change');
  } catch (error) {
    findings.add('chain', 'database', readFault(error));
  }
}
