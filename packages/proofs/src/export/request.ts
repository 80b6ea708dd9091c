import { checkX25519Key, type VerifySignature } from '@mingjing/crypto';
import {
  ActorType,
  type ApprovedExport,
  EXPORT_TEXT_BYTES_MAX,
  type ExportRequest,
  exportApprovalBytes,
  FORMAT_VERSION,
  isName,
  type Node,
  NodeRole,
  type Officer,
  OfficerRole,
  SOURCE_NAMES,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import type { ApprovalReason, RequestReason } from './facts.ts';

const utf8 = new TextEncoder();
const ACTOR_BYTES_MAX = 64;
const APPROVALS = 2;
/** One of each: exclusive roles, so that nobody can give both. */
const ADMINISTRATORS: readonly number[] = [OfficerRole.securityAdmin, OfficerRole.auditAdmin];
/** An authority has no administrators on the chain: two of its officers answer for its node. */
const SUPERVISION: readonly number[] = [
  OfficerRole.supervisionOfficer,
  OfficerRole.supervisionOfficer,
];

/** Why nobody could carry a request out, whatever the time is; undefined: it is well made. */
export function requestFault(request: ExportRequest): RequestReason | undefined {
  const { version, nodeId, caseNumber, basis, authority, sources, from, to, unique } = request;
  if (version !== FORMAT_VERSION) return 'unknown-version';
  if (!isName(nodeId)) return 'bad-node';
  if (![caseNumber, basis, authority].every((text) => isText(text, EXPORT_TEXT_BYTES_MAX))) {
    return 'bad-text';
  }
  const key = checkX25519Key(request.recipientKey);
  if (!key.ok) return key.reason;
  const isAscending = sources.every((source, at) => source > (sources[at - 1] ?? 0));
  const isKnown = sources.every((source) => source <= SOURCE_NAMES.length);
  if (sources.length === 0 || !isAscending || !isKnown) return 'bad-source';
  if (!isScopeActor(request)) return 'bad-actor';
  if (from >= to) return 'bad-times';
  return unique.length === UNIQUE_BYTES ? undefined : 'bad-unique';
}

/**
 * Why a request cannot be carried out at this time, ms: its range must be over, so that no honest
 * entry can still come into it, and it must not have expired.
 */
export function timesFault(
  { to, expiresAt }: ExportRequest,
  issuedAt: number,
  blockTime: number,
): 'not-over' | 'expired' | undefined {
  if (to > issuedAt) return 'not-over';
  return expiresAt <= Math.max(issuedAt, blockTime) ? 'expired' : undefined;
}

export interface ApprovalFooting {
  readonly chainId: string;
  /** Officers of its own organisation answer for what a node hands over. */
  readonly node: Pick<Node, 'organisation' | 'role'>;
  readonly officerOf: (id: string) => Officer | undefined | 'unproved';
  readonly verify: VerifySignature;
}

/**
 * Dual control: approved by a security administrator and an audit administrator of the node's
 * organisation, for a supervision node by two supervision officers of its authority; none revoked,
 * each with the key that the chain has. The first fault, with the position of the approval;
 * undefined when there is none.
 */
export function approvalFault(
  footing: ApprovalFooting,
  { request, approvals }: ApprovedExport,
): { readonly reason: ApprovalReason; readonly index?: number } | undefined {
  if (approvals.length !== APPROVALS) return { reason: 'not-two-approvals' };
  if (new Set(approvals.map(({ officer }) => officer)).size !== APPROVALS) {
    return { reason: 'same-officer', index: 1 };
  }
  const signing = exportApprovalBytes(footing.chainId, request);
  const isSupervision = footing.node.role === NodeRole.supervision;
  const due = [...(isSupervision ? SUPERVISION : ADMINISTRATORS)];
  for (const [index, { officer: id, signature }] of approvals.entries()) {
    const officer = isName(id) ? footing.officerOf(id) : undefined;
    if (officer === 'unproved') return { reason: 'not-proved', index };
    if (officer === undefined) return { reason: 'unknown-officer', index };
    if (officer.organisation !== footing.node.organisation) {
      return { reason: 'other-organisation', index };
    }
    if (officer.revokedHeight !== 0) return { reason: 'revoked-officer', index };
    const place = due.indexOf(officer.role);
    if (place < 0) return { reason: 'wrong-role', index };
    if (!footing.verify(officer.key.publicKey, signing, signature)) {
      return { reason: 'bad-signature', index };
    }
    due.splice(place, 1);
  }
  return undefined;
}

function isScopeActor({ actorType, actor }: ExportRequest): boolean {
  if (actorType === ActorType.none) return actor === '';
  const isKnown = (Object.values(ActorType) as number[]).includes(actorType);
  return isKnown && isText(actor, ACTOR_BYTES_MAX);
}

/** Something that can be shown on one line: not empty, bounded, no control character. */
function isText(text: string, bytesMax: number): boolean {
  if (text === '' || text.length > bytesMax || !text.isWellFormed()) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return false;
  }
  return utf8.encode(text).length <= bytesMax;
}
