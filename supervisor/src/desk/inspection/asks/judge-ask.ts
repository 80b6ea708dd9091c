import type { VerifySignature } from '@mingjing/crypto';
import { keyOf, type RegistryReader } from '@mingjing/execution';
import { askSigningBytes, phraseFault, type StatementAsk } from '@mingjing/inspection';
import { KeyPurpose, NodeRole } from '@mingjing/protocol';

/** Clocks of this chain's nodes are closer to each other than that; an older ask is a copy. */
const ASK_MS = 5 * 60_000;

export type AskRefusal =
  | 'ask-stranger'
  | 'ask-signature'
  | 'ask-late'
  | 'phrase-empty'
  | 'phrase-too-long'
  | 'phrase-not-text';

/** What an ask is judged by: the state that is verified here, and this machine's clock, ms. */
export interface AskFooting {
  readonly chainId: string;
  readonly registry: RegistryReader;
  readonly verify: VerifySignature;
  readonly now: number;
}

/** Why an ask is not answered; undefined: a standing chain node signed it just now. */
export function askRefusal(
  ask: StatementAsk,
  signature: Uint8Array,
  { chainId, now, registry, verify }: AskFooting,
): AskRefusal | undefined {
  const node = registry.get('node', ask.from);
  if (node === undefined || node.revokedHeight > 0 || node.role === NodeRole.supervision) {
    return 'ask-stranger';
  }
  const key = keyOf(node, KeyPurpose.statement);
  if (!verify(key, askSigningBytes(chainId, ask), signature)) return 'ask-signature';
  if (Math.abs(now - ask.at) > ASK_MS) return 'ask-late';
  return phraseFault(ask.phrase);
}
