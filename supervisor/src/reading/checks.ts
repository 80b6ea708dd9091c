import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { ResultCode, resultsRoot } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { genesisValidatorSet, verifyCommitCertificate } from '@mingjing/proofs';
import {
  type AttachmentRef,
  type Block,
  blockCodec,
  blockId,
  commitmentOf,
  type Header,
  headerCodec,
  type ParsedTransaction,
  transactionHash,
  transactionSigningBytes,
  type ValidatorSet,
  validatorSetCodec,
} from '@mingjing/protocol';
import type { StoredBlock } from '@mingjing/replica';
import { leafHash, rootOf } from '@mingjing/tlog';

/** `unknown` is what could not be checked: it never counts as held. */
export type CheckState = 'proved' | 'failed' | 'unknown';
export type CheckName =
  | 'signature'
  | 'transactions_root'
  | 'result'
  | 'state_root'
  | 'certificate'
  | 'attachments';

/** One line of the proof badge. */
export interface Check {
  readonly name: CheckName;
  readonly state: CheckState;
  /** Hash in hexadecimal, `k/n`, a name: for people to compare. */
  readonly value: string;
}

/** A stored block, opened, with the checks that all its transactions share. */
export interface OpenBlock {
  readonly block: Block;
  readonly header: Header;
  readonly id: Uint8Array;
  readonly results: readonly number[];
  /** Leaf hashes of the tree under the transactions root. */
  readonly leaves: readonly Uint8Array[];
  readonly certificateBytes: Uint8Array;
  readonly certificate: { readonly round: number; readonly signers: number; readonly of: number };
  readonly checks: Readonly<
    Record<'transactions_root' | 'result' | 'state_root' | 'certificate', Check>
  >;
}

/** Reads a block from the store and repeats every check that needs no other block. */
export async function openBlock(host: Host, height: number): Promise<OpenBlock | undefined> {
  const stored = await host.store.block(height);
  return stored && openStored(host, stored, await validatorSets(host));
}

/** The set that decided each height: what genesis or the last change before it states. */
export type ValidatorSets = (height: number) => ValidatorSet;

/** Repeats every check of a block that needs no other block. */
export function openStored(host: Host, stored: StoredBlock, setAt: ValidatorSets): OpenBlock {
  const { chainId } = host.replica.chain;
  const block = blockCodec.decode(stored.block);
  const header = headerCodec.decode(block.header);
  const id = blockId(chainId, block.header);
  const { certificate: bytes, height, results } = stored;
  const verdict = certified(host, stored, id, setAt);
  const signers = verdict.ok ? verdict.value.signers.length : 0;
  const of = setAt(height).validators.length;
  const leaves = block.transactions.map((transaction) =>
    leafHash(transactionHash(chainId, transaction)),
  );
  const transactionsRoot = rootOf(leaves);
  // A block enters the store only after it was executed here and its root was the header's.
  const isExecuted = height <= host.replica.chain.height;
  const round = verdict.ok ? verdict.value.round : 0;
  return {
    ...{ block, header, id, results, leaves, certificateBytes: bytes },
    certificate: { round, signers, of },
    checks: {
      transactions_root: compared('transactions_root', transactionsRoot, header.transactionsRoot),
      result: compared('result', resultsRoot(results), header.resultsRoot),
      state_root: check('state_root', isExecuted, bytesToHex(header.stateRoot)),
      certificate: check('certificate', verdict.ok, `${signers}/${of}`),
    },
  };
}

/** Holds the stored certificate against the block `id` and the set that decided its height. */
export function certified(
  { replica }: Host,
  { certificate, height }: StoredBlock,
  id: Uint8Array,
  setAt: ValidatorSets,
) {
  const { chainId } = replica.chain;
  const claim = { chainId, set: setAt(height), certificate, verify, height, blockId: id };
  return verifyCommitCertificate(claim);
}

/** Reads them once, for however many blocks. */
export async function validatorSets({ genesis, store }: Host): Promise<ValidatorSets> {
  const changes = await store.validatorChanges();
  const first = genesisValidatorSet(genesis);
  return (height) => {
    const last = changes.findLast((change) => change.height < height);
    if (last !== undefined) return validatorSetCodec.decode(last.next);
    return first.ok ? first.value : { validators: [] };
  };
}

/** Verifies the transaction's signature again, under the key that the registry holds for it. */
export function signatureCheck(host: Host, transaction: ParsedTransaction): Check {
  const { chain } = host.replica;
  const key = chain.state.registry.get('key', transaction.body.signer);
  const value = bytesToHex(transaction.body.signer);
  if (key === undefined) return { name: 'signature', state: 'failed', value };
  const signing = transactionSigningBytes(chain.chainId, transaction.bodyBytes);
  return check('signature', verify(key.publicKey, signing, transaction.signature), value);
}

/** Whether the result of the transaction was done, and the block's results are the header's. */
export function resultCheck(opened: OpenBlock, index: number): Check {
  const { result } = opened.checks;
  if (result.state !== 'proved') return result;
  return check('result', opened.results[index] === ResultCode.done, result.value);
}

/** Those of some attachments that must exist: what was taken down is counted by nobody. */
function standing(host: Host, attachments: readonly AttachmentRef[]): Uint8Array[] {
  return attachments
    .map(({ commitment }) => commitment)
    .filter((commitment) => !host.replica.contents.isTakenDown(commitment));
}

/** Which attachments are here, asked once for several records: their commitments, hexadecimal. */
export async function heldAttachments(
  host: Host,
  attachments: readonly AttachmentRef[],
): Promise<ReadonlySet<string>> {
  const commitments = standing(host, attachments);
  const held = await host.replica.contents.store.hasAttachments(commitments);
  return new Set(commitments.filter((_, index) => held[index]).map(bytesToHex));
}

/**
 * Whether every attachment is here that the state says must exist. `isRehashed`: its bytes are held
 * against the commitment.
 */
export async function attachmentCheck(
  host: Host,
  attachments: readonly AttachmentRef[],
  { held, isRehashed }: { readonly held: ReadonlySet<string>; readonly isRehashed: boolean },
): Promise<Check> {
  const commitments = standing(host, attachments);
  let count = 0;
  let isDamaged = false;
  for (const commitment of commitments) {
    if (!held.has(bytesToHex(commitment))) continue;
    const isGood = !isRehashed || (await opensTo(host, commitment));
    if (isGood) count += 1;
    else isDamaged = true;
  }
  const complete = count === commitments.length ? 'proved' : 'unknown';
  const state = isDamaged ? 'failed' : complete;
  return { name: 'attachments', state, value: `${count}/${commitments.length}` };
}

async function opensTo(host: Host, commitment: Uint8Array): Promise<boolean> {
  const stored = await host.replica.contents.store.attachment(commitment);
  if (stored === undefined) return false;
  const { chainId } = host.replica.chain;
  return equalBytes(commitmentOf(chainId, stored.salt, stored.content), commitment);
}

/** The badge of several checks: the worst of them. */
export function badgeOf(checks: readonly Check[]): CheckState {
  if (checks.some(({ state }) => state === 'failed')) return 'failed';
  return checks.every(({ state }) => state === 'proved') ? 'proved' : 'unknown';
}

function check(name: CheckName, holds: boolean, value: string): Check {
  return { name, state: holds ? 'proved' : 'failed', value };
}

function compared(name: CheckName, computed: Uint8Array, stated: Uint8Array): Check {
  return check(name, equalBytes(computed, stated), bytesToHex(computed));
}
