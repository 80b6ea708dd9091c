// A real journal on a chain of one block made by hand, and exports of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { x25519PublicKey } from '@mingjing/crypto';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { Registry } from '@mingjing/execution';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
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
  genesisCodec,
  headerCodec,
  JournalSource,
  KeyPurpose,
  NodeRole,
  OfficerRole,
  type RegistryKindName,
  registryCodecs,
  registryKey,
  stateRootOf,
  witnessName,
} from '@mingjing/protocol';
import {
  cosignCheckpoint,
  emptyRange,
  formatNote,
  noteKey,
  parseNote,
  rangeRoot,
  TYPE_COSIGNATURE,
} from '@mingjing/tlog';
import {
  bytes,
  chainId,
  commit,
  firstSeats,
  genesis,
  trustedGenesisHash,
} from '../../proofs/test/chain.ts';
import { Exporter, type ExporterParts } from '../src/index.ts';

export const NODE = 'node-a';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Time of the first entry; one follows each minute. */
const START = genesis.time + 20 * DAY;
export const minute = (n: number) => START + n * MINUTE;

const seedFor = (name: string, purpose: number) =>
  bytes(32, 1 + [...name].reduce((sum, each) => sum + each.charCodeAt(0), 0)).fill(purpose, 0, 1);
const signerOf = (name: string, purpose: number) => signerFromSeed(seedFor(name, purpose));
export const secretKey = bytes(32, 0x5a);

export type Entry = readonly [kind: RegistryKindName, id: string | Uint8Array, value: unknown];

/** A node of the chain with the keys of its journal and its statements. */
export function nodeEntry(id: string, change: object = {}): Entry {
  const keys = [KeyPurpose.journal, KeyPurpose.statement].map((purpose) => ({
    ...{ purpose, publicKey: signerOf(id, purpose).publicKey, possession: bytes(64, 1) },
  }));
  const role = NodeRole.full;
  const node = { id, organisation: 'org-a', role, keys, power: 0, revokedHeight: 0 };
  return ['node', id, { ...node, ...change }];
}

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

/** The chain after a block whose registry has these entries. */
function chainOf(entries: readonly Entry[]) {
  const registry = new Registry(chainId);
  registry.load(
    entries.map(([kind, id, value]) => {
      const codec = registryCodecs[kind] as { encode(each: unknown): Uint8Array };
      return [registryKey(kind, id), codec.encode(value)];
    }),
  );
  const [records, replayRoot, time] = [emptyRange(), bytes(32, 6), genesis.time + 10 * DAY];
  const stateRoot = stateRootOf(chainId, registry.root, rangeRoot(records), replayRoot);
  const { headerBytes, certificate } = commit(firstSeats, { height: 9, stateRoot, time });
  const tip = { header: headerCodec.decode(headerBytes), certificate };
  return {
    ...{ genesisBytes: genesisCodec.encode(genesis), tip },
    state: { chainId, registry, records, replay: { rootWith: () => replayRoot }, time },
  };
}

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
    const personKeys = await PersonKeyFile.open({ path: join(folder, 'person-keys') });
    const clock = { now: START };
    const journal = await openJournal({
      ...{ chainId, nodeId: NODE, signer: signerOf(NODE, KeyPurpose.journal), personKeys },
      folder: join(folder, 'journal'),
      clock: { now: () => clock.now, monotonicUs: () => clock.now * 1000 },
    });
    return new ExportedHome({ folder, journal, personKeys, clock });
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

/** A checkpoint with the cosignature of a witness. */
export function cosigned(note: string, witness: string): string {
  const parsed = parseNote(Buffer.from(note));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { publicKey, sign } = signerOf(witness, KeyPurpose.journal);
  const key = noteKey(witnessName(chainId, witness), TYPE_COSIGNATURE, publicKey);
  const { text, signatures } = parsed.value;
  const added = cosignCheckpoint(text, key, 1_790_000_001, sign);
  return formatNote({ text, signatures: [...signatures, added] });
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
