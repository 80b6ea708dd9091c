// Erasure on a chain whose blocks a test makes: restricted at once, shredded when the time has run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FilePort,
  type Journal,
  nodeFiles,
  openEntry,
  openJournal,
  PersonKeyFile,
} from '@mingjing/journal';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { key, START, TestChain } from '../../execution/test/chain.ts';
import { FakeDisk, POWER_LOSSES } from '../../journal/test/fake-disk.ts';
import { JournalSearch } from '../src/index.ts';
import { ErasureEngine, LOOK_MS } from '../src/retention/erasure-engine.ts';

const NODE = 'node-a';

/** A program with its journal and keys on a disk, beside a chain. */
class Program {
  readonly chain: TestChain;
  readonly errors: unknown[] = [];
  readonly restricted: string[] = [];
  keys!: PersonKeyFile;
  journal!: Journal;
  engine!: ErasureEngine;

  constructor(chain: TestChain) {
    this.chain = chain;
  }

  async open(root: string, files: FilePort = nodeFiles): Promise<this> {
    this.keys = await PersonKeyFile.open({ path: `${root}/person-keys`, files });
    this.journal = await openJournal({
      ...{ folder: `${root}/journal`, chainId: this.chain.state.chainId, nodeId: NODE, files },
      ...{ signer: key(`${NODE} journal`), personKeys: this.keys },
      clock: { now: () => START, monotonicUs: () => 0 },
    });
    this.engine = new ErasureEngine({
      ...{ nodeId: NODE, journal: this.journal, keys: this.keys },
      state: () => this.chain.state,
      restricted: (person) => this.restricted.push(person),
      onError: (error) => this.errors.push(error),
    });
    return this;
  }

  async write(): Promise<void> {
    const entries = ['alice', 'bob', 'alice'].map((id) => ({
      ...({ source: 'publish', event: 'record-published', result: 'done' } as const),
      actor: { type: 'user', id } as const,
      personal: { sourceAddress: '192.0.2.7', sourcePort: 1, subject: '张三' },
    }));
    await this.journal.appendMany(entries);
  }

  async look(hasChanges = true): Promise<void> {
    this.engine.afterBlock(hasChanges);
    await this.engine.idle();
  }

  isRestricted = (person: string) => this.chain.state.registry.get('erasure', person) !== undefined;

  /** What is left of the personal groups of each entry. */
  async personals(): Promise<string[]> {
    const { chainId } = this.chain.state;
    const { isRestricted } = this;
    return (await this.journal.readRange('publish', 0, 9)).map(({ stub, body }) => {
      if (body === undefined) return 'no body';
      const { personal } = openEntry(chainId, { stub, body }, this.keys, { isRestricted });
      return typeof personal === 'string' ? personal : personal.sourceAddress;
    });
  }

  async told(): Promise<string[]> {
    return (await this.journal.readRange('maintenance', 0, 99)).map(({ body }) => {
      if (body === undefined) throw new Error('no body');
      const { event } = frameGroupCodec.decode(body.frame.stored);
      return `${event} ${actGroupCodec.decode(body.act.stored).object}`;
    });
  }
}

let folder: string;
let chain: TestChain;
let program: Program;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-erasure-'));
  chain = new TestChain();
  program = await new Program(chain).open(folder);
  await program.write();
});
afterEach(async () => {
  await program.journal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Erases alice; when her key is to be destroyed, by block time. */
function erase(): number {
  expect(chain.act('security-a', { retentionErase: { userId: 'alice' } })).toBe('done');
  return chain.state.registry.get('erasure', 'alice')?.shredAt ?? 0;
}

const OPEN = '192.0.2.7';

describe('a person whose data is erased', () => {
  it('is restricted with the block, and others are not', async () => {
    expect(await program.personals()).toEqual([OPEN, OPEN, OPEN]);
    erase();
    expect(await program.personals()).toEqual(['restricted', OPEN, 'restricted']);
    expect(program.keys.has('alice')).toBe(true);
  });

  it('is found by nothing personal from then on, and nothing is taken for damage', async () => {
    const own = {
      ...{ journal: program.journal, keys: program.keys, chainId: chain.state.chainId },
      ...{ nodeId: NODE, organisation: 'org-a', isRestricted: program.isRestricted },
    };
    const errors: unknown[] = [];
    const search = await JournalSearch.open({
      ...{ path: join(folder, 'search', 'index'), own },
      onError: (error) => errors.push(error),
    });
    const found = async (query: { text?: string; actor?: string; address?: string }) => {
      const result = await search.search(query);
      if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
      return result.hits.map(({ document }) => document.position);
    };
    await search.indexer.caughtUp();
    expect(await found({ text: '张三' })).toEqual([2, 1, 0]);
    erase();
    // The rows still hold it; what is shown is what the log gives.
    expect(await found({ text: '张三' })).toEqual([1]);
    search.indexer.withdraw('alice');
    await search.indexer.caughtUp();
    expect(await found({ address: OPEN })).toEqual([1]);
    expect(await found({ actor: 'alice' })).toEqual([2, 0]);
    expect(await search.indexer.verify()).toBe(true);
    await program.keys.remove('alice');
    expect(await found({ actor: 'alice' })).toEqual([2, 0]);
    expect(await search.indexer.verify()).toBe(true);
    expect(await program.told()).toEqual([]);
    expect(errors).toEqual([]);
    await search.close();
  });

  it('is shredded when the last period has run, no sooner, and the journal says so', async () => {
    const shredAt = erase();
    await program.look();
    expect(program.restricted).toEqual(['alice']);
    chain.block([], shredAt - 1);
    await program.look();
    expect(program.keys.has('alice')).toBe(true);
    expect(await program.told()).toEqual([]);
    chain.block([], shredAt);
    await program.look(false);
    expect(program.keys.has('alice')).toBe(true);
    chain.block([], shredAt - 1 + LOOK_MS);
    await program.look(false);
    expect(await program.personals()).toEqual(['shredded', OPEN, 'shredded']);
    expect(await program.told()).toEqual(['person-shredded alice']);
    await program.look();
    expect(await program.told()).toEqual(['person-shredded alice']);
    expect(await program.journal.verify()).toMatchObject({ ok: true });
    expect(program.restricted).toEqual(['alice']);
    expect(program.errors).toEqual([]);
  });

  it('is not shredded under a hold, and is when it ends', async () => {
    const shredAt = erase();
    const scope = { nodeId: '', source: 0, fromTime: 0, toTime: 0, userId: 'alice' };
    const retentionHold = { scope, basis: 3, expiresAt: shredAt + 5000 };
    expect(chain.act('inspector', { retentionHold })).toBe('done');
    chain.block([], shredAt + 4000);
    await program.look();
    expect(await program.personals()).toEqual(['restricted', OPEN, 'restricted']);
    chain.block([], shredAt + 6000);
    await program.look();
    expect(await program.personals()).toEqual(['shredded', OPEN, 'shredded']);
  });

  it('goes from other stores too, also where the journal knows nothing of him', async () => {
    const held = new Set(['alice', 'bob']);
    const store = {
      has: (person: string) => held.has(person),
      shred: vi.fn(async (person: string) => {
        held.delete(person);
      }),
    };
    await program.keys.remove('alice');
    program.engine.also(store);
    const shredAt = erase();
    await program.look();
    expect(store.shred).not.toHaveBeenCalled();
    chain.block([], shredAt);
    store.shred.mockRejectedValueOnce(new Error('the disk is full'));
    await program.look();
    expect([...held, program.errors.length]).toEqual(['alice', 'bob', 1]);
    // What failed is tried again with the next block.
    await program.look(false);
    expect([...held]).toEqual(['bob']);
    expect(await program.told()).toEqual(['person-shredded alice', 'person-shredded alice']);
  });

  it('is looked for at once in a store that comes later', async () => {
    chain.block([], erase());
    await program.look();
    const shred = vi.fn(async () => undefined);
    program.engine.also({ has: (person) => person === 'alice', shred });
    await program.look(false);
    expect(shred).toHaveBeenCalledExactlyOnceWith('alice');
  });

  it('has no key for long when one is made later', async () => {
    chain.block([], erase());
    await program.look();
    await program.write();
    expect(program.keys.has('alice')).toBe(true);
    await program.look();
    expect(program.keys.has('alice')).toBe(false);
    expect(await program.told()).toEqual(['person-shredded alice', 'person-shredded alice']);
  });
});

it('a loss of power at any operation destroys one key or none, and is told of first', async () => {
  const disk = new FakeDisk();
  const writer = await new Program(chain).open('/home', disk);
  await writer.write();
  await writer.journal.close();
  chain.block([], erase());
  const shred = async (on: FakeDisk) => {
    const running = await new Program(chain).open('/home', on);
    const from = on.operations.length;
    await running.look();
    return { from, to: on.operations.length };
  };
  const { from, to } = await shred(disk.afterPowerLoss('keep'));
  expect(to - from).toBeGreaterThan(6);
  for (let at = from + 1; at <= to; at++) {
    const failing = disk.afterPowerLoss('keep');
    failing.failing = (_, number) => (number >= at ? new Error('power') : undefined);
    await shred(failing);
    for (const loss of POWER_LOSSES) {
      const found = await new Program(chain).open('/home', failing.afterPowerLoss(loss));
      expect(found.keys.has('bob')).toBe(true);
      if (!found.keys.has('alice')) expect(await found.told()).toContain('person-shredded alice');
      await found.look();
      expect(await found.personals()).toEqual(['shredded', OPEN, 'shredded']);
      expect(await found.told()).toContain('person-shredded alice');
      expect(found.errors).toEqual([]);
      await found.journal.close();
    }
  }
});
