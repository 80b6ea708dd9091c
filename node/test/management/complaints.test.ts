// Complaints: who may do what to them, their terms, and what is kept of whom.
import { beforeEach, describe, expect, it, test } from 'vitest';
import { type Complaint, openComplaintsOn } from '../../src/management/complaints/complaint.ts';
import { TestOffice } from './test-office.ts';

const DAY_MINUTES = 24 * 60;
const PHONE = '13000000000';
const form = {
  category: 'unlawful-content',
  text: `这条记录侵犯了我的权利，电话 ${PHONE}，身份证 110000190001010004`,
  contact: PHONE,
  record_id: '0'.repeat(72),
};
let office: TestOffice;

beforeEach(async () => {
  office = await TestOffice.open();
});

const complain = async (changes: object = {}) =>
  (await office.ask('nobody', 'POST', '/v1/complaints', { ...form, ...changes })).body as {
    ticket: string;
    secret: string;
  };
const act = (
  role: 'duty' | 'reviewer' | 'security-admin',
  id: string,
  name: string,
  body: object,
) => office.ask(role, 'POST', `/v1/management/complaints/${id}/${name}`, body);
const lookUp = (ticket: string, secret: string) =>
  office.ask('nobody', 'POST', '/v1/complaints/lookup', { ticket, secret });

describe('a complaint', () => {
  it('gets a ticket, a term of five working days and a word, without a login', async () => {
    const { body, status } = await office.ask('nobody', 'POST', '/v1/complaints', form);
    expect(status).toBe(201);
    // A Thursday; the fifth working day after it is the next Thursday.
    expect(body).toMatchObject({
      ...{ state: 'received', due_day: '2026-12-03', due_basis: 'announced', overdue: false },
      due_at: Date.parse('2026-12-04T00:00:00+08:00'),
    });
    expect(body.secret).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(office.entries('complaint-received')).toMatchObject([{ object: body.ticket }]);
  });

  it('says so when its term is counted through a year that is only projected', async () => {
    office.now = Date.parse('2026-12-30T10:00:00+08:00');
    const { body } = await office.ask('nobody', 'POST', '/v1/complaints', form);
    expect(body).toMatchObject({ due_day: '2027-01-07', due_basis: 'projected' });
  });

  it('goes from hand to hand to its end, and tells the complainant', async () => {
    const { ticket, secret } = await complain();
    expect((await act('duty', ticket, 'assign', { officer: 'jia-duty' })).status).toBe(200);
    expect((await act('duty', ticket, 'answer', { text: '已核实并处理。' })).status).toBe(200);
    expect((await act('duty', ticket, 'close', { outcome: 'upheld' })).body.state).toBe('closed');
    const { body } = await lookUp(ticket, secret);
    expect(body).toMatchObject({
      ...{ state: 'closed', outcome: 'upheld', overdue: false },
      answer: { text: '已核实并处理。', at: office.now },
    });
    // Who answered is the operator's own matter.
    expect(JSON.stringify(body)).not.toContain('jia-');
    const listed = await office.ask('audit-admin', 'GET', '/v1/management/complaints?state=closed');
    expect(listed.body.items).toMatchObject([{ id: ticket, state: 'closed' }]);
  });

  it('is kept by what is on the disk, open or closed', async () => {
    const [first, second] = [await complain(), await complain()];
    await act('security-admin', first.ticket, 'answer', { text: '已答复' });
    await act('security-admin', first.ticket, 'close', { outcome: 'rejected' });
    await office.restart();
    expect((await lookUp(first.ticket, first.secret)).body.state).toBe('closed');
    expect((await lookUp(second.ticket, second.secret)).body.state).toBe('received');
    const { body } = await office.ask('duty', 'GET', '/v1/management/complaints/statistics');
    expect(body).toMatchObject({
      ...{ under_way: 1, overdue: 0 },
      total: { received: 2, answered: 1, answered_in_term: 1, closed: 1, escalated: 0 },
    });
  });

  it('is told on once when its term has run, and counts as late when answered then', async () => {
    const { ticket, secret } = await complain();
    await office.pass(7 * DAY_MINUTES);
    expect(office.entries('complaint-overdue')).toEqual([]);
    expect(await office.agenda('audit-admin', 'complaints')).toEqual([]);
    await office.pass(DAY_MINUTES);
    await office.pass(DAY_MINUTES);
    expect(office.entries('complaint-overdue')).toMatchObject([{ object: ticket }]);
    expect(await office.agenda('audit-admin', 'complaints')).toMatchObject([
      { kind: 'overdue', reference: ticket },
    ]);
    await act('security-admin', ticket, 'answer', { text: '抱歉，已处理。' });
    expect((await lookUp(ticket, secret)).body.overdue).toBe(true);
    const { body } = await office.ask('duty', 'GET', '/v1/management/complaints/statistics');
    expect(body.total).toMatchObject({ answered: 1, answered_in_term: 0, escalated: 1 });
  });

  it('is not taken, and not counted, when the journal does not take its entry', async () => {
    office.journalFailure = Object.assign(new Error('full'), { code: 'JOURNAL_FULL' });
    expect((await office.ask('nobody', 'POST', '/v1/complaints', form)).status).toBe(503);
    office.journalFailure = undefined;
    const { body } = await office.ask('duty', 'GET', '/v1/management/complaints');
    expect(body.items).toEqual([]);
  });
});

describe('what is personal in a complaint', () => {
  it('is hidden wherever it is read, and shown for a reason that has its entry', async () => {
    const { ticket } = await complain();
    const seen = [
      await office.ask('duty', 'GET', '/v1/management/complaints'),
      await office.ask('duty', 'GET', `/v1/management/complaints/${ticket}`),
      await office.ask('audit-admin', 'GET', `/v1/management/complaints/${ticket}`),
    ];
    for (const { body, status } of seen) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/13000000000|110000190001010004/);
    }
    expect(seen[1]?.body).toMatchObject({ contact: '130****0000' });
    await act('duty', ticket, 'assign', { officer: 'jia-duty' });
    const shown = await act('duty', ticket, 'reveal', { reason: '回访投诉人' });
    expect(shown.body).toMatchObject({ contact: PHONE, text: form.text });
    const [entry] = office.acts.filter(({ event }) => event === 'complaint-revealed');
    expect(entry).toMatchObject({
      ...{ object: ticket, actor: { id: 'jia-duty' }, personal: { subject: '回访投诉人' } },
    });
    expect(JSON.stringify(office.acts)).not.toContain(PHONE);
  });

  it('is shown to who handles it alone', async () => {
    const { ticket } = await complain();
    await act('duty', ticket, 'assign', { officer: 'jia-duty' });
    expect((await act('reviewer', ticket, 'reveal', { reason: '好奇' })).status).toBe(403);
    expect((await act('security-admin', ticket, 'reveal', { reason: '复核' })).status).toBe(200);
    expect((await act('duty', ticket, 'reveal', { reason: ' ' })).status).toBe(400);
  });
});

describe('refused', () => {
  test.each([
    ['no text', { text: undefined }],
    ['blanks', { text: ' \n ' }],
    ['a text that is too long', { text: '长'.repeat(4001) }],
    ['a contact that is too long', { contact: '1'.repeat(201) }],
    ['an unknown category', { category: 'praise' }],
    ['a record id that is none', { record_id: '12' }],
    ['a field that nobody knows', { ticket: '1' }],
  ])('is a complaint with %s', async (_name, changes) => {
    const answer = await office.ask('nobody', 'POST', '/v1/complaints', { ...form, ...changes });
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
  });

  it('is the sixth complaint of a source within an hour, and none in the next', async () => {
    for (let i = 0; i < 5; i += 1) await complain();
    const sixth = await office.ask('nobody', 'POST', '/v1/complaints', form);
    expect([sixth.status, sixth.body.code]).toEqual([429, 'too-many-from-source']);
    await office.pass(61);
    expect((await office.ask('nobody', 'POST', '/v1/complaints', form)).status).toBe(201);
  });

  it('is a look-up with another word, another ticket, or too many of them', async () => {
    const [one, other] = [await complain(), await complain()];
    const answers = [
      await lookUp(one.ticket, other.secret),
      await lookUp('f'.repeat(24), one.secret),
    ];
    for (const { body, status } of answers)
      expect([status, body.code]).toEqual([404, 'ticket-unknown']);
    for (let i = 0; i < 58; i += 1) await lookUp(one.ticket, other.secret);
    expect((await lookUp(one.ticket, one.secret)).status).toBe(429);
  });

  it('is one more than can be open, and nothing of those that are is lost', async () => {
    const { ticket, secret } = await complain();
    const open = openComplaintsOn(office.shelf);
    const value = (await open.get(ticket)) as Complaint;
    const ids = Array.from({ length: 999 }, (_, i) => `f${String(i).padStart(23, '0')}`);
    await office.shelf.change(ids.map((id) => open.put(id, value)));
    await office.restart();
    const full = await office.ask('nobody', 'POST', '/v1/complaints', form);
    expect([full.status, full.body.code]).toEqual([503, 'complaints-full']);
    expect((await lookUp(ticket, secret)).body.state).toBe('received');
    const page = await office.ask('duty', 'GET', '/v1/management/complaints?limit=500');
    const path = `/v1/management/complaints?limit=500&cursor=${page.body.next_cursor}`;
    const last = await office.ask('duty', 'GET', path);
    expect([page.body.items.length, last.body.items.length]).toEqual([500, 500]);
    expect(last.body.next_cursor).toBeNull();
  });

  test.each([
    ['close', { outcome: 'upheld' }, 'complaint-unanswered'],
    ['assign', { officer: 'jia-system-admin' }, 'complaint-assignee'],
    ['assign', { officer: 'yi-security-admin' }, 'complaint-assignee'],
    ['assign', { officer: 'nobody' }, 'complaint-assignee'],
  ])('is to %s with %j', async (name, body, code) => {
    const { ticket } = await complain();
    expect((await act('security-admin', ticket, name, body)).body.code).toBe(code);
  });

  it('is to take what was given to another, for all but who answers for them', async () => {
    const { ticket } = await complain();
    await act('duty', ticket, 'assign', { officer: 'jia-duty' });
    const taken = await act('reviewer', ticket, 'assign', { officer: 'jia-reviewer' });
    expect([taken.status, taken.body.code]).toEqual([403, 'role-required']);
    const given = await act('security-admin', ticket, 'assign', { officer: 'jia-reviewer' });
    expect(given.body.assignee).toBe('jia-reviewer');
  });

  it('is whoever was not given it, a second answer, and what is closed', async () => {
    const { ticket } = await complain();
    const text = { text: '答复' };
    expect((await act('duty', ticket, 'answer', text)).status).toBe(403);
    expect((await act('duty', ticket, 'assign', { officer: 'jia-reviewer' })).status).toBe(403);
    await act('security-admin', ticket, 'answer', text);
    expect((await act('security-admin', ticket, 'answer', text)).body.code).toBe(
      'complaint-answered',
    );
    await act('security-admin', ticket, 'close', { outcome: 'rejected' });
    for (const [name, body] of [
      ['answer', text],
      ['close', { outcome: 'upheld' }],
      ['assign', { officer: 'jia-duty' }],
    ] as const) {
      expect((await act('security-admin', ticket, name, body)).body.code).toBe('complaint-closed');
    }
    const unknown = await act('security-admin', '0'.repeat(24), 'answer', text);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'complaint-unknown']);
  });
});
