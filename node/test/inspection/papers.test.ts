// The nine items that rest on paper and the seventeen that a person confirms: each is met with its
// document or confirmation, and turns without it or after its time.
import {
  type Answer,
  readForm,
  runInspection,
  SHIPPED_FORM,
  type Verdict,
} from '@mingjing/inspection';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { SLOTS } from '../../src/management/documents/document.ts';
import { DocumentDesk } from '../../src/management/documents/document-desk.ts';
import { exampleDocument } from '../../src/management/documents/example-document.ts';
import {
  CONFIRMATION_DAYS,
  confirmationsOn,
} from '../../src/management/inspection/confirmations/confirmation.ts';
import { knownFindings } from '../../src/management/inspection/known-findings.ts';
import { TestOffice } from '../management/test-office.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PATH = '/v1/management/documents';
const FACTS = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];

const read = readForm(SHIPPED_FORM);
if (!read.ok) throw new Error('the form is none');
const { form } = read;
const idsOf = (evidence: string) =>
  form.items.filter((item) => item.evidence === evidence).map(({ id }) => id);
const [PAPERS, CONFIRMED] = [idsOf('D'), idsOf('S')];

let office: TestOffice;
let opened: number;
let whole: Map<string, Answer>;
let late: Map<string, Answer>;

/** Hands in a document for a slot and has another officer sign for it. */
async function handIn(slot: (typeof SLOTS)[number], owner: string): Promise<void> {
  const file = Buffer.from(exampleDocument(slot, '甲公司')).toString('base64url');
  const { body } = await office.ask('system-admin', 'POST', PATH, {
    ...{ slot: slot.id, file_name: `${slot.id}.txt`, media_type: 'text/plain', issuer: '甲公司' },
    ...{ owner, issued_on: '2026-01-05', expires_on: '2027-06-30', example: true, file },
  });
  const facts = [
    ['version', body.id],
    ...[...FACTS, 'example'].map((name) => [name, String(body[name])]),
  ];
  const signature = office.state('audit-admin', 'document-attestation', facts as never);
  await office.ask('audit-admin', 'POST', `${PATH}/${body.id}/attest`, { signature });
}

/** No documents, where they are not what is looked at. */
const NO_PAPERS = { standing: () => [], find: () => undefined };

/** The form filled with what is on the shelf at a time; what is measured is taken as good. */
async function filledAt(now: number, withPapers = true): Promise<Map<string, Answer>> {
  const documents = withPapers ? await DocumentDesk.open(office.shelf, office.host) : NO_PAPERS;
  const measurement = { outcome: 'met' as Verdict, facts: [], standsOn: [], by: 'jia-validator' };
  const answers = await runInspection({
    ...{ form, phrase: '海上生明月', now: () => now },
    collectors: CONFIRMED.map((item) => ({
      item,
      collect: async () => ({ ...measurement, at: now, height: 1, isStated: false }),
    })),
    known: await knownFindings(office.shelf, documents, now),
  });
  return new Map(answers.map((answer) => [answer.item, answer]));
}

beforeAll(async () => {
  office = await TestOffice.open();
  opened = office.now;
  const person = {
    ...{ name: '张某', posts: ['security-lead'], officer: 'jia-security-admin' },
    ...{ phone: '13000000000', email: null, appointed_on: '2026-01-05', until: null, letter: null },
  };
  const { body } = await office.ask('security-admin', 'POST', '/v1/management/people', person);
  for (const slot of SLOTS) await handIn(slot, body.id);
  const confirmations = confirmationsOn(office.shelf);
  const value = {
    agrees: true,
    saw: '现场查看',
    officer: 'jia-duty',
    at: opened,
    withdrawnAt: null,
  };
  await office.shelf.change(CONFIRMED.map((item) => confirmations.put(item, value)));
  whole = await filledAt(opened);
  late = await filledAt(Date.parse('2027-07-01T00:00:00+08:00'));
});

it('has nine items on paper and seventeen that a person confirms', () => {
  expect([PAPERS.length, CONFIRMED.length]).toEqual([9, 17]);
});

describe('an item on paper', () => {
  test.each(PAPERS)(
    '%s is met by attested documents, and says that they are examples',
    async (item) => {
      const answer = (await filledAt(opened)).get(item);
      expect(answer).toMatchObject({ verdict: 'met', kind: 'attested', isExample: true });
      expect(answer?.findings.document).toMatchObject({ attestor: 'jia-audit-admin' });
    },
  );

  test.each(PAPERS)('%s is not met when they have expired', (item) => {
    expect(late.get(item)).toMatchObject({ verdict: 'not-met', reasons: ['document-expired'] });
  });

  test.each(PAPERS)('%s is not met when one of them is withdrawn', async (item) => {
    const slot = SLOTS.find(({ items }) => items.includes(item));
    if (slot === undefined) throw new Error(`no document for ${item}`);
    const list = `${PATH}/versions?slot=${slot.id}`;
    const [version] = (await office.ask('audit-admin', 'GET', list)).body.items;
    await office.ask('security-admin', 'POST', `${PATH}/${version.id}/withdraw`, {});
    const answer = (await filledAt(opened)).get(item);
    expect(answer).toMatchObject({ verdict: 'not-met', reasons: ['document-missing'] });
    await handIn(slot, version.owner);
  });
});

describe('an item that a person confirms', () => {
  const confirmations = () => confirmationsOn(office.shelf);
  const change = async (item: string, value: object) => {
    const before = await confirmations().get(item);
    if (before === undefined) throw new Error('no confirmation');
    await office.shelf.change([confirmations().put(item, { ...before, ...value })]);
    return () => office.shelf.change([confirmations().put(item, before)]);
  };

  test.each(CONFIRMED)('%s turns with its confirmation', async (item) => {
    expect(whole.get(item)).toMatchObject({ verdict: 'met', kind: 'confirmed' });
    const over = await filledAt(opened + CONFIRMATION_DAYS * DAY_MS, false);
    expect(over.get(item)).toMatchObject({
      ...{ verdict: 'not-measured', reasons: ['confirmation-missing'] },
    });
    const undo = await change(item, { withdrawnAt: opened });
    expect((await filledAt(opened, false)).get(item)?.verdict).toBe('not-measured');
    await undo();
    const again = await change(item, { agrees: false });
    expect((await filledAt(opened, false)).get(item)).toMatchObject({
      ...{ verdict: 'not-met', reasons: ['confirmation-differs'] },
    });
    await again();
  });
});
