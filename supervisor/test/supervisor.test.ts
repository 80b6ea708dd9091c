// A supervision node beside a real chain of four organisations, all in this process.
import { join } from 'node:path';
import { caseHash, composeTransaction, createClient, limitMessage } from '@mingjing/client';
import { bytesToHex, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { type Alarm, type Evidence, type Head, ORDER_BLOCKS } from '@mingjing/oversight';
import { verifyReceipt } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  JournalSource,
  signedStatement,
  Tag,
  tipCodec,
  tipSignable,
} from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestChain, until } from './chain.ts';

let chain: TestChain;
let ids: string[];

beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  await chain.startSupervisor();
  ids = await chain.publish('first', 'second', 'third');
  await until(async () => (await chain.get('/v1/records')).items.length === 3);
});

afterAll(async () => {
  await chain?.stop();
  expect(chain?.failures).toEqual([]);
});

function supervisionEntries(): number {
  const logs = chain.supervisor.host.journal.logs();
  return logs.find(({ source }) => source === JournalSource.supervision)?.size ?? 0;
}

describe('the situation', () => {
  it('states what was verified, what agrees, and which journals are whole', async () => {
    await until(async () => (await chain.get('/v1/situation')).heads.agreeing === 4);
    const { coverage, journals, heads, nodes } = await chain.get('/v1/situation');
    expect(coverage).toMatchObject({ state: 'proved', from: 1, gaps: 0, blame: [] });
    expect(coverage.to).toBeGreaterThan(1);
    expect(coverage.expected_height).toBeGreaterThanOrEqual(coverage.to - 1);
    expect(journals).toMatchObject({ blame: [], of: 4 });
    expect(heads).toMatchObject({ state: 'proved', agreeing: 4, of: 4, one_correct: true });
    expect(nodes.map((node: { node_id: string }) => node.node_id)).toEqual(
      chain.validatorIds.sort(),
    );
    expect(await chain.get('/v1/validators')).toMatchObject({
      items: chain.validatorIds.sort().map((id) => ({ node_id: id, power: 1, standing: 'agrees' })),
    });
  });

  it('says what room the own journal has, which is an alarm only when it is known', async () => {
    const { journal_space: space } = await chain.get('/v1/situation');
    expect(space).toMatchObject({ level: 'unknown', limit: 'disk', budget_bytes: null });
    expect(space.room_bytes).toBeGreaterThan(0);
    const { items } = await chain.get('/v1/alarms');
    const rules = items.map(({ rule }: { rule: string }) => rule);
    expect(rules.filter((rule: string) => rule.startsWith('journal-space'))).toEqual([]);
  });

  it('counts journals that are whole, each with all its entries, and since when', async () => {
    await until(async () => (await chain.get('/v1/situation')).journals.measured === 4);
    const { journals, nodes } = await chain.get('/v1/situation');
    expect(journals).toMatchObject({ state: 'proved', blame: [], of: 4 });
    expect(Math.abs(Date.now() - journals.as_of)).toBeLessThan(60_000);
    const ids = nodes.map((node: { node_id: string }) => node.node_id);
    expect(journals.nodes.map((node: { node_id: string }) => node.node_id)).toEqual(ids);
    for (const { state, entries } of journals.nodes) {
      expect(state).toBe('proved');
      expect(entries).toBeGreaterThan(0);
    }
  });

  it('has state roots computed here that are those of a validator', async () => {
    const { items, computed_by } = await chain.get('/v1/state-roots?from=1&to=3');
    expect(computed_by).toBe('supervision');
    expect(items).toHaveLength(3);
    const client = createClient({ baseUrl: chain.nodeUrl() });
    for (const { height, state_root: root, block_id: id } of items) {
      const block = await client.block(height);
      expect([root, id]).toEqual([block.header.state_root, block.block_id]);
      const own = await chain.get(`/v1/blocks/${height}`);
      expect(own).toMatchObject({ block_id: id, state_root: root, certificate: { of: 4 } });
      expect(own.checks.map(({ state }: { state: string }) => state)).toEqual(
        Array(4).fill('proved'),
      );
    }
    expect(await chain.get('/v1/state-roots?from=1&to=501')).toMatchObject({
      code: 'range-too-wide',
    });
  });

  it('follows live by server-sent events', async () => {
    const stop = new AbortController();
    const response = await chain.fetch('/v1/events', { signal: stop.signal });
    let text = '';
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await until(async () => {
      text += (await reader?.read())?.value ?? '';
      return text.includes('event: situation');
    });
    stop.abort();
    expect(text).toContain('"coverage"');
  });
});

describe('records', () => {
  it('come latest first in pages, each with its checks in order', async () => {
    const first = await chain.get('/v1/records?limit=2');
    const second = await chain.get(`/v1/records?limit=2&cursor=${first.next_cursor}`);
    const items = [...first.items, ...second.items];
    expect(items.map(({ id }) => id)).toEqual([...ids].reverse());
    expect(second.next_cursor).toBeNull();
    for (const { badge, checks } of items) {
      expect(badge).toBe('proved');
      expect(checks.map(({ name }: { name: string }) => name).join(' ')).toBe(
        'signature transactions_root result state_root certificate attachments',
      );
      expect(checks[4].value).toMatch(/^[34]\/4$/);
      expect(checks[5].value).toBe('2/2');
    }
    expect(await chain.get('/v1/records?cursor=bm8')).toMatchObject({ code: 'bad-cursor' });
  });

  it('have receipts that hold offline', async () => {
    const response = await chain.fetch(`/v1/records/${ids[0]}/receipt`);
    const receipt = new Uint8Array(await response.arrayBuffer());
    const trustedGenesisHash = genesisHash(genesisCodec.encode(chain.supervisor.host.genesis));
    const verdict = verifyReceipt(receipt, { trustedGenesisHash, verify });
    expect(verdict.ok && verdict.value.records.map(({ id }) => bytesToHex(id))).toEqual([ids[0]]);
  });

  it('lose their badge when their content is gone', async () => {
    const { store } = chain.supervisor.host;
    const id = ids[2] ?? '';
    const { attachments } = await createClient({ baseUrl: chain.nodeUrl() }).record(id);
    const commitment = Uint8Array.from(Buffer.from(attachments[0]?.commitment ?? '', 'hex'));
    const held = await store.attachment(commitment);
    if (held === undefined) throw new Error('the attachment is not held');
    await store.deleteAttachments([commitment]);
    const record = await chain.get(`/v1/records/${id}`);
    expect(record.badge).toBe('unknown');
    expect(record.checks[5]).toMatchObject({ state: 'unknown', value: '1/2' });
    await store.putAttachments([{ commitment, ...held }]);
    expect((await chain.get(`/v1/records/${id}`)).badge).toBe('proved');
  });

  it('that nobody published are not found', async () => {
    const unknown = await chain.get(`/v1/records/${'0'.repeat(72)}`);
    expect(unknown).toMatchObject({
      status: 404,
      code: 'record-unknown',
      title: expect.any(String),
    });
  });
});

describe('reads are acts', () => {
  it.each([
    '/v1/situation',
    '/v1/validators',
    '/v1/alarms',
    '/v1/records',
    '/v1/blocks/1',
    '/v1/state-roots?from=1&to=2',
  ])('%s leaves one entry before its answer', async (path) => {
    const before = supervisionEntries();
    await chain.get(path);
    expect(supervisionEntries()).toBe(before + 1);
  });

  it('and pages and probes are none', async () => {
    const before = supervisionEntries();
    for (const path of ['/account/', '/livez', '/readyz', '/metrics']) {
      expect((await fetch(chain.consoleUrl(path))).status).toBe(200);
    }
    const start = await fetch(chain.consoleUrl('/'), { redirect: 'manual' });
    expect([start.status, start.headers.get('location')]).toEqual([302, '/console/']);
    expect(supervisionEntries()).toBe(before);
  });
});

describe('nothing is written to the chain', () => {
  it.each(['/v1/transactions', '/v1/records', '/v1/situation', '/v1/orders'])(
    'POST %s is no route',
    async (path) => {
      const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
      const response = await fetch(chain.consoleUrl(path), init);
      expect([404, 405]).toContain(response.status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  it('the replica signs nothing of its own', async () => {
    const value = { nodeId: 'supervision', logs: [], witnessed: [] };
    const { replica } = chain.supervisor.host;
    expect(await replica.submitOwn({ type: 'retentionAnchor', value })).toBeUndefined();
  });

  it('and no validator takes what its statement key signs', async () => {
    const paths = homePaths(chain.supervisionHome);
    const { seed, publicKey } = loadKeyFile(paths.key('statement'));
    const { bytes } = composeTransaction({
      chainId: chain.supervisor.host.replica.chain.chainId,
      message: { type: 'recordsWithdraw', value: { recordId: new Uint8Array(36), reason: 1 } },
      validUntil: Date.now() + 60_000,
      unique: randomBytes(16),
      keyId: keyId(publicKey),
      sign: signerFromSeed(seed).sign,
    });
    const client = createClient({ baseUrl: chain.nodeUrl() });
    const { results } = await client.submit([{ transaction: bytes, attachments: [] }]);
    expect(results).toMatchObject([{ status: 'refused', reason: 'signer-not-allowed' }]);
  });
});

describe('alarms', () => {
  it('name a node that says other things than was verified here, with both heads', async () => {
    const { seed } = loadKeyFile(homePaths(homeOf('yi-validator')).key('statement'));
    const { replica } = chain.supervisor.host;
    await until(async () => {
      const { nodes, height } = await chain.get('/v1/situation');
      const told = nodes.map((each: { height: number }) => each.height);
      return told.every((each: number) => each === height) && replica.chain.height === height;
    });
    const { chainId, height, blockId: real, stateRoot } = replica.chain.state;
    const blockId = new Uint8Array(32).fill(7);
    const said = { chainId, nodeId: 'yi-validator', height, blockId, stateRoot, time: Date.now() };
    const { statement, signing } = tipSignable(chainId, said);
    const signature = signerFromSeed(seed).sign(signing);
    replica.handler.envelope('yi-validator', { tip: { tip: statement, signature } });
    const { heads } = await chain.get('/v1/situation');
    expect(heads.state).toBe('failed');
    expect(heads.blame[0]).toMatchObject({ rule: 'fork', nodes: ['yi-validator'] });
    const { items } = await chain.get('/v1/alarms?state=open');
    const forks = items.filter(({ rule }: Alarm) => rule === 'fork') as Alarm[];
    // Against the block that was verified here, and against what the node itself said of it.
    const own = { height, blockId: bytesToHex(real), stateRoot: bytesToHex(stateRoot) };
    const told = { nodeId: 'yi-validator', height, blockId: bytesToHex(blockId) };
    const honest = { height, blockId: own.blockId, stateRoot: own.stateRoot };
    expect(forks.map(({ evidence }) => evidence)).toMatchObject([
      { kind: 'head-against-own', head: told, own, agreeing: honest },
      { kind: 'heads', first: { nodeId: 'yi-validator', ...honest }, second: told },
    ]);
    for (const head of forks.flatMap(({ evidence }) => headsOf(evidence))) {
      expect([head.nodeId, isSigned(head)]).toEqual([head.nodeId, true]);
    }
  });

  it('name the proposer that holds an order and puts it into no block', async () => {
    const { replica } = chain.supervisor.host;
    const file = join(chain.testnet.genesisFile, '..', 'officers', 'inspector-1.json');
    const { seed, publicKey } = loadKeyFile(file);
    const deadline = Date.now() + 3_600_000;
    const { bytes, id } = composeTransaction({
      chainId: replica.chain.chainId,
      message: limitMessage('user-1', deadline, {
        ...{ basis: 1, reason: 1, caseHash: caseHash('a case'), deadline, isDrill: true },
      }),
      validUntil: Date.now() + 120_000,
      unique: randomBytes(16),
      keyId: keyId(publicKey),
      sign: signerFromSeed(seed).sign,
    });
    const items = [{ transaction: bytes, attachments: [] }];
    // Nobody else has it: it looks as if this node kept it back.
    replica.handler.envelope('yi-validator', { poolBatch: { items } });
    const withheld = async () => {
      const { items: alarms } = await chain.get('/v1/alarms?state=open');
      return alarms.find(({ rule }: { rule: string }) => rule === 'order-withheld');
    };
    await chain.publish(...Array.from({ length: ORDER_BLOCKS + 2 }, (_, n) => `text ${n}`));
    await until(async () => (await withheld()) !== undefined);
    const evidence = { kind: 'order', id: bytesToHex(id) };
    expect(await withheld()).toMatchObject({
      severity: 'major',
      nodes: ['yi-validator'],
      evidence,
    });
    await createClient({ baseUrl: chain.nodeUrl() }).submit(items);
    await until(async () => (await withheld()) === undefined);
  });

  it('name a silent node, survive a restart, and clear when it speaks again', async () => {
    await chain.stopNode('ding-validator');
    const stalled = async () => {
      const { items } = await chain.get('/v1/alarms');
      return items.find(({ rule }: { rule: string }) => rule === 'tip-stalled');
    };
    await until(async () => (await stalled()) !== undefined);
    expect(await stalled()).toMatchObject({ state: 'open', nodes: ['ding-validator'] });
    // A deadline is set when the desk looks at an alarm, which may be meanwhile.
    const all = async (): Promise<{ state: string }[]> =>
      (await chain.get('/v1/alarms')).items.map(
        ({ due_at: _, ...alarm }: { due_at: unknown; state: string }) => alarm,
      );
    const before = await all();
    await chain.stopSupervisor();
    await chain.startSupervisor();
    expect(await all()).toEqual(before);
    expect((await chain.get('/v1/situation')).heads.state).toBe('failed');
    await chain.startValidators(['ding-validator']);
    await until(async () => (await stalled())?.state === 'cleared');
    const open = before.filter(({ state }) => state === 'open');
    expect((await chain.get('/v1/alarms?state=open')).items.length).toBe(open.length - 1);
  });
});

function homeOf(nodeId: string): string {
  return chain.testnet.homes.find((each) => each.nodeId === nodeId)?.home ?? '';
}

/** The signed heads of an alarm. */
function headsOf(evidence: Evidence): Head[] {
  if (evidence.kind === 'heads') return [evidence.first, evidence.second];
  if (evidence.kind !== 'head-against-own' || evidence.agreeing === null) return [];
  return [evidence.head, evidence.agreeing];
}

/** Whether a head stands alone: its node signed it, and it says what the alarm says. */
function isSigned({ nodeId, tip, signature, height, blockId, stateRoot }: Head): boolean {
  const { chainId } = chain.supervisor.host.replica.chain;
  const { publicKey } = loadKeyFile(homePaths(homeOf(nodeId)).key('statement'));
  const bytes = Buffer.from(tip, 'hex');
  const signing = signedStatement(Tag.tip, chainId, bytes);
  const said = tipCodec.decode(bytes);
  const isSame =
    said.height === height &&
    bytesToHex(said.blockId) === blockId &&
    bytesToHex(said.stateRoot) === stateRoot;
  return isSame && verify(publicKey, signing, Buffer.from(signature, 'hex'));
}
