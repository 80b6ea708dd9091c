/**
 * What travels and what is stored: message types, canonical encoding, strict parsing, ids, limits.
 *
 * The schemas are in `proto/`; the byte formats are described in `docs/spec/`.
 *
 *     const parsed = parseTransaction(bytes, chainId, parameters);
 *     if (!parsed.ok) refuse(parsed.reason);
 */
export {
  type AccountChallenge,
  accountSigningBytes,
  CHALLENGE_BYTES,
  type ChallengePurpose,
  ROLE_NAMES,
  type RoleName,
  roleName,
} from './account.ts';
export * from './block.ts';
export { bytesKey, keyBytes } from './bytes-key.ts';
export { canonicalJsonBytes } from './canonical-json.ts';
export * from './case.ts';
export { type Codec, codec, type EncodingRefusal, fieldsMaxOf } from './codec.ts';
export * from './export.ts';
export * from './genesis-json.ts';
export * from './ids.ts';
export * from './journal.ts';
export * from './journal-entry.ts';
export * from './limits.ts';
export * from './messages.ts';
export * from './moderation.ts';
export * from './node-report.ts';
export * from './officer-statement.ts';
export * from './registry.ts';
export * from './result.ts';
export * from './retained.ts';
export * from './retention.ts';
export { type MessageNumbers, schemaNumbers } from './schema-numbers.ts';
export * from './screening.ts';
export * from './sealed-copy.ts';
export * from './snapshot.ts';
export * from './statements.ts';
export * from './supervision.ts';
export * from './supervision-ids.ts';
export { envelopesOf, isEpochShaped } from './supervision-shape.ts';
export * from './transaction.ts';
export * from './user-request.ts';
export * from './users.ts';
export * from './validators.ts';
export * from './wire.ts';
