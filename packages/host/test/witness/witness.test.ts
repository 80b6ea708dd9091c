import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import {
  copyStatementCodec,
  JOURNAL_PAGE_ENTRIES_MAX,
  JournalSource,
  logOrigin,
  signedStatement,
  Tag,
  witnessName,
} from '@mingjing/protocol';
import { noteKey, TYPE_COSIGNATURE, TYPE_ED25519, verifyCheckpoint } from '@mingjing/tlog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { latestEntries } from '../../src/witness/copied-state.ts';
import { PAGES_A_TURN } from '../../src/witness/node-puller.ts';
import { CHAIN_ID, House, NODE_ID, signers } from './house.ts';

let house: House;
beforeEach(async () => {
  house = new House();
  await house.open();
});
afterEach(() => house.remove());

const STALL_MS = 60_000;

describe('a witness', () => {
  it('copies every log, cosigns what it holds, and the copy verifies by itself', async () => {
    await house.grow('access', JOURNAL_PAGE_ENTRIES_MAX + 3);
    await house.grow('auth', 2);
    const { copy, round } = await house.witness();
    await round();
    expect(house.alarmsNow()).toEqual([]);
    await copy.close();
    const { copy: again } = await house.witness();
    const verdict = await again.verify(signers(NODE_ID).journal.publicKey);
    expect(verdict.ok && verdict.sizes.get('access')).toBe(JOURNAL_PAGE_ENTRIES_MAX + 3);
    const cosigned = await house.journal.cosigned.latest('access');
    expect(cosigned).toMatchObject({ size: 515, witnesses: ['watch'], copies: [] });
    const origin = logOrigin(CHAIN_ID, NODE_ID, 'access');
    const name = witnessName(CHAIN_ID, 'watch');
    const checked = verifyCheckpoint(Buffer.from(cosigned?.note ?? ''), {
      origin,
      logKeys: [noteKey(origin, TYPE_ED25519, signers(NODE_ID).journal.publicKey)],
      witnessKeys: [noteKey(name, TYPE_COSIGNATURE, signers('watch').journal.publicKey)],
      verify,
    });
    expect(checked.ok && checked.value.cosignatures).toMatchObject([{ key: { name } }]);
    expect(await house.journal.cosigned.latest('admin')).toBeUndefined();
    await again.close();
  });

  it('lets no log wait until one that is far behind is whole', async () => {
    const pages = 2 * PAGES_A_TURN + 1;
    for (let page = 0; page < pages; page += 1)
      await house.grow('access', JOURNAL_PAGE_ENTRIES_MAX);
    await house.grow('maintenance', 2);
    const { copy, round } = await house.witness();
    await round();
    const asked = house.asked.flatMap(({ journalPage }) => journalPage?.source ?? []);
    const [access, maintenance] = [JournalSource.access, JournalSource.maintenance];
    expect(asked.filter((source) => source === access)).toHaveLength(pages);
    expect(asked.indexOf(maintenance)).toBe(PAGES_A_TURN);
    expect([copy.range('access').size, copy.range('maintenance').size]).toEqual([
      pages * JOURNAL_PAGE_ENTRIES_MAX,
      2,
    ]);
    expect(house.alarmsNow()).toEqual([]);
    await copy.close();
  });

  it('gives up bodies that a certificate covers, of what it compared, and goes on', async () => {
    await house.grow('access', 5);
    house.anchor('access');
    house.disposedTo.set('access', 3);
    const { copy, round } = await house.witness();
    await round();
    expect(house.disposals).toEqual(['access 0-3']);
    const bodies = async () =>
      (await copy.readRange('access', 0, 9)).map(({ body }) => body !== undefined);
    expect(await bodies()).toEqual([false, false, false, true, true]);
    await house.grow('access', 1);
    house.disposedTo.set('access', 6);
    await round();
    // Nothing says yet that its last entry is the one that the chain knows.
    expect(await bodies()).toEqual([false, false, false, true, true, true]);
    house.anchor('access');
    await round();
    expect(await bodies()).toEqual(Array.from({ length: 6 }, () => false));
    expect(house.disposals).toEqual(['access 0-3', 'access 3-6']);
    expect(house.refreshed).toEqual(house.disposals);
    const key = signers(NODE_ID).journal.publicKey;
    expect(await copy.verify(key, () => 6)).toMatchObject({ ok: true });
    expect(house.alarmsNow()).toEqual([]);
    await copy.close();
  });

  it('keeps stubs of a supervision node, whose bodies it never had', async () => {
    await house.journal.close();
    house.owner = 'watch';
    await house.open('watched');
    await house.grow('access', 2);
    house.anchor('access');
    house.disposedTo.set('access', 2);
    const { copy, round } = await house.witness('node-b', 'stubs');
    await round();
    expect([house.disposals, house.refreshed]).toEqual([[], []]);
    await copy.close();
  });

  it('states which anchored part it holds, once, and notices an anchor that differs', async () => {
    await house.grow('access', 4);
    house.anchor('access');
    await house.grow('access', 2);
    const { copy, round } = await house.witness();
    await round();
    const [held] = (await house.journal.cosigned.latest('access'))?.copies ?? [];
    const statement = copyStatementCodec.decode(held?.statement ?? new Uint8Array(0));
    expect(statement).toMatchObject({ holder: 'watch', nodeId: NODE_ID, source: 1, size: 4 });
    const signing = signedStatement(Tag.copy, CHAIN_ID, held?.statement ?? new Uint8Array(0));
    const key = signers('watch').statement.publicKey;
    expect(verify(key, signing, held?.signature ?? new Uint8Array(0))).toBe(true);
    house.asked.length = 0;
    await round();
    expect(house.asked.filter(({ journalCosigned }) => journalCosigned)).toEqual([]);
    house.anchors.set('access', { source: 1, size: 5, root: new Uint8Array(32) });
    await round();
    expect(house.alarmsNow()).toEqual([`journal-altered ${NODE_ID}`]);
    await copy.close();
  });

  it('goes on where it was, and asks for nothing it holds', async () => {
    await house.grow('access', 9);
    const first = await house.witness();
    await first.round();
    await first.copy.close();
    await house.grow('access', 3);
    house.asked.length = 0;
    const second = await house.witness();
    await second.round();
    const pages = house.asked.flatMap(({ journalPage }) => journalPage ?? []);
    expect(pages).toEqual([{ source: 1, from: 9, to: 12, size: 12 }]);
    await second.copy.close();
  });

  it('finds the latest entries of an earlier run again, and few older ones', async () => {
    await house.grow('publish', 1500);
    const since = house.now;
    await house.grow('publish', 2);
    const { copy, round } = await house.witness();
    await round();
    const indexes: number[] = [];
    for await (const { stub } of latestEntries(copy, 'publish', since)) indexes.push(stub.index);
    expect(indexes.slice(0, 2)).toEqual([1501, 1500]);
    expect(indexes.length).toBe(1502);
    for await (const _ of latestEntries(copy, 'publish', house.now + 1)) indexes.push(0);
    expect(indexes.length).toBe(1502 + 1024);
    await copy.close();
  });

  it('that is a chain node sees stubs alone, and cosigns them', async () => {
    await house.remove();
    house = new House();
    house.owner = 'watch';
    await house.open();
    await house.grow('supervision', 6);
    house.anchor('supervision');
    const { copy, watch, round } = await house.witness('node-b', 'stubs');
    await round();
    expect(house.alarmsNow()).toEqual([]);
    expect(watch.log('watch', 'supervision')?.state.verified?.size).toBe(6);
    expect(await copy.verify(signers('watch').journal.publicKey)).toMatchObject({ ok: false });
    const all = () => Number.POSITIVE_INFINITY;
    expect(await copy.verify(signers('watch').journal.publicKey, all)).toMatchObject({ ok: true });
    const cosigned = await house.journal.cosigned.latest('supervision');
    expect(cosigned).toMatchObject({ witnesses: ['node-b'], copies: [] });
    await copy.close();
  });
});

describe('a node that', () => {
  it('withholds one log is named, with that log, and nothing else is held up', async () => {
    const { copy, round } = await house.witness();
    await round();
    await house.grow('access', 2);
    await house.grow('auth', 2);
    house.withheld = ({ journalPage }) => journalPage?.source === 2;
    await round();
    house.now += STALL_MS - 10_000;
    await round();
    expect(house.alarmsNow()).toEqual([]);
    house.now += 20_000;
    await house.journal.heartbeat();
    await round();
    expect(house.alarms.open()).toMatchObject([
      { rule: 'journal-withheld', nodes: [NODE_ID], subject: logOrigin(CHAIN_ID, NODE_ID, 'auth') },
    ]);
    house.withheld = () => false;
    await round();
    expect(house.alarmsNow()).toEqual([]);
    await copy.close();
  });

  it('rolls its journal back is named by the notes it signed before and after', async () => {
    await house.grow('access', 3);
    await house.journal.close();
    const saved = join(house.folder, 'saved');
    cpSync(join(house.folder, 'journal'), saved, { recursive: true });
    await house.open();
    await house.grow('access', 2);
    const first = await house.witness();
    await first.round();
    await first.copy.close();
    await house.journal.close();
    rmSync(join(house.folder, 'journal'), { recursive: true });
    await house.open('saved');
    const second = await house.witness();
    await second.round();
    expect(house.alarms.open()).toMatchObject([
      { rule: 'journal-rolled-back', nodes: [NODE_ID], evidence: { kind: 'notes' } },
    ]);
    // What was verified stays held, and no statement follows from what came after.
    await house.grow('access', 4);
    await second.round();
    expect(second.copy.range('access').size).toBe(5);
    expect(house.alarmsNow()).toContain(`journal-split-view ${NODE_ID}`);
    await second.copy.close();
  });
});

describe('what other nodes state of a log in their anchors', () => {
  it('is compared with the copy, and names both when it differs', async () => {
    await house.grow('access', 5);
    const root = await house.journal.rootAt('access', 3);
    house.stated.set('access', [
      { by: 'node-b', size: 3, root },
      { by: 'node-c', size: 6, root },
    ]);
    const { copy, round } = await house.witness();
    await round();
    expect(house.alarmsNow()).toEqual([]);
    await house.grow('access', 1);
    await round();
    expect(house.alarms.open()).toMatchObject([
      {
        ...{ rule: 'journal-split-view', nodes: [NODE_ID, 'node-c'] },
        evidence: { kind: 'log', index: 6, reason: 'stated-otherwise' },
      },
    ]);
    await copy.close();
  });
});

describe('a question', () => {
  const head = { journalHead: { source: 1, from: 0 } };
  const page = (from: number, to: number, size: number, source = 1) => ({
    journalPage: { source, from, to, size },
  });

  it('is answered only to whom it is for; the others are refused and charged', async () => {
    await house.grow('access', 2);
    for (const [peer, request] of [
      ['node-b', head],
      ['node-b', page(0, 1, 2)],
      [NODE_ID, head],
      ['stranger', head],
    ] as const) {
      const answer = await house.server.answer(peer, { ...request, id: 1 });
      expect(answer).toEqual({ refusal: { code: 4 } });
    }
    expect(house.refusals).toEqual([
      ...['node-b', 'node-b', NODE_ID, 'stranger'].map((peer) => `${peer} journal-not-permitted`),
    ]);
    expect(await house.server.answer('watch', { id: 1, blocks: undefined as never })).toBe(
      undefined,
    );
  });

  it('by one supervision node about the journal of another is refused', async () => {
    await house.remove();
    house = new House();
    house.owner = 'watch';
    await house.open();
    await house.grow('supervision', 1);
    expect(await house.ask('watch-2', { journalHead: { source: 8, from: 0 } })).toBeUndefined();
    const seen = await house.ask('node-b', page(0, 1, 1, 8));
    expect(seen?.journalPage).toMatchObject({ bodies: [] });
    expect(seen?.journalPage?.stubs).toHaveLength(1);
  });

  it.each([
    ['about a log that there is not', { journalHead: { source: 10, from: 0 } }, 2],
    ['about log zero', { journalHead: { source: 0, from: 0 } }, 2],
    ['for an empty page', page(1, 1, 2), 2],
    ['for a page that ends before it begins', page(2, 1, 2), 2],
    ['for a page beyond its tree', page(0, 3, 2), 2],
    ['for more than a page has', page(0, JOURNAL_PAGE_ENTRIES_MAX + 1, 9999), 2],
    ['for a tree that the log has not reached', page(0, 2, 3), 1],
  ])('%s is refused', async (_, request, code) => {
    await house.grow('access', 2);
    const answer = await house.server.answer('watch', { ...request, id: 1 });
    expect(answer).toEqual({ refusal: { code } });
    expect(house.refusals).toHaveLength(code === 2 ? 1 : 0);
  });

  it('after a roll-back is answered by the head as it is', async () => {
    await house.grow('access', 2);
    const answer = await house.ask('watch', { journalHead: { source: 1, from: 7 } });
    expect(answer?.journalHead?.proof).toEqual([]);
  });
});

describe('a cosignature that is given back', () => {
  async function given(name: 'watch' | 'watch-2' = 'watch') {
    await house.grow('access', 3);
    const { watch, cosigner, copy, round } = await house.witness(name);
    house.withheld = ({ journalCosigned }) => journalCosigned !== undefined;
    await round();
    house.withheld = () => false;
    await copy.close();
    const verified = watch.log(NODE_ID, 'access')?.state.verified;
    if (verified === undefined) throw new Error('the log is not verified');
    const note = Buffer.from(cosigner.cosign(verified, house.now));
    const held = { nodeId: NODE_ID, source: 1, size: 3, root: verified.root, time: 1 };
    return { verified, note, held, cosigner };
  }
  const give = (journalCosigned: object, peer = 'watch') =>
    house.ask(peer, { journalCosigned: { source: 1, ...journalCosigned } as never });

  it('is taken with its copy', async () => {
    const { note, held, cosigner } = await given();
    expect(await give({ note, copy: cosigner.copy(held) })).toMatchObject({ journalCosigned: {} });
    expect(await house.journal.cosigned.latest('access')).toMatchObject({
      ...{ size: 3, copies: [{ size: 3 }] },
    });
  });

  it('is refused in whole when any part of it is not what it says', async () => {
    const { verified, note, held, cosigner } = await given();
    const copy = cosigner.copy(held);
    const flipped = (bytes: Uint8Array, at: number) =>
      bytes.map((byte, i) => (i === bytes.length + at ? byte ^ 1 : byte));
    const cases: readonly (readonly [string, object])[] = [
      ['note-size', { note: Buffer.alloc(5000, 'a') }],
      ['no-cosignature', { note: verified.note }],
      ['origin-mismatch', { source: 2, note }],
      ['copy-not-canonical', { note, copy: { ...copy, statement: Uint8Array.of(255) } }],
      ['copy-signature', { note, copy: { ...copy, signature: flipped(copy.signature, -1) } }],
      ['copy-of-another-log', { note, copy: cosigner.copy({ ...held, nodeId: 'node-b' }) }],
      ['copy-of-another-log', { note, copy: cosigner.copy({ ...held, source: 2 }) }],
      ['beyond-log', { note, copy: cosigner.copy({ ...held, size: 4 }) }],
      ['beyond-log', { note, copy: cosigner.copy({ ...held, size: 0 }) }],
      ['other-root', { note, copy: cosigner.copy({ ...held, root: new Uint8Array(32) }) }],
    ];
    for (const [reason, message] of cases) {
      expect(await give(message)).toBeUndefined();
      expect(house.refusals.splice(0)).toEqual([`watch cosignature-${reason}`]);
    }
    expect(await give({ note }, 'watch-2')).toBeUndefined();
    for (let at = -1; at >= -note.length; at -= 7) {
      expect(await give({ note: flipped(note, at) })).toBeUndefined();
    }
    expect(await house.journal.cosigned.latest('access')).toBeUndefined();
  });
});
