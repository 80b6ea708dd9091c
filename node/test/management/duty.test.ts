// The duty roster over its routes: shifts, challenges at moments nobody knows, who is told what.
import { beforeEach, describe, expect, it, test } from 'vitest';
import { TestOffice } from './test-office.ts';

const HOUR = 60 * 60 * 1000;
const PATH = '/v1/management/duty';
const PHONE = '13000000000';
let office: TestOffice;

beforeEach(async () => {
  office = await TestOffice.open();
});

const addShift = (officer: string, fromHours: number, toHours: number, phone = PHONE) => {
  const [from, to] = [office.now + fromHours * HOUR, office.now + toHours * HOUR];
  return office.ask('duty', 'POST', `${PATH}/shifts`, { officer, from, to, phone });
};
const mine = async (role: 'duty' | 'reviewer' | 'security-admin') =>
  (await office.ask(role, 'GET', `${PATH}/challenges/mine`)).body.challenge;
const answer = async (role: 'duty' | 'reviewer' | 'security-admin', id: string, nonce: string) => {
  const signature = office.state(role, 'duty-answer', [
    ['challenge', id],
    ['nonce', nonce],
  ]);
  return office.ask(role, 'POST', `${PATH}/challenges/${id}/answer`, { signature });
};
const latest = async () =>
  (await office.ask('audit-admin', 'GET', `${PATH}/challenges?limit=1`)).body.items[0];

describe('the roster', () => {
  it('says in public that somebody is on duty, and of his telephone only a part', async () => {
    expect((await office.ask('nobody', 'GET', '/v1/duty/now')).body).toMatchObject({
      ...{ covered: false, until: null, phone: null },
    });
    await addShift('jia-duty', 0, 12);
    expect((await office.ask('nobody', 'GET', '/v1/duty/now')).body).toEqual({
      ...{ time: office.now, covered: true, until: office.now + 12 * HOUR, phone: '130****0000' },
    });
  });

  it('shows gaps, and weekends without anybody before they begin', async () => {
    await addShift('jia-duty', 0, 24);
    const { body } = await office.ask('reviewer', 'GET', PATH);
    expect(body.gaps[0].from).toBe(office.now + 24 * HOUR);
    const weekend = Date.parse('2026-11-28T00:00:00+08:00');
    expect(body.uncovered_rests[0]).toMatchObject({ from: weekend, basis: 'announced' });
    const kinds = await office.agenda('security-admin', 'duty');
    expect(kinds.map(({ kind }) => kind)).toEqual(['gap', 'rest-uncovered', 'rest-uncovered']);
    expect(kinds[1]).toMatchObject({ reference: '2026-11-28', due_at: weekend });
    await addShift('jia-reviewer', 24, 72);
    await addShift('jia-duty', 72, 130);
    const left = await office.agenda('security-admin', 'duty');
    expect(left.map(({ reference }) => reference)).toEqual(['2026-12-05']);
  });

  it('keeps what has begun, and hides telephones in its lists', async () => {
    const begun = (await addShift('jia-duty', 0, 8)).body;
    const later = (await addShift('jia-duty', 8, 16)).body;
    const refused = await office.ask('duty', 'DELETE', `${PATH}/shifts/${begun.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'shift-began']);
    expect((await office.ask('duty', 'DELETE', `${PATH}/shifts/${later.id}`)).status).toBe(200);
    expect((await office.ask('duty', 'DELETE', `${PATH}/shifts/${later.id}`)).status).toBe(404);
    await office.restart();
    const overview = await office.ask('reviewer', 'GET', PATH);
    expect(overview.body.now).toMatchObject([{ officer: 'jia-duty', phone: '130****0000' }]);
    const { body } = await office.ask('reviewer', 'GET', `${PATH}/shifts`);
    expect(body.items).toEqual([begun]);
    expect(JSON.stringify(body)).not.toContain(PHONE);
    const path = `${PATH}/shifts/${begun.id}/reveal`;
    expect((await office.ask('reviewer', 'POST', path, { reason: '好奇' })).status).toBe(403);
    const shown = await office.ask('security-admin', 'POST', path, { reason: '电话抽查' });
    expect(shown.body.phone).toBe(PHONE);
    expect(office.acts.at(-1)).toMatchObject({
      ...{ event: 'shift-revealed', object: begun.id, personal: { subject: '电话抽查' } },
    });
  });

  test.each([
    ['officer-not-ours', 'yi-security-admin', 0, 8, PHONE],
    ['officer-not-ours', 'stranger', 0, 8, PHONE],
    ['shift-order', 'jia-duty', 8, 8, PHONE],
    ['shift-past', 'jia-duty', -8, 0, PHONE],
    ['shift-long', 'jia-duty', 0, 73, PHONE],
    ['bad-request', 'jia-duty', 0, 8, 'no telephone'],
  ])('refuses a shift: %s', async (code, officer, from, to, phone) => {
    const answered = await addShift(officer, from, to, phone);
    expect(answered.body.code).toBe(code);
    expect((await office.ask('duty', 'GET', `${PATH}/shifts`)).body.items).toEqual([]);
  });
});

describe('a challenge', () => {
  it('comes at the moment that was drawn, which a restart does not change', async () => {
    await addShift('jia-duty', 0, 48);
    office.drawn = 128;
    await office.pass(0);
    office.drawn = 0;
    await office.restart();
    // Half way between 6 and 30 hours, and a little.
    await office.pass(18 * 60);
    expect(office.entries('duty-challenged')).toEqual([]);
    await office.pass(6);
    expect(office.entries('duty-challenged')).toHaveLength(1);
    const asked = await mine('duty');
    expect(await mine('reviewer')).toBeNull();
    expect(asked).toMatchObject({ kind: 'duty-answer', officer: 'jia-duty' });
    expect((await latest()).nonce).toBeNull();
    expect(await office.agenda('duty', 'duty')).toContainEqual(
      expect.objectContaining({ kind: 'challenge', reference: asked.id }),
    );
    office.now += 90_000;
    expect((await answer('duty', asked.id, asked.nonce)).body.state).toBe('answered');
    const { body } = await office.ask('audit-admin', 'GET', `${PATH}/challenges/statistics`);
    expect(body).toMatchObject({
      ...{ issued: 1, random: 1, answered_by_first: 1, unanswered: 0, uncovered: 0 },
      seconds_median: 90,
    });
    // The next one is drawn anew from here.
    await office.pass(5 * 60);
    expect(office.entries('duty-challenged')).toHaveLength(1);
    await office.pass(60);
    expect(office.entries('duty-challenged')).toHaveLength(2);
  });

  it('goes to the next when nobody answers, and is told as unanswered at last', async () => {
    await addShift('jia-duty', 0, 8);
    await addShift('jia-reviewer', 8, 16);
    const asked = await office.ask('audit-admin', 'POST', `${PATH}/challenges`, {});
    expect(asked.body).toMatchObject({
      cause: 'asked',
      asked_by: 'jia-audit-admin',
      covered: true,
    });
    const { id, nonce } = await mine('duty');
    await office.pass(9);
    expect(office.entries('duty-escalated')).toEqual([]);
    await office.pass(1);
    expect((await mine('reviewer')).id).toBe(id);
    expect((await answer('duty', id, nonce)).body.code).toBe('challenge-not-yours');
    await office.pass(10);
    expect((await mine('security-admin')).id).toBe(id);
    await office.pass(10);
    expect(await mine('security-admin')).toBeNull();
    expect((await latest()).state).toBe('unanswered');
    expect(office.entries('duty-escalated').map(({ object }) => object)).toEqual([
      `${id} jia-reviewer`,
      `${id} jia-security-admin`,
    ]);
    expect(office.entries('duty-unanswered')).toMatchObject([{ object: id }]);
    const waiting = await office.agenda('audit-admin', 'duty');
    expect(waiting).toMatchObject([{ kind: 'unanswered', reference: id }]);
  });

  it('is drawn when nobody is on duty, too, and says so', async () => {
    await office.ask('security-admin', 'POST', `${PATH}/challenges`, {});
    expect(await latest()).toMatchObject({ covered: false });
    expect((await mine('security-admin')).officer).toBe('jia-security-admin');
  });

  it('is not made when its entry cannot be written', async () => {
    office.journalFailure = Object.assign(new Error('busy'), { code: 'JOURNAL_BUSY' });
    const asked = await office.ask('security-admin', 'POST', `${PATH}/challenges`, {});
    expect(asked.status).toBe(503);
    office.journalFailure = undefined;
    expect(await latest()).toBeUndefined();
  });

  it('refuses answers that are late, of others, of another challenge, or given twice', async () => {
    await addShift('jia-duty', 0, 8);
    await office.ask('security-admin', 'POST', `${PATH}/challenges`, {});
    const again = await office.ask('security-admin', 'POST', `${PATH}/challenges`, {});
    expect(again.body.code).toBe('challenge-waiting');
    const { id, nonce } = await mine('duty');
    const codes = [
      await answer('duty', 'f'.repeat(24), nonce),
      await answer('duty', id, 'f'.repeat(64)),
      await answer('reviewer', id, nonce),
    ].map(({ body }) => body.code);
    expect(codes).toEqual(['challenge-unknown', 'challenge-signature', 'challenge-not-yours']);
    office.now += 10 * 60_000;
    expect((await answer('duty', id, nonce)).body.code).toBe('challenge-late');
    office.now -= 60_000;
    expect((await answer('duty', id, nonce)).status).toBe(200);
    expect((await answer('duty', id, nonce)).body.code).toBe('challenge-over');
    const short = { signature: 'AA' };
    const bad = await office.ask('duty', 'POST', `${PATH}/challenges/${id}/answer`, short);
    expect(bad.status).toBe(400);
  });

  test.each(['duty', 'reviewer', 'system-admin', 'disclosure'] as const)(
    'is not asked for by %s',
    async (role) => {
      expect((await office.ask(role, 'POST', `${PATH}/challenges`, {})).status).toBe(403);
    },
  );
});
