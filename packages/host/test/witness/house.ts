// A chain node with its journal on a real disk, and whoever witnesses it, without a network.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyId } from '@mingjing/crypto';
import { type Signer, signerFromSeed, verify } from '@mingjing/crypto/node';
import type { RegistryReader } from '@mingjing/execution';
import { type Journal, openJournal, openJournalCopy, PersonKeyFile } from '@mingjing/journal';
import { AlarmBook, JournalWatch, type Sight } from '@mingjing/oversight';
import {
  JournalSource,
  type JournalSourceName,
  KeyPurpose,
  type LogCheckpoint,
  type Node,
  NodeRole,
  type Request,
  type Response,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { loadWitnessed } from '../../src/witness/copied-state.ts';
import { Cosigner } from '../../src/witness/cosigner.ts';
import { JournalServer } from '../../src/witness/journal-server.ts';
import { NodePuller, type StatedRoot } from '../../src/witness/node-puller.ts';

export const CHAIN_ID = 'test-0123456789abcdef';
export const NODE_ID = 'node-a';
/** Node ids by role; each has keys of its own. */
export const ROLES = {
  [NODE_ID]: NodeRole.validator,
  'node-b': NodeRole.validator,
  watch: NodeRole.supervision,
  'watch-2': NodeRole.supervision,
} as const;
export type NodeName = keyof typeof ROLES;

export const signers = (name: NodeName) => {
  const place = Object.keys(ROLES).indexOf(name);
  const signer = (purpose: number): Signer =>
    signerFromSeed(new Uint8Array(32).fill(16 * purpose + place));
  return { journal: signer(3), statement: signer(4) };
};

export function cosignerKeys(name: NodeName) {
  const { journal, statement } = signers(name);
  return { journal, signStatement: (signing: Uint8Array) => statement.sign(signing) };
}

function nodeOf(name: NodeName): Node {
  const { journal, statement } = signers(name);
  const enrolled = (purpose: number, { publicKey }: Signer) => ({
    ...{ purpose, publicKey, proof: new Uint8Array(0), id: keyId(publicKey) },
  });
  const keys = [
    enrolled(KeyPurpose.journal, journal),
    enrolled(KeyPurpose.statement, statement),
  ] as unknown as Node['keys'];
  const place = { region: '', location: new Uint8Array(0) };
  const role = ROLES[name];
  return { id: name, organisation: 'jia', role, keys, power: 1, revokedHeight: 0, ...place };
}

export class House {
  readonly folder = mkdtempSync(join(tmpdir(), 'witness-'));
  readonly alarms = new AlarmBook();
  readonly refusals: string[] = [];
  readonly anchors = new Map<JournalSourceName, LogCheckpoint>();
  readonly stated = new Map<JournalSourceName, StatedRoot[]>();
  readonly disposedTo = new Map<JournalSourceName, number>();
  readonly disposals: string[] = [];
  readonly refreshed: string[] = [];
  readonly asked: Omit<Request, 'id'>[] = [];
  /** Questions that the node leaves without an answer. */
  withheld: (request: Omit<Request, 'id'>) => boolean = () => false;
  now = 1_000_000;
  owner: NodeName = NODE_ID;
  readonly registry = {
    get: (kind: string, id: string) => {
      return kind === 'node' && Object.hasOwn(ROLES, id) ? nodeOf(id as NodeName) : undefined;
    },
    all: (kind: string) =>
      kind === 'node' ? Object.keys(ROLES).map((id) => nodeOf(id as NodeName)) : [],
  } as unknown as RegistryReader;
  #journal: Journal | undefined;
  #server: JournalServer | undefined;

  get journal(): Journal {
    if (this.#journal === undefined) throw new Error('the journal is not open');
    return this.#journal;
  }

  get server(): JournalServer {
    if (this.#server === undefined) throw new Error('the journal is not open');
    return this.#server;
  }

  async open(folder = 'journal'): Promise<void> {
    this.#journal = await openJournal({
      folder: join(this.folder, folder),
      ...{ chainId: CHAIN_ID, nodeId: this.owner, signer: signers(this.owner).journal },
      personKeys: await PersonKeyFile.open({ path: join(this.folder, 'person-keys') }),
      clock: { now: () => this.now, monotonicUs: () => this.now * 1000 },
    });
    this.#server = new JournalServer({
      ...{ chainId: CHAIN_ID, nodeId: this.owner, journal: this.journal, verify },
      registry: () => this.registry,
      refused: (peer, reason) => this.refusals.push(`${peer} ${reason}`),
    });
  }

  async grow(source: JournalSourceName, count: number): Promise<void> {
    const entry = { source, event: 'read', result: 'done' } as const;
    await this.journal.appendMany(Array.from({ length: count }, () => entry));
    this.now += 1000;
  }

  anchor(source: JournalSourceName): void {
    const number = JournalSource[source];
    const log = this.journal.logs().find((each) => each.source === number);
    if (log !== undefined) this.anchors.set(source, log);
  }

  /** The answer to a question; undefined when it is refused. */
  async ask(peer: string, request: Omit<Request, 'id'>): Promise<Response | undefined> {
    this.asked.push(request);
    if (this.withheld(request)) return undefined;
    const answer = await this.server.answer(peer, { ...request, id: 1 });
    return answer?.refusal === undefined && answer !== undefined ? { ...answer, id: 1 } : undefined;
  }

  /** A witness that goes on from its copy, if there is one. */
  async witness(name: NodeName = 'watch', sight: Sight = 'stubs-and-bodies') {
    const folder = join(this.folder, 'witness', name);
    const copy = await openJournalCopy({ folder, chainId: CHAIN_ID, nodeId: this.owner });
    const states = new Map(
      await Promise.all(
        SOURCE_NAMES.map(async (source) => [source, await loadWitnessed(copy, source)] as const),
      ),
    );
    const watch = new JournalWatch(CHAIN_ID, verify, this.alarms, sight);
    const journalKeys = [signers(this.owner).journal.publicKey];
    const node = { nodeId: this.owner, journalKeys, disposedTo: new Map() };
    watch.setNodes([node], (_, source) => states.get(source), this.now);
    const cosigner = new Cosigner({ chainId: CHAIN_ID, nodeId: name }, cosignerKeys(name));
    const puller = new NodePuller(copy, watch, cosigner, {
      ask: (request) => this.ask(name, request),
      anchored: (source) => this.anchors.get(source),
      stated: (source) => this.stated.get(source) ?? [],
      disposedTo: (source) => this.disposedTo.get(source) ?? 0,
      disposing: async (source, from, to) => {
        this.disposals.push(`${source} ${from}-${to}`);
      },
      disposed: (source, from, to) => {
        this.refreshed.push(`${source} ${from}-${to}`);
      },
      now: () => this.now,
      judged: () => undefined,
    });
    const round = async () => {
      await puller.round(() => false);
      watch.tick(this.now);
    };
    const verified = (source: JournalSourceName) =>
      puller.kept(source) ?? states.get(source)?.verified;
    return { copy, watch, cosigner, round, verified };
  }

  alarmsNow(): string[] {
    return this.alarms.open().map(({ rule, nodes }) => `${rule} ${nodes.join()}`);
  }

  async remove(): Promise<void> {
    await this.#journal?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
