import { signerOf } from '@mingjing/execution';
import {
  type ParsedTransaction,
  type PoolItem,
  parseTransaction,
  transactionHash,
  transactionSigningBytes,
} from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import { bytesKey } from '../chain/limits.ts';
import { proofRefusals } from '../chain/proofs.ts';
import { matchAttachments } from '../mempool/admission.ts';
import type { AttachmentItem, SignatureCheck, Verifier } from '../ports.ts';

export interface OpenedBodies {
  readonly bodies: readonly ParsedTransaction[];
  readonly attachments: readonly AttachmentItem[];
  /** A body that was named by its hash and cannot stand in any block. */
  readonly isInvalid: boolean;
}

/**
 * Opens bodies that a proposal named by hash, whatever the pool holds: parsed, and their
 * signatures and proofs verified. Bodies that nobody asked for are ignored.
 */
export async function openBodies(
  chain: Chain,
  items: readonly PoolItem[],
  wanted: readonly Uint8Array[],
  verifier: Verifier,
): Promise<OpenedBodies> {
  const { state } = chain;
  const bodies: ParsedTransaction[] = [];
  const attachments: AttachmentItem[] = [];
  const checks: SignatureCheck[] = [];
  const named = new Set(wanted.map(bytesKey));
  for (const item of items) {
    if (!named.has(bytesKey(transactionHash(state.chainId, item.transaction)))) continue;
    const parsed = parseTransaction(item.transaction, state.chainId, state.parameters);
    const publicKey = parsed.ok ? signerOf(state, parsed.value)?.publicKey : undefined;
    if (!parsed.ok || publicKey === undefined) return { bodies, attachments, isInvalid: true };
    const { bodyBytes, signature } = parsed.value;
    const message = transactionSigningBytes(state.chainId, bodyBytes);
    checks.push({ publicKey, message, signature });
    bodies.push(parsed.value);
    const matched = matchAttachments(state.chainId, parsed.value, item.attachments);
    if (matched.ok) attachments.push(...matched.value);
  }
  const verdicts = await verifier.verifyMany(checks);
  if (verdicts.includes(false)) return { bodies, attachments, isInvalid: true };
  const refusals = await proofRefusals(state.registry, bodies, verifier);
  return { bodies, attachments, isInvalid: refusals.some((refusal) => refusal !== undefined) };
}
