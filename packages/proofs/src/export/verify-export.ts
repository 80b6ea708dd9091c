import { type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  type ApprovedExport,
  actorTag,
  EXPORT_BYTES_MAX,
  EXPORT_ENTRIES_MAX,
  type ExportRequest,
  type ExportStatement,
  exportBundleCodec,
  exportRequestCodec,
  exportRequestHash,
  exportSigningBytes,
  exportStatementCodec,
  FORMAT_VERSION,
  KeyPurpose,
  type Node,
  passed,
} from '@mingjing/protocol';
import { keyOf } from '../retention/retained-log.ts';
import { type ProvedState, verifyStateProof } from '../state/state-proof.ts';
import { checkExportedLog, sourceName } from './exported-log.ts';
import {
  type ExportedLogFacts,
  type ExportFacts,
  type ExportRefusal,
  refusedExport,
} from './facts.ts';
import { approvalFault, requestFault, timesFault } from './request.ts';

/** Tag of an export's first field; see `export.proto`. */
const STATEMENT_TAG = 0x12;
const OPENING_BYTES = 32;

/** Whether a file is to be judged as an export: by how its canonical form begins. */
export function isExportBundle(bytes: Uint8Array): boolean {
  return bytes[0] === STATEMENT_TAG;
}

export interface VerifyExportOptions {
  /** 32 bytes from a source the caller trusts; without it any chain may be shown. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519; the portable verifier when left out. */
  readonly verify?: VerifySignature | undefined;
}

type Checked<T> = { ok: true; value: T } | ExportRefusal;

/**
 * Checks a lawful export from its bytes alone (docs/spec/export.md): request, state, approvals, of
 * each log checkpoint, anchor, stubs and bodies, and last the signature, so that whoever changed
 * something is shown what. Never throws for what came from outside.
 */
export function verifyExport(
  bytes: Uint8Array,
  options: VerifyExportOptions = {},
): { ok: true; value: ExportFacts } | ExportRefusal {
  const { trustedGenesisHash, verify = verifyPortable } = options;
  const file = exportBundleCodec.parse(bytes, EXPORT_BYTES_MAX);
  if (!file.ok) return refusedExport('file', file.reason);
  const parsed = exportStatementCodec.parse(file.value.statement);
  if (!parsed.ok) return refusedExport('statement', parsed.reason);
  const statement = parsed.value;
  if (statement.version !== FORMAT_VERSION) return refusedExport('statement', 'unknown-version');
  if (!statement.state || !statement.approved) return refusedExport('statement', 'missing');
  const request = readRequest(statement.approved);
  if (!request.ok) return request;
  const proved = verifyStateProof(statement.state, { trustedGenesisHash, verify });
  if (!proved.ok) return refusedState(proved);
  const state = proved.value;
  const footing = { state, verify, statement, request: request.value };
  const node = checkApproved(footing);
  if (!node.ok) return node;
  const logs = checkLogs({ ...footing, node: node.value });
  if (!logs.ok) return logs;
  const signing = exportSigningBytes(state.chainId, file.value.statement);
  if (!verify(keyOf(node.value, KeyPurpose.statement), signing, file.value.signature)) {
    return refusedExport('signature', 'bad-signature', { nodeId: node.value.id });
  }
  const isGenesisTrusted = trustedGenesisHash !== undefined;
  return passed({ ...factsOf(footing, node.value, logs.value), isGenesisTrusted });
}

interface Footing {
  readonly state: ProvedState;
  readonly verify: VerifySignature;
  readonly statement: ExportStatement;
  readonly request: ExportRequest;
}

function refusedState(refusal: Extract<ReturnType<typeof verifyStateProof>, { ok: false }>) {
  const { part, reason, index } = refusal;
  return refusedExport(part, reason, index === undefined ? {} : { index });
}

function readRequest({ request }: ApprovedExport): Checked<ExportRequest> {
  const parsed = exportRequestCodec.parse(request);
  if (!parsed.ok) return refusedExport('request', parsed.reason);
  const fault = requestFault(parsed.value);
  return fault === undefined ? parsed : refusedExport('request', fault);
}

/** The node that the request names, once its organisation's officers are shown to have approved. */
function checkApproved({ state, verify, statement, request }: Footing): Checked<Node> {
  const { nodeId } = request;
  const times = timesFault(request, statement.issuedAt, state.header.time);
  if (times !== undefined) return refusedExport('request', times, { nodeId });
  const node = state.get('node', nodeId);
  if (node === 'unproved') return refusedExport('node', 'not-proved', { nodeId });
  if (node === undefined) return refusedExport('node', 'unknown-node', { nodeId });
  const { chainId } = state;
  const officerOf = (id: string) => state.get('officer', id);
  const fault = approvalFault({ chainId, node, officerOf, verify }, statement.approved);
  if (fault === undefined) return passed(node);
  const { reason, index } = fault;
  return refusedExport('approval', reason, { nodeId, ...(index === undefined ? {} : { index }) });
}

function checkLogs(footing: Footing & { readonly node: Node }): Checked<ExportedLogFacts[]> {
  const { state, node, request, statement } = footing;
  const at = { nodeId: node.id };
  const anchor = state.get('anchor', node.id);
  if (anchor === 'unproved') return refusedExport('log', 'not-proved', at);
  const tag = scopeTag(state.chainId, request, statement.actorOpening);
  if (tag === 'bad-actor') return refusedExport('statement', tag, at);
  const count = statement.logs.reduce((sum, { stubs }) => sum + stubs.length, 0);
  if (count > EXPORT_ENTRIES_MAX) return refusedExport('log', 'too-many-entries', at);
  const facts: ExportedLogFacts[] = [];
  for (const [place, number] of request.sources.entries()) {
    const [log, source] = [statement.logs[place], sourceName(number)];
    if (source === undefined) return refusedExport('log', 'unknown-source', at);
    if (log?.source !== number) return refusedExport('log', 'missing', { ...at, source });
    const checked = checkExportedLog({ ...footing, anchor, actorTag: tag }, log, source);
    if (!checked.ok) return checked;
    facts.push(checked.value);
  }
  const isExtra = statement.logs.length > request.sources.length;
  return isExtra ? refusedExport('log', 'extra', at) : passed(facts);
}

function scopeTag(
  chainId: string,
  { actorType, actor }: ExportRequest,
  opening: Uint8Array,
): Uint8Array | undefined | 'bad-actor' {
  if (actorType === 0) return opening.length === 0 ? undefined : 'bad-actor';
  if (opening.length !== OPENING_BYTES) return 'bad-actor';
  return actorTag(chainId, opening, actorType, actor);
}

function factsOf(
  { state, statement, request }: Footing,
  { organisation }: Node,
  logs: readonly ExportedLogFacts[],
): Omit<ExportFacts, 'isGenesisTrusted'> {
  const { chainId, genesisHash, header } = state;
  const { approved, issuedAt, keyEnc, keySealed } = statement;
  return {
    ...{ chainId, genesisHash, organisation, request, issuedAt, keyEnc, keySealed, logs },
    requestHash: exportRequestHash(chainId, approved.request),
    approvers: approved.approvals.map(({ officer }) => officer),
    ...{ height: header.height, time: header.time },
  };
}
