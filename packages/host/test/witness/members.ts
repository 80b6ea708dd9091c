// Members of a chain whose blocks a test makes: journals and copies on a real disk, no network.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import { checkTransaction, DAY_MS, historyOf, type Outcome } from '@mingjing/execution';
import { type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { NetworkError } from '@mingjing/network';
import { AlarmBook } from '@mingjing/oversight';
import {
  actGroupCodec,
  copyStatementCodec,
  frameGroupCodec,
  JournalSource,
  type ParsedTransaction,
  passed,
  type Request,
  type RetentionDisposal,
  refused,
} from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import { expect, vi } from 'vitest';
import { key, TestChain } from '../../../execution/test/chain.ts';
import type { Host } from '../../src/host.ts';
import { DisposalEngine } from '../../src/retention/disposal-engine.ts';
import { Cosigner } from '../../src/witness/cosigner.ts';
import { JournalServer } from '../../src/witness/journal-server.ts';
import { Witness } from '../../src/witness/witness.ts';

const ROUND_MS = 10;

/** A node with its journal, its disposals, and its copies of the journals it stands in for. */
export class Member {
  readonly nodeId: string;
  readonly folder: string;
  readonly refusals: string[] = [];
  readonly failures: unknown[] = [];
  readonly alarms = new AlarmBook();
  readonly #members: Members;
  #parts: { journal: Journal; server: JournalServer; engine: DisposalEngine } | undefined;
  #witness: Witness | undefined;

  constructor(members: Members, nodeId: string) {
    this.#members = members;
    this.nodeId = nodeId;
    this.folder = join(members.folder, nodeId);
  }

  get #opened() {
    if (this.#parts === undefined) throw new Error(`${this.nodeId} is not open`);
    return this.#parts;
  }

  get journal(): Journal {
    return this.#opened.journal;
  }

  get server(): JournalServer {
    return this.#opened.server;
  }

  /** Where its copy of another's journal lies. */
  copyOf(nodeId: string): string {
    return join(this.folder, 'witness', nodeId);
  }

  async open(): Promise<void> {
    const { chain } = this.#members;
    const { chainId } = chain.state;
    const { nodeId } = this;
    const journal = await openJournal({
      ...{ folder: join(this.folder, 'journal'), chainId, nodeId },
      signer: key(`${nodeId} journal`),
      personKeys: await PersonKeyFile.open({ path: join(this.folder, 'person-keys') }),
      clock: { now: () => Date.now(), monotonicUs: () => Date.now() * 1000 },
    });
    const server = new JournalServer({
      ...{ chainId, nodeId, journal, verify, registry: () => chain.state.registry },
      refused: (peer, reason) => this.refusals.push(`${peer} ${reason}`),
    });
    const engine = new DisposalEngine({
      ...{ nodeId, journal, state: () => chain.state },
      submit: (value) => this.#members.submit(nodeId, value),
      disposed: () => undefined,
      onError: (error) => this.failures.push(error),
    });
    this.#parts = { journal, server, engine };
    this.#witness = new Witness(this.#host(journal), {
      ...{ sight: 'stubs-and-bodies', isStandIn: true, roundMs: ROUND_MS, alarms: this.alarms },
      judged: () => undefined,
      failed: (error) => this.failures.push(error),
    });
    await this.#witness.start();
  }

  #host(journal: Journal): Host {
    const { chain } = this.#members;
    const { chainId } = chain.state;
    const statement = key(`${this.nodeId} statement`);
    const signStatement = (signing: Uint8Array) => statement.sign(signing);
    const keys = { journal: key(`${this.nodeId} journal`), signStatement };
    return {
      ...{ nodeId: this.nodeId, journal, paths: { witness: join(this.folder, 'witness') } },
      replica: { chain: { chainId, height: 1, state: chain.state } },
      search: { hold: () => undefined, release: async () => undefined },
      cosigner: new Cosigner({ chainId, nodeId: this.nodeId }, keys),
      network: {
        request: async (peer: string, request: Omit<Request, 'id'>) => {
          const member = this.#members.all.find(({ nodeId }) => nodeId === peer);
          if (!member?.isOpen) throw new NetworkError('PEER_NOT_CONNECTED', { peer });
          return member.server.answer(this.nodeId, { ...request, id: 1 });
        },
      },
    } as unknown as Host;
  }

  /** Its program runs. */
  get isOpen(): boolean {
    return this.#parts !== undefined;
  }

  /** As the program is told of a block, if it runs. */
  async committed(block: CommittedBlock): Promise<void> {
    if (!this.isOpen) return;
    this.#witness?.committed(block);
    this.#opened.engine.afterBlock();
    await this.#opened.engine.idle();
  }

  async write(count: number): Promise<void> {
    const personal = { sourceAddress: '192.0.2.7', sourcePort: 1, subject: '' };
    const actor = { type: 'user', id: 'alice' } as const;
    const entry = { source: 'publish', event: 'record-published', result: 'done', actor } as const;
    await this.journal.appendMany(Array.from({ length: count }, () => ({ ...entry, personal })));
  }

  /** Who stated to hold a copy of the log, as large as it is anchored. */
  async heldBy(): Promise<string[]> {
    const { registry } = this.#members.chain.state;
    const logs = registry.get('anchor', this.nodeId)?.logs ?? [];
    const size = logs.find(({ source }) => source === JournalSource.publish)?.size;
    const copies = (await this.journal.cosigned.latest('publish'))?.copies ?? [];
    const statements = copies.map(({ statement }) => copyStatementCodec.decode(statement));
    const whole = statements.filter((each) => each.size === size);
    return [...new Set(whole.map(({ holder }) => holder))].sort();
  }

  disposedTo(): number {
    const { registry } = this.#members.chain.state;
    return historyOf(registry, this.nodeId, JournalSource.publish).disposedTo;
  }

  /** Maintenance entries that tell of copies and disposals: event, object, and reason or range. */
  async told(): Promise<string[]> {
    const entries = await this.journal.readRange('maintenance', 0, 4000);
    return entries.flatMap(({ body }) => {
      if (body === undefined) return [];
      const { event, reason } = frameGroupCodec.decode(body.frame.stored);
      const { object, counts } = actGroupCodec.decode(body.act.stored);
      return [[event, object, reason || counts.join('-')].filter(Boolean).join(' ')];
    });
  }

  async close(): Promise<void> {
    await this.#witness?.stop();
    const parts = this.#parts;
    // Nobody is connected any more when a journal is closed.
    this.#parts = undefined;
    await parts?.journal.close();
  }
}

/** Four organisations with a node each; that of the fourth and a supervision node do not run. */
export class Members {
  readonly folder = mkdtempSync(join(tmpdir(), 'members-'));
  readonly chain = new TestChain();
  readonly all = ['a', 'b', 'c'].map((letter) => new Member(this, `node-${letter}`));
  readonly #pending: ParsedTransaction[] = [];

  of(nodeId: string): Member {
    const found = this.all.find((member) => member.nodeId === nodeId);
    if (found === undefined) throw new Error(`there is no member ${nodeId}`);
    return found;
  }

  async open(): Promise<this> {
    vi.useFakeTimers({ toFake: ['Date'], now: this.chain.state.time });
    for (const member of this.all) await member.open();
    return this;
  }

  /** What a node's pool does: judged on the state, then it waits for a block. */
  async submit(nodeId: string, retentionDisposal: RetentionDisposal) {
    const { state, authors } = this.chain;
    const transaction = this.chain.sign(`${nodeId} statement`, { retentionDisposal });
    const code = checkTransaction(state, transaction, state.time + 1000, verify, authors);
    if (code !== 0) return refused(`result-${code}`);
    this.#pending.push(transaction);
    return passed(undefined);
  }

  /** A block of what waits. */
  async block(time = this.chain.state.time + 1000): Promise<void> {
    const transactions = this.#pending.splice(0);
    await this.#tell(this.chain.block(transactions, time), transactions);
  }

  /** Names the supervision node absent, or there again. */
  async nameAbsent(absent: boolean): Promise<void> {
    this.chain.carry({ setAbsence: { nodeId: 'supervisor', absent } });
    await this.#tell(this.chain.outcomes.at(-1)?.outcome);
  }

  /** A day later a node's journal is anchored as it is. */
  async anchor(nodeId: string): Promise<void> {
    const logs = this.of(nodeId).journal.logs();
    const time = this.chain.state.time + DAY_MS;
    const retentionAnchor = { nodeId, logs, witnessed: [] };
    expect(this.chain.act(`${nodeId} statement`, { retentionAnchor }, time)).toBe('done');
    await this.#tell(this.chain.outcomes.at(-1)?.outcome);
  }

  /** The clocks of all go with the chain's. */
  async #tell(outcome: Outcome | undefined, transactions: readonly ParsedTransaction[] = []) {
    const { height, time } = this.chain.state;
    vi.setSystemTime(time);
    const header = { height, proposer: 'node-a', time };
    const block = { executed: { header, outcome, transactions } } as unknown as CommittedBlock;
    for (const member of this.all) await member.committed(block);
  }

  async remove(): Promise<void> {
    for (const member of this.all) await member.close();
    vi.useRealTimers();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const journalKeyOf = (nodeId: string) => key(`${nodeId} journal`).publicKey;
