import { type StatementKind, statementSigningBytes } from '@mingjing/protocol';
import type { Office } from '../office.ts';
import { made, type Network } from '../stage.ts';

const DOCUMENTS = '/v1/management/documents';
const STATED = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];
const DAY_MS = 86_400_000;
const LINE = '示例 EXAMPLE 示例 EXAMPLE';

/** A person of the registry who answers for the papers; nobody has such a telephone. */
const PERSON = {
  ...{ name: '示例人员', posts: ['legal-contact'], officer: null, phone: '13000000000' },
  ...{ email: null, until: null, letter: null },
};

/** Hands in an example for every slot, and has another officer sign for it; answers how many. */
export async function handInExamples(office: Office, network: Network): Promise<number> {
  const [today, later] = [dayOf(0), dayOf(200)];
  const person = { ...PERSON, appointed_on: today };
  const people = '/v1/management/people';
  const { id: owner } = await office.have('jia-security-admin', 'POST', people, person);
  const { slots } = await office.have('jia-audit-admin', 'GET', DOCUMENTS);
  for (const { slot } of slots as { slot: string }[]) {
    const text = `${LINE}\n${slot}\n本文件仅供演示,不证明任何事项。\n${LINE}\n`;
    const version = await office.have('jia-system-admin', 'POST', DOCUMENTS, {
      ...{ slot, file_name: `${slot}.txt`, media_type: 'text/plain', issuer: '甲公司(示例)' },
      ...{ issued_on: today, expires_on: later, example: true, owner },
      file: Buffer.from(text).toString('base64url'),
    });
    await attest(office, network, version);
  }
  return slots.length;
}

async function attest(
  office: Office,
  { management, chainId }: Network,
  version: Readonly<Record<string, unknown>>,
): Promise<void> {
  const officer = 'jia-audit-admin';
  const kind: StatementKind = 'document-attestation';
  const fact = (name: string) => [name, String(version[name])] as const;
  const facts = [['version', String(version['id'])] as const, ...[...STATED, 'example'].map(fact)];
  const statement = { kind, nodeId: management.nodeId, officer, facts };
  const bytes = statementSigningBytes(chainId, statement);
  const signature = Buffer.from(office.sign(officer, bytes)).toString('base64url');
  await office.have(officer, 'POST', `${DOCUMENTS}/${version['id']}/attest`, { signature });
}

/** What only a person can see: an officer says that he saw it; answers of how many items. */
export async function confirmSeen(office: Office): Promise<number> {
  const { form } = await office.have('jia-audit-admin', 'GET', '/v1/inspection/form');
  const seen = (form.items as { id: string; evidence: string }[]).filter(
    ({ evidence }) => evidence === 'S',
  );
  for (const { id: item } of seen) {
    const path = '/v1/inspection/confirmations';
    const said = { item, agrees: true, saw: '演示:当场查看' };
    await office.have('jia-security-admin', 'POST', path, said);
  }
  return made(seen.length);
}

/** A day of Asia/Shanghai, so many days from now. */
function dayOf(ahead: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
  return format.format(Date.now() + ahead * DAY_MS);
}
