import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  blockId,
  FORMAT_VERSION,
  type Header,
  headerCodec,
  passed,
  RULES_VERSION,
  type ValidatorSet,
  validatorSetHash,
} from '@mingjing/protocol';
import { type CertificateFacts, verifyCommitCertificate } from '../certificate.ts';
import type { ReceiptReason } from './facts.ts';

/** What is known so far: the chain, the last certified height, and the set of the next ones. */
export interface Footing {
  readonly chainId: string;
  readonly height: number;
  readonly set: ValidatorSet;
}

/** A header that a quorum of the known set committed. */
export interface CertifiedHeader {
  readonly header: Header;
  readonly id: Uint8Array;
  readonly certificate: CertificateFacts;
}

export interface HeaderRefusal {
  readonly ok: false;
  readonly of: 'header' | 'certificate';
  readonly reason: ReceiptReason;
}

/**
 * Checks a header and its commit certificate from a footing. The certificate is judged by itself
 * first: when it holds, but for another block, the header is what was changed.
 */
export function certifyHeader(
  footing: Footing,
  headerBytes: Uint8Array,
  certificateBytes: Uint8Array,
  verify: VerifySignature,
): { ok: true; value: CertifiedHeader } | HeaderRefusal {
  const { chainId, set } = footing;
  const parsed = headerCodec.parse(headerBytes);
  if (!parsed.ok) return { ok: false, of: 'header', reason: parsed.reason };
  const header = parsed.value;
  const fault = headerFault(footing, header);
  if (fault !== undefined) return { ok: false, of: 'header', reason: fault };
  const claim = { chainId, set, certificate: certificateBytes, verify };
  const certificate = verifyCommitCertificate(claim);
  if (!certificate.ok) return { ok: false, of: 'certificate', reason: certificate.reason };
  const id = blockId(chainId, headerBytes);
  const { height, blockId: certified } = certificate.value;
  if (height !== header.height || !equalBytes(certified, id)) {
    return { ok: false, of: 'header', reason: 'not-certified' };
  }
  return passed({ header, id, certificate: certificate.value });
}

function headerFault(footing: Footing, header: Header): ReceiptReason | undefined {
  if (header.version !== FORMAT_VERSION) return 'unknown-version';
  if (header.rulesVersion !== RULES_VERSION) return 'unknown-rules';
  if (header.chainId !== footing.chainId) return 'other-chain';
  if (header.height <= footing.height) return 'not-ascending-height';
  const hash = validatorSetHash(footing.chainId, footing.set);
  return equalBytes(header.validatorsHash, hash) ? undefined : 'other-validators';
}
