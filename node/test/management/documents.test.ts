// Attested documents: what counts, who signs, and what becomes of a file that somebody alters.
import { beforeEach, describe, expect, it, test } from 'vitest';
import { SLOTS } from '../../src/management/documents/document.ts';
import { exampleDocument } from '../../src/management/documents/example-document.ts';
import { TestOffice } from './test-office.ts';

const PATH = '/v1/management/documents';
const DAY_MINUTES = 24 * 60;
let office: TestOffice;
let owner: string;

beforeEach(async () => {
  office = await TestOffice.open();
  const person = {
    ...{ name: '张某', posts: ['security-lead'], officer: 'jia-security-admin' },
    ...{ phone: '13000000000', email: null, appointed_on: '2026-01-05', until: null, letter: null },
  };
  owner = (await office.ask('security-admin', 'POST', '/v1/management/people', person)).body.id;
});

const encoded = (text: string) => Buffer.from(text).toString('base64url');
const form = (changes: object = {}) => ({
  ...{ slot: 'registration-system', file_name: '用户注册管理制度.txt', media_type: 'text/plain' },
  ...{ issuer: '甲公司', owner, issued_on: '2026-01-05', expires_on: '2027-01-04', example: true },
  ...{ file: encoded('示例 用户注册管理制度'), ...changes },
});
const handIn = (changes: object = {}) => office.ask('system-admin', 'POST', PATH, form(changes));
type Attester = 'system-admin' | 'security-admin' | 'audit-admin' | 'disclosure';
const attest = async (role: Attester, id: string, changes: Record<string, string> = {}) => {
  const { body } = await office.ask(role, 'GET', `${PATH}/${id}`);
  const names = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];
  const stated = [
    ['version', id],
    ...[...names, 'example'].map((name) => [name, String(body[name])]),
  ];
  const facts = stated.map(([name = '', value = '']) => [name, changes[name] ?? value] as const);
  const signature = office.state(role, 'document-attestation', facts);
  return office.ask(role, 'POST', `${PATH}/${id}/attest`, { signature });
};
const slot = async (id = 'registration-system') => {
  const { body } = await office.ask('audit-admin', 'GET', PATH);
  return body.slots.find((each: { slot: string }) => each.slot === id);
};

describe('a document', () => {
  it('counts once another officer has signed for it, until it expires', async () => {
    expect(await slot()).toMatchObject({ level: 'red', faults: ['missing'], mandatory: true });
    expect(await slot('premises')).toMatchObject({ level: 'none', faults: ['missing'] });
    const { body } = await handIn();
    expect(body).toMatchObject({ mark: { 'zh-CN': '示例', en: 'Example' }, attestation: null });
    expect(await slot()).toMatchObject({ level: 'red', faults: ['unattested'] });
    const attested = await attest('audit-admin', body.id);
    expect(attested.body).toMatchObject({
      level: 'green',
      attestation: { officer: 'jia-audit-admin' },
    });
    expect(office.entries('document-attested')).toMatchObject([{ object: body.id }]);
    office.now = Date.parse('2026-12-06T12:00:00+08:00');
    expect(await slot()).toMatchObject({ level: 'amber', faults: ['due-soon'] });
    const waiting = await office.agenda('security-admin', 'documents');
    expect(waiting).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'due-soon', reference: 'registration-system' },
        due_at: Date.parse('2027-01-05T00:00:00+08:00'),
      }),
    );
    office.now = Date.parse('2027-01-04T23:59:59+08:00');
    expect((await slot()).level).toBe('amber');
    office.now = Date.parse('2027-01-05T00:00:00+08:00');
    expect(await slot()).toMatchObject({ level: 'red', faults: ['expired'] });
  });

  it('keeps counting while its next version waits for a signature', async () => {
    const first = (await handIn()).body.id;
    await attest('audit-admin', first);
    office.now += 1000;
    const second = (await handIn({ expires_on: '2028-01-04' })).body.id;
    expect(await slot()).toMatchObject({ level: 'green', version: first });
    await attest('disclosure', second);
    expect(await slot()).toMatchObject({ level: 'green', version: second });
    await office.ask('security-admin', 'POST', `${PATH}/${second}/withdraw`, {});
    expect(await slot()).toMatchObject({ level: 'green', version: first });
    const listed = await office.ask('duty', 'GET', `${PATH}/versions?slot=registration-system`);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([second, first]);
  });

  it('is read back byte by byte, also one of several pieces after a restart', async () => {
    const text = '制度'.repeat(400_000);
    const { body } = await handIn({ file: encoded(text) });
    await attest('security-admin', body.id);
    await office.restart();
    const read = await office.ask('disclosure', 'GET', `${PATH}/${body.id}/file`);
    expect(read.bytes.equals(Buffer.from(text))).toBe(true);
    expect((await slot()).level).toBe('green');
    expect((await office.ask('reviewer', 'GET', `${PATH}/${body.id}/file`)).status).toBe(403);
  });
});

test('what is made for a demonstration says so at head and foot, and is taken', async () => {
  for (const each of SLOTS) {
    const text = exampleDocument(each, '甲公司');
    const lines = text.trimEnd().split('\n');
    expect([lines[0], lines.at(-1)].every((line) => line?.startsWith('示例 EXAMPLE'))).toBe(true);
    const { status } = await handIn({ slot: each.id, file: encoded(text) });
    expect(status).toBe(201);
  }
});

describe('a file that was altered', () => {
  const alter = async (id: string) => {
    const bytes = Buffer.from('示例 另一份制度');
    await office.shelf.change([{ collection: 'document-pieces', id: `${id}.0`, bytes }]);
  };

  it('is found by who reads it, and counts no more', async () => {
    const { id } = (await handIn()).body;
    await attest('audit-admin', id);
    await alter(id);
    const read = await office.ask('disclosure', 'GET', `${PATH}/${id}/file`);
    expect([read.status, read.body.code]).toEqual([409, 'document-damaged']);
    expect(office.entries('document-damaged')).toMatchObject([{ object: id }]);
    expect(await slot()).toMatchObject({ level: 'red', faults: ['damaged'] });
    await office.restart();
    expect(await slot()).toMatchObject({ level: 'red', faults: ['damaged'] });
  });

  it('is found within a day by the program itself', async () => {
    const { id } = (await handIn()).body;
    await attest('audit-admin', id);
    await office.pass(1);
    await alter(id);
    await office.pass(DAY_MINUTES - 2);
    expect((await slot()).level).toBe('green');
    await office.pass(3);
    expect((await slot()).level).toBe('red');
    await office.pass(DAY_MINUTES + 1);
    expect(office.entries('document-damaged')).toHaveLength(1);
  });

  it('is not signed for, and a piece that is gone is found, too', async () => {
    const { id } = (await handIn()).body;
    await office.shelf.change([{ collection: 'document-pieces', id: `${id}.0`, bytes: null }]);
    expect((await attest('audit-admin', id)).body.code).toBe('document-damaged');
  });

  it('makes its attestation break when what it says is altered, too', async () => {
    const { id } = (await handIn()).body;
    await attest('audit-admin', id);
    const stored = await office.shelf.get('documents', id);
    const value = JSON.parse(Buffer.from(stored ?? []).toString());
    value.facts.expires_on = '2099-12-31';
    const bytes = Buffer.from(JSON.stringify(value));
    await office.shelf.change([{ collection: 'documents', id, bytes }]);
    await office.restart();
    expect(await slot()).toMatchObject({ level: 'red', faults: ['attestation-broken'] });
  });
});

describe('refused', () => {
  test.each([
    ['document-dates', { issued_on: '2026-02-30' }],
    ['document-dates', { issued_on: '2026-11-27' }],
    ['document-dates', { issued_on: '2026-11-25', expires_on: '2026-11-24' }],
    ['document-expired', { expires_on: '2026-11-25' }],
    ['file-missing', { file: '' }],
    ['file-encoding', { file: '%%%%' }],
    ['file-encoding', { file: 'QUJD\n' }],
    ['file-large', { file: Buffer.alloc(8 * 1024 * 1024 + 1, 65).toString('base64url') }],
    ['file-other-type', { media_type: 'application/pdf' }],
    ['file-other-type', { media_type: 'image/png' }],
    ['file-other-type', { file: Buffer.of(0xff, 0xfe, 0x00).toString('base64url') }],
    ['document-owner', { owner: 'f'.repeat(24) }],
    ['bad-request', { slot: 'no-slot' }],
    ['bad-request', { media_type: 'text/html' }],
    ['bad-request', { issuer: ' ' }],
    ['bad-request', { attestation: null }],
  ])('is a document: %s', async (code, changes) => {
    const { body, status } = await handIn(changes);
    expect([body.code, status < 500]).toEqual([code, true]);
    expect((await slot()).faults).toEqual(['missing']);
    expect(office.entries('document-handed-in').every(({ result }) => result !== 'done')).toBe(
      true,
    );
  });

  it('is an attestation by who handed it in, of something else, or a second one', async () => {
    const { id } = (await handIn()).body;
    expect((await attest('system-admin', id)).body.code).toBe('document-own');
    const other = await attest('audit-admin', id, { expires_on: '2030-01-01' });
    expect(other.body.code).toBe('attestation-signature');
    expect((await attest('audit-admin', id)).status).toBe(200);
    expect((await attest('security-admin', id)).body.code).toBe('document-attested');
    await office.ask('security-admin', 'POST', `${PATH}/${id}/withdraw`, {});
    const again = await office.ask('security-admin', 'POST', `${PATH}/${id}/withdraw`, {});
    expect(again.body.code).toBe('document-withdrawn');
  });

  it('is who may not: a reviewer hands nothing in, an auditor neither', async () => {
    for (const role of ['reviewer', 'audit-admin', 'duty'] as const) {
      expect((await office.ask(role, 'POST', PATH, form())).status).toBe(403);
    }
    expect((await office.ask('nobody', 'GET', PATH)).status).toBe(401);
    const unknown = await office.ask('home', 'GET', `${PATH}/premises.${'0'.repeat(24)}`);
    expect(unknown.body.code).toBe('document-unknown');
  });
});
