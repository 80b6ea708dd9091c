import { type HpkeSealed, hpkeSeal } from '@mingjing/crypto';
import { randomBytes, type Signer, verify } from '@mingjing/crypto/node';
import { historyOf, keyOf, logKey } from '@mingjing/execution';
import {
  type ActorTypeName,
  actorTagOf,
  actorTagOpening,
  type Journal,
  type PersonKeys,
} from '@mingjing/journal';
import {
  type ApprovalReason,
  approvalFault,
  type RequestReason,
  requestFault,
  timesFault,
} from '@mingjing/proofs';
import {
  ActorType,
  type ApprovedExport,
  approvedExportCodec,
  type Checked,
  EXPORT_BYTES_MAX,
  EXPORT_REQUEST_BYTES_MAX,
  type ExportedLog,
  type ExportRequest,
  type ExportStatement,
  exportBundleCodec,
  exportKeyInfo,
  exportRequestCodec,
  exportRequestHash,
  exportSigningBytes,
  exportStatementCodec,
  FORMAT_VERSION,
  isName,
  JournalSource,
  type JournalSourceName,
  KeyPurpose,
  passed,
  refused,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { buildStateProof, type EntryName, type Replica } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import type { CertificateRefusal } from '../retention/certificate.ts';
import type { VouchedLog } from '../retention/vouched-log.ts';
import { type ExportScope, exportedLog, freshRoom, type LogRefusal } from './exported-log.ts';

const KEY_BYTES = 32;

/** Why there is no export. */
export type ExportFailure =
  | RequestReason
  | ApprovalReason
  | CertificateRefusal
  | LogRefusal
  | 'other-node'
  | 'running';

export interface ExporterParts {
  readonly journal: Journal;
  readonly personKeys: PersonKeys;
  readonly replica: Pick<Replica, 'chain'>;
  readonly store: Pick<NodeStore, 'validatorChanges' | 'block'>;
  readonly nodeId: string;
  /** Signs under this public key; undefined when the home does not hold its key. */
  readonly statementSigner: (publicKey: Uint8Array) => Signer | undefined;
  /** Ms since the epoch. */
  readonly now: () => number;
}

/** A request as it came, and what it says. */
export interface ReadExport {
  readonly approved: ApprovedExport;
  readonly request: ExportRequest;
}

/** What is handed over, and how much of it there is. */
export interface IssuedExport {
  readonly bundle: Uint8Array;
  readonly stubs: number;
  readonly bodies: number;
}

/** Reads a request with its approvals; undefined when the bytes are none. */
export function readExport(bytes: Uint8Array): ReadExport | undefined {
  const approved = approvedExportCodec.parse(bytes, EXPORT_REQUEST_BYTES_MAX);
  const request = approved.ok ? exportRequestCodec.parse(approved.value.request) : approved;
  return approved.ok && request.ok
    ? { approved: approved.value, request: request.value }
    : undefined;
}

/** Makes lawful exports (docs/spec/export.md) of the node's own journal, one at a time. */
export class Exporter {
  readonly #parts: ExporterParts;
  #isRunning = false;

  constructor(parts: ExporterParts) {
    this.#parts = parts;
  }

  /** The signed bundle for a request that was approved; throws what journal and store throw. */
  async issue(asked: ReadExport): Promise<Checked<IssuedExport, ExportFailure>> {
    if (this.#isRunning) return refused('running');
    this.#isRunning = true;
    try {
      return await this.#issue(asked);
    } finally {
      this.#isRunning = false;
    }
  }

  async #issue({ approved, request }: ReadExport): Promise<Checked<IssuedExport, ExportFailure>> {
    const { replica, store, nodeId, statementSigner, now } = this.#parts;
    const fault = requestFault(request);
    if (fault !== undefined) return refused(fault);
    if (request.nodeId !== nodeId) return refused('other-node');
    const sources = SOURCE_NAMES.filter((name) => request.sources.includes(JournalSource[name]));
    const vouched = await this.#vouched(sources);
    // From here to the proof nothing is waited for: what is judged is what is proved.
    const { chainId, registry, time } = replica.chain.state;
    const issuedAt = now();
    const node = registry.get('node', nodeId);
    if (node === undefined) return refused('not-registered');
    const signer = statementSigner(keyOf(node, KeyPurpose.statement));
    if (signer === undefined) return refused('no-statement-key');
    const early = timesFault(request, issuedAt, time);
    if (early !== undefined) return refused(early);
    const officerOf = (id: string) => registry.get('officer', id);
    const unapproved = approvalFault({ chainId, node, officerOf, verify }, approved);
    if (unapproved !== undefined) return refused(unapproved.reason);
    const words = sources.map((source) => this.#word(source, vouched.get(source)));
    const state = await buildStateProof(
      replica.chain,
      store,
      this.#names(approved, sources, vouched),
    );
    if (state === undefined) return refused('no-block');
    const scope = this.#scope({ approved, request });
    const logs: ExportedLog[] = [];
    for (const word of words) {
      const log = await exportedLog(scope, word);
      if (!log.ok) return log;
      logs.push(log.value);
    }
    const { enc: keyEnc, ciphertext: keySealed } = await sealKey(scope);
    const said = { version: FORMAT_VERSION, issuedAt, approved, state, logs };
    const actorOpening = this.#opening(request);
    return bundleOf(chainId, { ...said, actorOpening, keyEnc, keySealed }, signer);
  }

  async #vouched(sources: readonly JournalSourceName[]) {
    const vouched = new Map<JournalSourceName, VouchedLog>();
    for (const source of sources) {
      const log = await this.#parts.journal.cosigned.latest(source);
      if (log !== undefined) vouched.set(source, log);
    }
    return vouched;
  }

  /** What the chain says of a log, as it is proved. */
  #word(source: JournalSourceName, vouched: VouchedLog | undefined) {
    const { replica, nodeId } = this.#parts;
    const { registry } = replica.chain.state;
    const number = JournalSource[source];
    const anchored = registry.get('anchor', nodeId)?.logs.find((log) => log.source === number);
    const { disposedTo } = historyOf(registry, nodeId, number);
    return { source, anchoredSize: anchored?.size ?? 0, disposedTo, vouched };
  }

  /** What of the registry a reader needs in order to judge the export. */
  #names(
    { approvals }: ApprovedExport,
    sources: readonly JournalSourceName[],
    vouched: ReadonlyMap<JournalSourceName, VouchedLog>,
  ): EntryName[] {
    const { nodeId } = this.#parts;
    const witnesses = [...vouched.values()].flatMap((log) => log.witnesses);
    return [
      ['anchor', nodeId],
      ...[nodeId, ...witnesses].map((id) => ['node', id] as const),
      ...approvals.map(({ officer }) => ['officer', officer] as const),
      ...sources.map((source) => ['logHistory', logKey(nodeId, JournalSource[source])] as const),
    ];
  }

  #scope({ approved, request }: ReadExport): ExportScope {
    const { journal, personKeys, replica } = this.#parts;
    const { chainId, registry } = replica.chain.state;
    const opening = this.#opening(request);
    const type = typeName(request.actorType);
    return {
      ...{ chainId, journal, personKeys, request, room: freshRoom() },
      requestHash: exportRequestHash(chainId, approved.request),
      actorTag: type && actorTagOf(chainId, opening, type, request.actor),
      key: randomBytes(KEY_BYTES),
      isRestricted: (person) => isName(person) && registry.get('erasure', person) !== undefined,
    };
  }

  #opening({ actorType, actor }: ExportRequest): Uint8Array {
    const type = typeName(actorType);
    const { tagKey } = this.#parts.personKeys;
    return type === undefined ? new Uint8Array(0) : actorTagOpening(tagKey, type, actor);
  }
}

/** The type of the actor in scope; undefined: everybody is. */
function typeName(number: number): ActorTypeName | undefined {
  if (number === ActorType.none) return undefined;
  return (Object.keys(ActorType) as ActorTypeName[]).find((name) => ActorType[name] === number);
}

function sealKey({ chainId, request, requestHash, key }: ExportScope): Promise<HpkeSealed> {
  return hpkeSeal({
    recipientPublicKey: request.recipientKey,
    info: exportKeyInfo(chainId, requestHash),
    aad: new Uint8Array(0),
    plaintext: key,
    ephemeralSeed: randomBytes(KEY_BYTES),
  });
}

function bundleOf(
  chainId: string,
  said: ExportStatement,
  signer: Signer,
): Checked<IssuedExport, 'too-large'> {
  const statement = exportStatementCodec.encode(said);
  const signature = signer.sign(exportSigningBytes(chainId, statement));
  const bundle = exportBundleCodec.encode({ statement, signature });
  if (bundle.length > EXPORT_BYTES_MAX) return refused('too-large');
  const sum = (part: 'stubs' | 'bodies') =>
    said.logs.reduce((total, log) => total + log[part].length, 0);
  return passed({ bundle, stubs: sum('stubs'), bodies: sum('bodies') });
}
