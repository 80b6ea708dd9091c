import { type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  FORMAT_VERSION,
  type Hold,
  KeyPurpose,
  type Node,
  passed,
  type RetentionStatement,
  retentionCertificateCodec,
  retentionSigningBytes,
  retentionStatementCodec,
} from '@mingjing/protocol';
import { type ProvedState, verifyStateProof } from '../state/state-proof.ts';
import {
  type RetainedLogFacts,
  type RetentionFacts,
  type RetentionRefusal,
  refusedRetention,
} from './facts.ts';
import { checkRetainedLog, keyOf, type LogFooting } from './retained-log.ts';

/** A certificate of nine logs with every hold there can be. */
export const RETENTION_BYTES_MAX = 32 * 1024 * 1024;

/** Tag of a certificate's first field, a statement; a receipt begins with its version. */
const STATEMENT_TAG = 0x0a;

/**
 * Whether a file is to be judged as a retention certificate, not as a receipt: by how its canonical
 * form begins, so that one that was cut off or changed further on is named for what it was.
 */
export function isRetentionCertificate(bytes: Uint8Array): boolean {
  return bytes[0] === STATEMENT_TAG;
}

export interface VerifyRetentionOptions {
  /** 32 bytes from a source the caller trusts; without it any chain may be shown. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519; the portable verifier when left out. */
  readonly verify?: VerifySignature | undefined;
}

/**
 * Checks a retention certificate from its bytes alone (docs/spec/retention.md): form, state,
 * signature, then every log with its checkpoint, first and last entry, anchor and copies. Any
 * changed byte is refused, with the part that was found wrong. Never throws for what came from
 * outside.
 */
export function verifyRetentionCertificate(
  bytes: Uint8Array,
  options: VerifyRetentionOptions = {},
): { ok: true; value: RetentionFacts } | RetentionRefusal {
  const { trustedGenesisHash, verify = verifyPortable } = options;
  const file = retentionCertificateCodec.parse(bytes, RETENTION_BYTES_MAX);
  if (!file.ok) return refusedRetention('file', file.reason);
  const parsed = retentionStatementCodec.parse(file.value.statement);
  if (!parsed.ok) return refusedRetention('statement', parsed.reason);
  const statement = parsed.value;
  if (statement.version !== FORMAT_VERSION) return refusedRetention('statement', 'unknown-version');
  if (!statement.state) return refusedRetention('statement', 'missing');
  const proved = verifyStateProof(statement.state, { trustedGenesisHash, verify });
  if (!proved.ok) return refusedRetention(proved.part, proved.reason, proved.index);
  const state = proved.value;
  const node = state.get('node', statement.nodeId);
  if (node === 'unproved') return refusedRetention('node', 'not-proved');
  if (node === undefined) return refusedRetention('node', 'unknown-node');
  const signing = retentionSigningBytes(state.chainId, file.value.statement);
  if (!verify(keyOf(node, KeyPurpose.statement), signing, file.value.signature)) {
    return refusedRetention('signature', 'bad-signature');
  }
  const logs = checkLogs({ state, node, verify }, statement);
  if (!logs.ok) return logs;
  const isGenesisTrusted = trustedGenesisHash !== undefined;
  return passed(factsOf(state, node, statement, { logs: logs.value, isGenesisTrusted }));
}

function checkLogs(
  base: Pick<LogFooting, 'state' | 'node' | 'verify'>,
  { logs }: RetentionStatement,
): { ok: true; value: RetainedLogFacts[] } | RetentionRefusal {
  const { state, node } = base;
  const anchor = state.get('anchor', node.id);
  const policy = state.get('retention', '');
  if (anchor === 'unproved' || policy === 'unproved') return refusedRetention('log', 'not-proved');
  // A log that the chain knows cannot be left out.
  const shown = new Set(logs.map(({ source }) => source));
  if (anchor?.logs.some(({ source }) => !shown.has(source))) {
    return refusedRetention('log', 'missing');
  }
  const facts: RetainedLogFacts[] = [];
  for (const [index, log] of logs.entries()) {
    if (log.source <= (logs[index - 1]?.source ?? 0)) {
      return refusedRetention('log', 'not-ascending', index);
    }
    const checked = checkRetainedLog({ ...base, anchor, policy }, log, index);
    if (!checked.ok) return checked;
    facts.push(checked.value);
  }
  return passed(facts);
}

function factsOf(
  state: ProvedState,
  node: Node,
  { issuedAt }: RetentionStatement,
  checked: Pick<RetentionFacts, 'logs' | 'isGenesisTrusted'>,
): RetentionFacts {
  const { chainId, genesisHash, header, blockId, signatures, validators } = state;
  const { height, time } = header;
  const holds = state.all('hold').filter((hold) => isInForce(hold, time));
  return {
    ...{ chainId, genesisHash, isGenesisTrusted: checked.isGenesisTrusted },
    ...{ nodeId: node.id, organisation: node.organisation, issuedAt },
    ...{ height, time, blockId, signatures, validators, logs: checked.logs },
    holds: holds.map(({ id, organisation, basis, expiresAt }) => {
      return { id, organisation, basis, expiresAt };
    }),
  };
}

function isInForce({ releasedHeight, expiresAt }: Hold, time: number): boolean {
  return releasedHeight === 0 && (expiresAt === 0 || expiresAt > time);
}
