import type { OfficerKey } from '@mingjing/console-kit';
import { type StatementKind, statementSigningBytes } from '@mingjing/protocol';
import { readPlace } from './chain-place.ts';

/** A statement of an officer, signed here from what the page shows; 64 bytes in base64url. */
export async function stated(
  key: OfficerKey,
  officer: string,
  kind: StatementKind,
  facts: readonly (readonly [name: string, value: string])[],
): Promise<string> {
  const { chain_id: chainId, node_id: nodeId } = await readPlace();
  const bytes = statementSigningBytes(chainId, { kind, nodeId, officer, facts });
  return base64url(await key.sign(bytes));
}

export function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
