// Appointed people: posts and what they ask, the chain beside them, and what is shown of whom.
import { beforeEach, describe, expect, it, test } from 'vitest';
import { POSTS } from '../../src/management/people/person.ts';
import { standingOfPosts } from '../../src/management/people/staffing.ts';
import { TestOffice } from './test-office.ts';

const PATH = '/v1/management/people';
const PHONE = '13000000000';
let office: TestOffice;

beforeEach(async () => {
  office = await TestOffice.open();
});

const form = (changes: object = {}) => ({
  ...{ name: '张某某', posts: ['content-reviewer'], officer: 'jia-reviewer', phone: PHONE },
  ...{ email: 'zhang@example.org', appointed_on: '2026-01-05', until: null, letter: null },
  ...changes,
});
const register = (changes: object = {}) =>
  office.ask('security-admin', 'POST', PATH, form(changes));
const training = (id: string, changes: object = {}) =>
  office.ask('security-admin', 'POST', `${PATH}/${id}/trainings`, {
    ...{ topic: '信息审核培训', held_on: '2026-03-02', valid_until: '2027-03-01', proof: null },
    ...changes,
  });
const posts = async () => (await office.ask('duty', 'GET', `${PATH}/posts`)).body;
const post = async (id: string) =>
  (await posts()).posts.find((each: { post: string }) => each.post === id);

describe('posts', () => {
  it('are red while vacant, without a letter, or without a training that counts', async () => {
    expect(await post('content-reviewer')).toMatchObject({
      ...{ level: 'red', holders: [], faults: [{ fault: 'vacant', person: null }] },
    });
    const { id } = (await register()).body;
    expect((await post('content-reviewer')).faults).toEqual([
      { fault: 'letter-missing', person: id },
      { fault: 'training-missing', person: id },
    ]);
    await training(id);
    expect((await post('content-reviewer')).faults).toEqual([
      { fault: 'letter-missing', person: id },
    ]);
    office.now = Date.parse('2027-02-10T10:00:00+08:00');
    const soon = await office.agenda('audit-admin', 'people');
    expect(soon).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'ends-soon', reference: 'content-reviewer' },
        due_at: Date.parse('2027-03-02T00:00:00+08:00'),
      }),
    );
    office.now = Date.parse('2027-03-02T10:00:00+08:00');
    expect((await post('content-reviewer')).faults.at(-1)).toEqual({
      ...{ fault: 'training-expired', person: id },
    });
  });

  it('ask for a letter that is an attested letter of appointment', async () => {
    const { id } = (await register()).body;
    await training(id);
    const documents = '/v1/management/documents';
    const handIn = async (slot: string) => {
      const answer = await office.ask('system-admin', 'POST', documents, {
        ...{ slot, file_name: '任命书.txt', media_type: 'text/plain', issuer: '甲公司', owner: id },
        ...{ issued_on: '2026-01-05', expires_on: '2027-01-04', example: true },
        file: Buffer.from('示例').toString('base64url'),
      });
      const { body } = answer;
      const names = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];
      const facts = [...names, 'example'].map((name) => [name, String(body[name])] as const);
      const stated = [['version', body.id] as const, ...facts];
      const signature = office.state('audit-admin', 'document-attestation', stated);
      return { id: body.id, attest: { signature } };
    };
    const change = (letter: string) =>
      office.ask('security-admin', 'POST', `${PATH}/${id}/change`, form({ letter }));
    const faults = async () => (await post('content-reviewer')).faults;
    const [other, letter] = [await handIn('premises'), await handIn('appointment-letter')];
    for (const each of [other, letter]) {
      await change(each.id);
      expect(await faults()).toEqual([{ fault: 'letter-missing', person: id }]);
      await office.ask('audit-admin', 'POST', `${documents}/${each.id}/attest`, each.attest);
    }
    expect(await faults()).toEqual([]);
    await change(other.id);
    expect(await faults()).toHaveLength(1);
  });

  it('are green with as many people as they need, all with what they need', () => {
    const id = '0'.repeat(24);
    const held = { topic: '培训', held_on: '2026-01-05', valid_until: '2026-12-31', proof: null };
    const letter = `appointment-letter.${id}`;
    const everything = { ...form({ posts: POSTS.map((each) => each.id), letter }) };
    const value = { form: everything, trainings: [held], leftOn: null };
    const people = [1, 2].map((n) => ({ id: `${n}`.repeat(24), value }));
    const standing = standingOfPosts(people, '2026-11-26', (each) => each === letter);
    expect(standing.flatMap(({ faults }) => faults)).toEqual([]);
    const alone = standingOfPosts(people.slice(1), '2026-11-26', () => true);
    const vacant = alone.filter(({ faults }) => faults.length > 0).map((each) => each.post.id);
    expect(vacant).toEqual(['security-officer']);
    expect(standingOfPosts(people, '2026-01-04', () => true)[0]?.holders).toEqual([]);
  });

  it('are vacant again when who had them leaves', async () => {
    const { id } = (await register()).body;
    const leave = { left_on: '2026-11-26' };
    expect((await office.ask('security-admin', 'POST', `${PATH}/${id}/leave`, leave)).status).toBe(
      200,
    );
    expect((await post('content-reviewer')).holders).toEqual([]);
    const again = await office.ask('security-admin', 'POST', `${PATH}/${id}/leave`, leave);
    expect(again.body.code).toBe('person-left');
    await office.restart();
    const { body } = await office.ask('duty', 'GET', `${PATH}/${id}`);
    expect(body).toMatchObject({ left_on: '2026-11-26', appointed: false });
    // The officer of who left may be somebody else's now.
    expect((await register({ name: '李某' })).status).toBe(201);
  });
});

describe('the chain beside the registry', () => {
  it('tells of officers nobody is, people who are none, other roles, and shared keys', async () => {
    const before = (await posts()).chain;
    expect(before.unknown_officers).toHaveLength(6);
    const reviewer = (await register()).body.id;
    const left = (await register({ officer: 'jia-nobody', posts: ['legal-contact'] })).body.id;
    const wrong = (await register({ officer: 'jia-duty', posts: ['content-reviewer'] })).body.id;
    const plain = (await register({ officer: null, posts: ['duty-officer'] })).body.id;
    const { chain } = await posts();
    const unknown = chain.unknown_officers.map(({ officer }: { officer: string }) => officer);
    expect(unknown).not.toContain('jia-reviewer');
    expect(chain.missing_officers).toEqual([{ person: left, officer: 'jia-nobody' }]);
    expect(chain.other_roles).toEqual([
      { person: wrong, post: 'content-reviewer', roles: ['reviewer'] },
      { person: plain, post: 'duty-officer', roles: ['duty'] },
    ]);
    expect(JSON.stringify(chain.other_roles)).not.toContain(reviewer);
    expect(await office.agenda('system-admin', 'people')).toContainEqual(
      expect.objectContaining({ kind: 'other-than-chain' }),
    );
  });
});

describe('what is personal of somebody', () => {
  it('is hidden in part, and shown for a reason that has its entry', async () => {
    const { id } = (await register()).body;
    const read = [
      await office.ask('duty', 'GET', PATH),
      await office.ask('audit-admin', 'GET', `${PATH}/${id}`),
      await office.ask('reviewer', 'GET', `${PATH}/posts`),
    ];
    for (const { body } of read) {
      expect(JSON.stringify(body)).not.toMatch(/13000000000|张某某|zhang@/);
    }
    expect(read[1]?.body).toMatchObject({ name: '张**', phone: '130****0000', email: 'z***@***' });
    const reveal = (role: 'audit-admin' | 'duty', reason: string) =>
      office.ask(role, 'POST', `${PATH}/${id}/reveal`, { reason });
    expect((await reveal('duty', '好奇')).status).toBe(403);
    expect((await reveal('audit-admin', '')).status).toBe(400);
    expect((await reveal('audit-admin', '核对任命书')).body).toMatchObject({
      ...{ name: '张某某', phone: PHONE, email: 'zhang@example.org' },
    });
    const [entry] = office.acts.filter(({ event, result }) => {
      return event === 'person-revealed' && result === 'done';
    });
    expect(entry).toMatchObject({ object: id, personal: { subject: '核对任命书' } });
    expect(JSON.stringify(office.acts)).not.toMatch(/13000000000|张某某|zhang@/);
  });
});

describe('refused', () => {
  test.each([
    ['person-dates', { appointed_on: '2026-02-30' }],
    ['person-dates', { until: '2026-01-04' }],
    ['bad-request', { posts: [] }],
    ['bad-request', { posts: ['king'] }],
    ['bad-request', { posts: ['legal-contact', 'legal-contact'] }],
    ['bad-request', { phone: '12' }],
    ['bad-request', { email: 'nowhere' }],
    ['bad-request', { letter: '../../etc' }],
    ['bad-request', { name: '' }],
    ['bad-request', { salary: 1 }],
  ])('is somebody: %s, %j', async (code, changes) => {
    expect((await register(changes)).body.code).toBe(code);
    expect((await office.ask('duty', 'GET', PATH)).body.items).toEqual([]);
  });

  it('is an officer who somebody else is', async () => {
    const { id } = (await register()).body;
    expect((await register({ name: '李某' })).body.code).toBe('person-officer');
    const change = await office.ask('security-admin', 'POST', `${PATH}/${id}/change`, form());
    expect(change.status).toBe(200);
  });

  test.each([
    ['training-dates', { held_on: '2026-11-27' }],
    ['training-dates', { valid_until: '2026-03-01' }],
    ['training-dates', { held_on: '2026-02-29' }],
    ['bad-request', { topic: '' }],
  ])('is a training: %s, %j', async (code, changes) => {
    const { id } = (await register()).body;
    expect((await training(id, changes)).body.code).toBe(code);
  });

  it('is a person whom nobody knows', async () => {
    expect((await training('f'.repeat(24))).body.code).toBe('person-unknown');
  });
});
