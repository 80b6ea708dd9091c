import { sha256, signingBytes, taggedHash } from '@mingjing/crypto';
import type { CommitCertificate, ValidatorSet } from './block.ts';
import { commitCertificateCodec, validatorSetCodec } from './block.ts';
import { keyBytes } from './bytes-key.ts';
import {
  type Genesis,
  genesisCodec,
  type Parameters,
  RegistryKind,
  type RegistryKindName,
  registryCodecs,
} from './registry.ts';

/** Domain tags of everything hashed or signed outside the trees (design, section 12). */
export const Tag = {
  genesis: 'genesis',
  transaction: 'transaction',
  transactionId: 'transaction-id',
  transactionHash: 'transaction-hash',
  block: 'block',
  vote: 'vote',
  proposal: 'proposal',
  certificate: 'certificate',
  validatorSet: 'validator-set',
  parameters: 'parameters',
  attachment: 'attachment',
  registryKey: 'registry-key',
  stateRoot: 'state-root',
  replay: 'replay',
  verification: 'verification',
  tip: 'tip',
  entryGroup: 'entry-group',
  entryPersonal: 'entry-personal',
  actorTag: 'actor-tag',
  evidence: 'evidence',
  copy: 'copy',
  retentionCertificate: 'retention-certificate',
  exportRequest: 'export-request',
  exportApproval: 'export-approval',
  exportBundle: 'export-bundle',
  exportKey: 'export-key',
  exportPersonal: 'export-personal',
  snapshot: 'snapshot',
  snapshotChunk: 'snapshot-chunk',
  accountChallenge: 'account-challenge',
  orderReceipt: 'order-receipt',
  caseBundle: 'case-bundle',
  officerStatement: 'officer-statement',
  filingFacts: 'filing-facts',
  userRequest: 'user-request',
  userData: 'user-data',
  identity: 'identity',
  sealedCopy: 'sealed-copy',
  nodeReport: 'node-report',
  recipientKey: 'recipient-key',
  recipientPossession: 'recipient-possession',
  sharePossession: 'share-possession',
  accessSealed: 'access-sealed',
  accessAnswer: 'access-answer',
} as const;

/** Hash of canonical genesis bytes: without a chain id, since it makes the id. */
export function genesisHash(genesisBytes: Uint8Array): Uint8Array {
  return taggedHash(Tag.genesis, '', genesisBytes);
}

/** Chain id = name, hyphen, first 16 hex digits of the genesis hash. */
export function chainIdOf(genesis: Genesis): string {
  const hash = genesisHash(genesisCodec.encode(genesis));
  let hex = '';
  for (const byte of hash.subarray(0, 8)) hex += byte.toString(16).padStart(2, '0');
  return `${genesis.name}-${hex}`;
}

/** Names a transaction in proposals and in the transactions tree: hash of all its bytes. */
export function transactionHash(chainId: string, transaction: Uint8Array): Uint8Array {
  return taggedHash(Tag.transactionHash, chainId, transaction);
}

/** What replay is judged by: hash of the body alone, so another signature is no other act. */
export function transactionId(chainId: string, body: Uint8Array): Uint8Array {
  return taggedHash(Tag.transactionId, chainId, body);
}

/** Bytes a transaction's signer signs. */
export function transactionSigningBytes(chainId: string, body: Uint8Array): Uint8Array {
  return signingBytes(Tag.transaction, chainId, body);
}

/** Block id: hash of the canonical header bytes. */
export function blockId(chainId: string, header: Uint8Array): Uint8Array {
  return taggedHash(Tag.block, chainId, header);
}

/** Hash of a commit certificate's bytes, as the next header carries it. */
export function certificateHash(chainId: string, certificate: Uint8Array): Uint8Array {
  return taggedHash(Tag.certificate, chainId, certificate);
}

/** Hash of a validator set, as headers carry it. */
export function validatorSetHash(chainId: string, set: ValidatorSet): Uint8Array {
  return taggedHash(Tag.validatorSet, chainId, validatorSetCodec.encode(set));
}

/** Hash of the parameters in force, as headers carry it. */
export function parametersHash(chainId: string, parameters: Parameters): Uint8Array {
  return taggedHash(Tag.parameters, chainId, registryCodecs.parameters.encode(parameters));
}

/**
 * Commitment to an attachment: H(tag, salt, SHA-256(content)).
 *
 * The content enters by its own hash, so a receipt can open the commitment with 32 bytes instead
 * of the file, and a person can compare them with any SHA-256 tool. The salt hides it.
 */
export function attachmentCommitment(
  chainId: string,
  salt: Uint8Array,
  contentHash: Uint8Array,
): Uint8Array {
  return taggedHash(Tag.attachment, chainId, salt, contentHash);
}

/** The same from the content itself. */
export function commitmentOf(chainId: string, salt: Uint8Array, content: Uint8Array): Uint8Array {
  return attachmentCommitment(chainId, salt, sha256(content));
}

/** State root = H(registry root, record-tree root, replay root). */
export function stateRootOf(
  chainId: string,
  registryRoot: Uint8Array,
  recordsRoot: Uint8Array,
  replayRoot: Uint8Array,
): Uint8Array {
  return taggedHash(Tag.stateRoot, chainId, registryRoot, recordsRoot, replayRoot);
}

// A registry entry is named by its kind and an identifier: a name as ASCII, or the bytes of an id.
//
//   stored key  kind (1 byte) | identifier
//   map key     H(tag "registry-key", chain id, stored key)

/** Stored key of an entry. */
export function registryKey(kind: RegistryKindName, identifier: string | Uint8Array): Uint8Array {
  const tail = typeof identifier === 'string' ? keyBytes(identifier) : identifier;
  const key = new Uint8Array(1 + tail.length);
  key[0] = RegistryKind[kind];
  key.set(tail, 1);
  return key;
}

/** Position of a stored key in the sparse Merkle map: 32 bytes. */
export function registryMapKey(chainId: string, key: Uint8Array): Uint8Array {
  return taggedHash(Tag.registryKey, chainId, key);
}

/** Record id: transaction id (32 bytes) and the record's index in it (4 bytes, big-endian). */
export function recordId(transaction: Uint8Array, index: number): Uint8Array {
  const id = new Uint8Array(transaction.length + 4);
  id.set(transaction);
  new DataView(id.buffer).setUint32(transaction.length, index);
  return id;
}

/** Names a snapshot: hash of its canonical manifest, which commits every chunk. */
export function snapshotHash(chainId: string, manifest: Uint8Array): Uint8Array {
  return taggedHash(Tag.snapshot, chainId, manifest);
}

/** Hash of a chunk, as the manifest carries it. */
export function snapshotChunkHash(chainId: string, chunk: Uint8Array): Uint8Array {
  return taggedHash(Tag.snapshotChunk, chainId, chunk);
}

/**
 * Leaf of the results tree: transactions in the block (4 bytes, big-endian), canonical Result.
 *
 * A Merkle path fits trees of several sizes; with the count in the leaf, a proof fits one only,
 * so a receipt's position and count cannot be changed.
 */
export function resultLeaf(count: number, result: Uint8Array): Uint8Array {
  const leaf = new Uint8Array(4 + result.length);
  new DataView(leaf.buffer).setUint32(0, count);
  leaf.set(result, 4);
  return leaf;
}

/** The certificate's canonical bytes and their hash. */
export function encodeCertificate(
  chainId: string,
  certificate: CommitCertificate,
): { bytes: Uint8Array; hash: Uint8Array } {
  const bytes = commitCertificateCodec.encode(certificate);
  return { bytes, hash: certificateHash(chainId, bytes) };
}
