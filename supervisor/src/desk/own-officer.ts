import { verify } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import { signatureBytes } from '@mingjing/host/desk';
import { type OfficerStatement, statementSigningBytes } from '@mingjing/protocol';
import { type Identity, Problem } from '@mingjing/service';

/** An officer who is logged in here, with the key that the chain names for him now. */
export interface OwnOfficer {
  readonly officer: string;
  readonly publicKey: Uint8Array;
}

/** The officer of a session; throws the problem of one whom the chain does not name any more. */
export function ownOfficer({ replica }: Host, { session }: Identity): OwnOfficer {
  const found = replica.chain.state.registry.get('officer', session?.officer ?? '');
  if (found === undefined || found.revokedHeight !== 0) {
    throw new Problem(403, 'scope-not-appointed');
  }
  return { officer: found.id, publicKey: found.key.publicKey };
}

/** Refuses a statement that the officer's own key did not sign. */
export function statedBy(
  { nodeId, replica }: Host,
  { officer, publicKey }: OwnOfficer,
  kind: OfficerStatement['kind'],
  facts: OfficerStatement['facts'],
  signature: string,
): void {
  const bytes = statementSigningBytes(replica.chain.chainId, { kind, nodeId, officer, facts });
  if (verify(publicKey, bytes, signatureBytes(signature))) return;
  throw new Problem(403, 'statement-signature');
}
