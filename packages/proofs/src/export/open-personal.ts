import { AEAD_KEY_BYTES, aeadOpen, equalBytes, hpkeOpen, x25519PublicKey } from '@mingjing/crypto';
import {
  exportKeyInfo,
  exportPersonalBinding,
  type PersonalGroup,
  passed,
  personalGroupCodec,
} from '@mingjing/protocol';
import {
  type ExportedEntry,
  type ExportFacts,
  type ExportRefusal,
  refusedExport,
} from './facts.ts';

const NOTHING = new Uint8Array(0);

/** An entry of an export with the personal group that the requester's key opened. */
export interface OpenedExportEntry {
  readonly entry: ExportedEntry;
  readonly personal: PersonalGroup;
}

/**
 * Opens the personal groups of a verified export with the requester's X25519 secret key (32 bytes,
 * asserted). That they are what the stubs commit to is the node's signed word; see
 * docs/spec/export.md.
 */
export async function openExportPersonal(
  facts: ExportFacts,
  secretKey: Uint8Array,
): Promise<{ ok: true; value: OpenedExportEntry[] } | ExportRefusal> {
  const { chainId, requestHash, request } = facts;
  const at = { nodeId: request.nodeId };
  if (!equalBytes(x25519PublicKey(secretKey), request.recipientKey)) {
    return refusedExport('personal', 'other-key', at);
  }
  const sealed = { enc: facts.keyEnc, ciphertext: facts.keySealed };
  const info = exportKeyInfo(chainId, requestHash);
  const key = await hpkeOpen({ secretKey, info, aad: NOTHING, ...sealed });
  if (key?.length !== AEAD_KEY_BYTES) return refusedExport('personal', 'not-opened', at);
  const opened: OpenedExportEntry[] = [];
  for (const entry of facts.logs.flatMap(({ entries }) => entries)) {
    if (entry.personal !== 'sealed') continue;
    const place = { source: entry.stub.source, index: entry.stub.index };
    const { nonce, aad } = exportPersonalBinding(chainId, requestHash, place);
    const plain = aeadOpen(key, nonce, entry.sealedPersonal, aad);
    const personal = plain && personalGroupCodec.parse(plain);
    const where = { ...at, source: entry.source, index: entry.stub.index };
    if (personal === undefined) return refusedExport('personal', 'not-opened', where);
    if (!personal.ok) return refusedExport('personal', personal.reason, where);
    opened.push({ entry, personal: personal.value });
  }
  return passed(opened);
}
