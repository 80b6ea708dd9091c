// Members that copy each other's journals while no supervision node is there.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ABSENCE_MS, DAY_MS } from '@mingjing/execution';
import { openJournalCopy } from '@mingjing/journal';
import { RETENTION_FLOOR_MS } from '@mingjing/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { journalKeyOf, type Member, Members } from './members.ts';

let members: Members;
let owner: Member;
beforeEach(async () => {
  members = await new Members().open();
  owner = members.of('node-a');
});
afterEach(async () => {
  expect(members.all.flatMap(({ failures }) => failures)).toEqual([]);
  await members.remove();
});

const STAND_INS = ['node-b', 'node-c'];
const NODES = ['node-a', ...STAND_INS, 'node-d'];
const soon = { timeout: 10_000 };
const heldByBoth = () =>
  vi.waitFor(async () => expect(await owner.heldBy()).toEqual(STAND_INS), soon);
const copiesOf = (nodeId: string) =>
  members.all.filter((each) => existsSync(each.copyOf(nodeId))).map((each) => each.nodeId);

/** A copy as a stranger opens it, whose program is off. */
async function verdictOf(holder: Member, bodiesFrom = 0) {
  const folder = holder.copyOf(owner.nodeId);
  const { chainId } = members.chain.state;
  const copy = await openJournalCopy({ folder, chainId, nodeId: owner.nodeId });
  const verdict = await copy.verify(journalKeyOf(owner.nodeId), (source) =>
    source === 'publish' ? bodiesFrom : 0,
  );
  const entries = await copy.readRange('publish', 0, 100);
  await copy.close();
  return { ok: verdict.ok, bodies: entries.map(({ body }) => body !== undefined) };
}

describe('while the supervision node is absent by a vote', () => {
  it('two organisations copy each journal, disposal goes on, and the copies follow', async () => {
    await owner.write(3);
    await members.anchor('node-a');
    const marked = members.chain.state.time;
    await members.nameAbsent(true);
    await heldByBoth();
    expect(copiesOf('node-a')).toEqual(STAND_INS);
    await owner.write(2);
    await members.anchor('node-a');
    await heldByBoth();
    await members.block(marked + RETENTION_FLOOR_MS);
    await members.block();
    expect(owner.disposedTo()).toBe(3);
    await members.block();
    expect(owner.journal.bodiesFrom('publish')).toBe(3);
    for (const nodeId of STAND_INS) {
      const holder = members.of(nodeId);
      const told = 'copy-bodies-disposed node-a/publish 0-3';
      await vi.waitFor(async () => expect(await holder.told()).toContain(told), soon);
      await holder.close();
      const kept = { ok: true, bodies: [false, false, false, true, true] };
      expect(await verdictOf(holder, 3)).toEqual(kept);
      expect(holder.alarms.open()).toEqual([]);
    }
  });

  it('nothing goes before thirty days of it, and nobody asks for it over and over', async () => {
    await owner.write(3);
    await members.anchor('node-a');
    const due = members.chain.state.time + RETENTION_FLOOR_MS;
    await members.block(due - ABSENCE_MS + DAY_MS);
    await members.nameAbsent(true);
    const since = members.chain.state.time;
    await heldByBoth();
    const missing = ['disposal-withheld publish copy-missing'];
    const ofPublish = async () => (await owner.told()).filter((each) => / publish /.test(each));
    for (let minute = 0; minute < 60; minute += 10) await members.block(due + minute * 60_000);
    expect(await ofPublish()).toEqual(missing);
    await members.block(since + ABSENCE_MS - 1);
    expect(await ofPublish()).toEqual(missing);
    await members.block(since + ABSENCE_MS);
    await members.block();
    expect(owner.journal.bodiesFrom('publish')).toBe(3);
  });

  it('one organisation is not enough', async () => {
    await members.of('node-c').close();
    await owner.write(3);
    await members.anchor('node-a');
    await members.nameAbsent(true);
    await vi.waitFor(async () => expect(await owner.heldBy()).toEqual(['node-b']), soon);
    await members.block(members.chain.state.time + RETENTION_FLOOR_MS);
    await members.block();
    expect(owner.disposedTo()).toBe(0);
    const told = (await owner.told()).filter((each) => / publish /.test(each));
    expect(told).toEqual(['disposal-withheld publish copy-missing']);
  });

  it('a copy has bodies whose personal groups its holder cannot read', async () => {
    await owner.write(2);
    await members.anchor('node-a');
    await members.nameAbsent(true);
    await heldByBoth();
    const holder = members.of('node-b');
    await holder.close();
    expect(await verdictOf(holder)).toEqual({ ok: true, bodies: [true, true] });
    const folder = join(holder.folder, 'witness', 'node-a');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
      .join();
    expect(files).toContain('record-published');
    expect(files).not.toContain('192.0.2.7');
  });
});

describe('when the supervision node is back by a vote', () => {
  async function stoodIn(): Promise<void> {
    await owner.write(3);
    await members.anchor('node-a');
    await members.nameAbsent(true);
    await heldByBoth();
  }
  const gone = () => vi.waitFor(() => expect(copiesOf('node-a')).toEqual([]), soon);

  it('stand-ins remove their copies and say so, and begin anew with the next one', async () => {
    await stoodIn();
    await members.nameAbsent(false);
    await gone();
    const holder = members.of('node-b');
    expect((await holder.told()).filter((each) => each.includes('node-a'))).toEqual([
      'copy-begun node-a',
      'copy-removed node-a',
    ]);
    const left = () => readdirSync(join(holder.folder, 'witness'));
    await vi.waitFor(() => expect(left()).toEqual([]), soon);
    await owner.write(1);
    await members.block();
    expect(copiesOf('node-a')).toEqual([]);
    await members.nameAbsent(true);
    await members.anchor('node-a');
    await heldByBoth();
    expect((await holder.told()).filter((each) => each.startsWith('copy-begun node-a'))).toEqual([
      'copy-begun node-a',
      'copy-begun node-a',
    ]);
  });

  it('a member that was off removes its copies at its start, whatever a crash left', async () => {
    await stoodIn();
    const holder = members.of('node-b');
    await holder.close();
    await members.nameAbsent(false);
    // A crash between the two steps of a removal; and a supervision node's copy, which is none.
    const left = join(holder.folder, 'witness', 'node-d.removed');
    for (const folder of [left, holder.copyOf('supervisor')]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'manifest'), 'half');
    }
    await holder.open();
    expect(readdirSync(join(holder.folder, 'witness'))).toEqual(['supervisor']);
    const removed = (await holder.told()).filter((each) => each.startsWith('copy-removed'));
    expect(removed.sort()).toEqual(
      ['follower', 'node-a', 'node-d'].map((nodeId) => `copy-removed ${nodeId}`),
    );
  });

  it('a restart in the absence goes on with the copies, which are not begun again', async () => {
    await stoodIn();
    const holder = members.of('node-b');
    await holder.close();
    await owner.write(2);
    await holder.open();
    await members.anchor('node-a');
    await heldByBoth();
    const begun = (await holder.told()).filter((each) => each === 'copy-begun node-a');
    expect(begun).toEqual(['copy-begun node-a']);
    await holder.close();
    expect((await verdictOf(holder)).bodies).toHaveLength(5);
  });
});

describe('a question of a member about the journal of another', () => {
  const head = { journalHead: { source: 4, from: 0 }, id: 1 };
  const page = { journalPage: { source: 4, from: 0, to: 1, size: 1 }, id: 1 };
  const refusal = { refusal: { code: 4 } };

  it('is refused otherwise, and charged unless it may be untimely', async () => {
    await owner.write(1);
    for (const nodeId of NODES) {
      for (const request of [head, page]) {
        expect(await owner.server.answer(nodeId, request as never)).toEqual(refusal);
      }
    }
    const charged = ['node-a', 'node-a', 'node-d', 'node-d'];
    expect(owner.refusals).toEqual(charged.map((peer) => `${peer} journal-not-permitted`));
  });

  it('is answered to stand-ins alone during an absence, by this node and no other', async () => {
    await owner.write(1);
    await members.nameAbsent(true);
    const answered: string[] = [];
    for (const nodeId of NODES) {
      const answer = await owner.server.answer(nodeId, page as never);
      if (answer?.journalPage?.bodies.length === 1) answered.push(nodeId);
    }
    expect(answered).toEqual(STAND_INS);
    expect(await owner.server.answer('follower', page as never)).toEqual(refusal);
    members.chain.carry({ revokeNode: { nodeId: 'node-b' } });
    expect(await owner.server.answer('node-b', page as never)).toEqual(refusal);
    expect(owner.refusals).toContain('node-b journal-not-permitted');
  });
});
