import { bytesToHex, sha256, type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  CASE_EVIDENCE_BYTES_MAX,
  CASE_FILES_MAX,
  type Checked,
  caseBundleCodec,
  caseSigningBytes,
  isName,
  KeyPurpose,
  passed,
  refused,
} from '@mingjing/protocol';
import { jsonOf } from '../json.ts';
import { RECEIPT_BYTES_MAX } from '../receipt/limits.ts';
import { keyOf } from '../retention/retained-log.ts';
import { verifyStateProof } from '../state/state-proof.ts';
import {
  type CaseFacts,
  type CaseFile,
  type CaseReason,
  type CaseRefusal,
  type CaseStatement,
  refusedCase,
} from './facts.ts';

/** Evidence at its most, with the state proof and the statement beside it. */
const CASE_BYTES_MAX = CASE_EVIDENCE_BYTES_MAX + RECEIPT_BYTES_MAX;

/** Tag of a bundle's first field. */
const STATEMENT_TAG = 0x32;
const STATEMENT_BYTES_MAX = 1024 * 1024;
const HASH = /^[0-9a-f]{64}$/;

/** Whether a file is to be judged as a case, by how its canonical form begins. */
export function isCaseBundle(bytes: Uint8Array): boolean {
  return bytes[0] === STATEMENT_TAG;
}

export interface VerifyCaseOptions {
  /** 32 bytes from a source the caller trusts; without it any chain may be shown. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519; the portable verifier when left out. */
  readonly verify?: VerifySignature | undefined;
}

/**
 * Checks the bundle of a case from its bytes alone (docs/spec/case.md): form, statement, the
 * signer's entry on the chain, signature, and every file against the statement. It shows what the
 * node stated and that the files are those it stated; what happened it cannot show. Never throws
 * for what came from outside.
 */
export function verifyCaseBundle(
  bytes: Uint8Array,
  { trustedGenesisHash, verify = verifyPortable }: VerifyCaseOptions = {},
): { ok: true; value: CaseFacts } | CaseRefusal {
  const file = caseBundleCodec.parse(bytes, CASE_BYTES_MAX);
  if (!file.ok) return refusedCase('file', file.reason);
  const { files, signature, state: proof } = file.value;
  const read = statementOf(file.value.statement);
  if (!read.ok) return refusedCase('statement', read.reason);
  const statement = read.value;
  if (!proof) return refusedCase('state-root', 'missing');
  const proved = verifyStateProof(proof, { trustedGenesisHash, verify });
  if (!proved.ok) return refusedCase(proved.part, proved.reason, proved.index);
  const { chainId, genesisHash, header, get } = proved.value;
  const node = get('node', statement.node_id);
  if (node === 'unproved') return refusedCase('node', 'not-proved');
  if (node === undefined) return refusedCase('node', 'unknown-node');
  const signing = caseSigningBytes(chainId, file.value.statement);
  if (!verify(keyOf(node, KeyPurpose.statement), signing, signature)) {
    return refusedCase('signature', 'bad-signature');
  }
  if (files.length !== statement.files.length) return refusedCase('evidence', 'count-differs');
  const wrong = statement.files.findIndex((each, index) => !isFile(each, files[index]));
  if (wrong >= 0) return refusedCase('evidence', 'content-differs', wrong);
  const isGenesisTrusted = trustedGenesisHash !== undefined;
  const place = { chainId, genesisHash, isGenesisTrusted, height: header.height };
  return passed({ ...place, organisation: node.organisation, statement, files });
}

function isFile({ sha256: hash, size_bytes: size }: CaseFile, content: Uint8Array | undefined) {
  return content?.length === size && bytesToHex(sha256(content)) === hash;
}

function statementOf(bytes: Uint8Array): Checked<CaseStatement, CaseReason> {
  if (bytes.length > STATEMENT_BYTES_MAX) return refused('too-large');
  const value = jsonOf(bytes);
  if (value === undefined) return refused('not-json');
  if (!isObject(value) || value['format'] !== 'mingjing-case') return refused('bad-shape');
  if (value['version'] !== 1) return refused('unknown-version');
  const { node_id: nodeId, issued_at: issuedAt, case: facts, files } = value;
  const isNamed = typeof nodeId === 'string' && isName(nodeId) && Number.isSafeInteger(issuedAt);
  const isWhole = isObject(facts) && Array.isArray(files) && files.length <= CASE_FILES_MAX;
  if (!isNamed || !isWhole || !files.every(isFileEntry)) return refused('bad-shape');
  return passed(value as unknown as CaseStatement);
}

function isFileEntry(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, sha256: hash, size_bytes: size } = value;
  return typeof name === 'string' && typeof hash === 'string' && HASH.test(hash) && isCount(size);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
