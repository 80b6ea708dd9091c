// Exports of a real journal on a chain of one block made by hand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { x25519PublicKey } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import type { EntryInput, Journal, PersonKeyFile } from '@mingjing/journal';
import { verifyExport } from '@mingjing/proofs';
import {
  ActorType,
  type ExportBundle,
  type ExportRequest,
  type ExportStatement,
  exportApprovalBytes,
  exportBundleCodec,
  exportRequestCodec,
  exportSigningBytes,
  exportStatementCodec,
  JournalSource,
  KeyPurpose,
  OfficerRole,
} from '@mingjing/protocol';
import { bytes, chainId, genesis, trustedGenesisHash } from '../../proofs/test/chain.ts';
import { Exporter, type ExporterParts } from '../src/index.ts';
import {
  chainOf,
  type Entry,
  NODE,
  nodeEntry,
  openNodeJournal,
  signerOf,
} from './hand-made-chain.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Time of the first entry; one follows each minute. */
const START = genesis.time + 20 * DAY;
export const minute = (n: number) => START + n * MINUTE;

export const secretKey = bytes(32, 0x5a);

export function officerEntry(id: string, role: number, change: object = {}): Entry {
  const { publicKey } = signerOf(id, KeyPurpose.officer);
  const key = { purpose: KeyPurpose.officer, publicKey, possession: bytes(64, 1) };
  const scope = { jurisdictions: [], capabilities: [], revokedHeight: 0 };
  return ['officer', id, { id, organisation: 'org-a', role, key, ...scope, ...change }];
}

export const people: readonly Entry[] = [
  nodeEntry(NODE),
  officerEntry('security-a', OfficerRole.securityAdmin),
  officerEntry('audit-a', OfficerRole.auditAdmin),
  officerEntry('second-a', OfficerRole.auditAdmin),
  officerEntry('system-a', OfficerRole.systemAdmin),
  officerEntry('audit-b', OfficerRole.auditAdmin, { organisation: 'org-b' }),
  officerEntry('gone-a', OfficerRole.auditAdmin, { revokedHeight: 4 }),
];

/** A journal whose clock the test turns, and exports of it. */
export class ExportedHome {
  readonly journal: Journal;
  readonly personKeys: PersonKeyFile;
  readonly #folder: string;
  readonly #clock: { now: number };

  constructor(parts: {
    folder: string;
    journal: Journal;
    personKeys: PersonKeyFile;
    clock: { now: number };
  }) {
    this.#folder = parts.folder;
    this.journal = parts.journal;
    this.personKeys = parts.personKeys;
    this.#clock = parts.clock;
  }

  static async open(): Promise<ExportedHome> {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-host-export-'));
    const clock = { now: START };
    const opened = await openNodeJournal(folder, () => clock.now);
    return new ExportedHome({ folder, clock, ...opened });
  }

  async close(): Promise<void> {
    await this.journal.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Writes an entry of an actor at a minute; the clock then stands there. */
  async act(at: number, actor: string, source: EntryInput['source'] = 'access'): Promise<void> {
    this.#clock.now = minute(at);
    await this.journal.append({
      ...{ source, event: 'record-read', result: 'done', object: `object-${at}` },
      actor: { type: 'user', id: actor },
      personal: { sourceAddress: `192.0.2.${at % 250}`, sourcePort: 40_000 + at },
    });
  }

  exporter(entries: readonly Entry[] = people, change: Partial<ExporterParts> = {}): Exporter {
    return new Exporter({
      ...{ journal: this.journal, personKeys: this.personKeys, nodeId: NODE },
      replica: { chain: chainOf(entries) } as never,
      store: { validatorChanges: async () => [] } as never,
      statementSigner: () => signerOf(NODE, KeyPurpose.statement),
      now: () => this.#clock.now,
      ...change,
    });
  }

  /** The bytes of an export that must be made. */
  async exported(asked: Asked, entries: readonly Entry[] = people): Promise<Uint8Array> {
    const issued = await this.exporter(entries).issue(asked);
    if (!issued.ok) throw new Error(issued.reason);
    return issued.value.bundle;
  }
}

export type Asked = ReturnType<typeof askedFor>;

/** A request with approvals by these officers. */
export function askedFor(
  change: Partial<ExportRequest> = {},
  officers: readonly string[] = ['security-a', 'audit-a'],
) {
  const request: ExportRequest = {
    ...{ version: 1, nodeId: NODE, caseNumber: '京公网安〔2026〕17号' },
    ...{ basis: '数据安全法第三十五条', authority: '北京市公安局' },
    ...{ recipientKey: x25519PublicKey(secretKey), sources: [JournalSource.access] },
    ...{ actorType: ActorType.none, actor: '', from: minute(3), to: minute(8) },
    ...{ expiresAt: minute(100_000), unique: bytes(16, 7) },
    ...change,
  };
  const canonical = exportRequestCodec.encode(request);
  const signing = exportApprovalBytes(chainId, canonical);
  const approvals = officers.map((officer) => {
    return { officer, signature: signerOf(officer, KeyPurpose.officer).sign(signing) };
  });
  return { request, approved: { request: canonical, approvals } };
}

export const ofAlice = { actorType: ActorType.user, actor: 'alice' };

export const check = (file: Uint8Array) => verifyExport(file, { trustedGenesisHash, verify });

/** What is in an export. */
export function statementIn(file: Uint8Array): ExportStatement {
  return exportStatementCodec.decode(exportBundleCodec.decode(file).statement);
}

/** An export of a statement, signed by a node that lies about it. */
export function signedAgain(statement: ExportStatement, signer = NODE): Uint8Array {
  const encoded = exportStatementCodec.encode(statement);
  const key = signerOf(signer, KeyPurpose.statement);
  const signature = key.sign(exportSigningBytes(chainId, encoded));
  const bundle: ExportBundle = { statement: encoded, signature };
  return exportBundleCodec.encode(bundle);
}
