import { assert, sha256 } from '@mingjing/crypto';
import { proveResult, resultBytes } from '@mingjing/execution';
import {
  blockCodec,
  FORMAT_VERSION,
  parseTransaction,
  type Receipt,
  receiptCodec,
  transactionHash,
  type ValidatorStep,
  widestParameters,
} from '@mingjing/protocol';
import { leafHash, proveInclusionFromLeaves } from '@mingjing/tlog';
import type { Store, StoredBlock } from '../ports.ts';
import type { Chain } from './chain.ts';

/** Canonical receipt of a committed transaction; undefined when there is none of that id. */
export async function buildReceipt(
  chain: Chain,
  store: Store,
  id: Uint8Array,
): Promise<Uint8Array | undefined> {
  const found = await store.findTransaction(id);
  const stored = found && (await store.block(found.height));
  if (!found || !stored) return undefined;
  const block = blockCodec.decode(stored.block);
  const transaction = block.transactions[found.index];
  const code = stored.results[found.index];
  if (transaction === undefined || code === undefined) return undefined;
  const leaves = block.transactions.map((bytes) => leafHash(transactionHash(chain.chainId, bytes)));
  const receipt: Receipt = {
    version: FORMAT_VERSION,
    genesis: chain.genesisBytes,
    transaction,
    index: found.index,
    count: leaves.length,
    transactionProof: proveInclusionFromLeaves(leaves, found.index),
    result: resultBytes(code),
    resultProof: proveResult(stored.results, found.index),
    header: block.header,
    certificate: stored.certificate,
    steps: await validatorSteps(store, found.height),
    attachments: await openings(chain, store, transaction),
  };
  return receiptCodec.encode(receipt);
}

/** Every change of the validator set before `height`, with what proves it. */
export async function validatorSteps(
  store: Pick<Store, 'validatorChanges' | 'block'>,
  height: number,
): Promise<ValidatorStep[]> {
  const steps: ValidatorStep[] = [];
  for (const change of await store.validatorChanges()) {
    if (change.height >= height) break;
    const { height: at, next: nextValidators, proof } = change;
    const stored = proof === undefined ? await store.block(at) : undefined;
    const { header, certificate } = proof ?? certifiedOf(stored);
    steps.push({ header, certificate, nextValidators });
  }
  return steps;
}

function certifiedOf(stored: StoredBlock | undefined) {
  assert(stored !== undefined, 'a change of the set without a proof of its own has its block here');
  return { header: blockCodec.decode(stored.block).header, certificate: stored.certificate };
}

// What is not held any more (taken down, erased) is not opened: the record still verifies.
async function openings(chain: Chain, store: Store, transaction: Uint8Array) {
  const parsed = parseTransaction(transaction, chain.chainId, widestParameters);
  const opened = [];
  for (const { commitment } of parsed.ok ? parsed.value.attachments : []) {
    const held = await store.attachment(commitment);
    if (held === undefined) continue;
    opened.push({ commitment, salt: held.salt, contentHash: sha256(held.content) });
  }
  return opened;
}
