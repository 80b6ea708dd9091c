import { type StatementKind, statementSigningBytes } from '@mingjing/protocol';
import type { Office } from '../office.ts';
import { made, type Network } from '../stage.ts';

const DOCUMENTS = '/v1/management/documents';
const STATED = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];
const DAY_MS = 86_400_000;
const VALID_DAYS = 200;
const LINE = '示例 EXAMPLE 示例 EXAMPLE';

/** What an example is handed in for, and who answers for it. */
export interface Paper {
  readonly slot: string;
  /** A person of the registry. */
  readonly owner: string;
}

/**
 * Hands in an example for every slot that has no document yet, and has another officer sign for
 * it; answers how many documents there are then.
 */
export async function handInExamples(
  office: Office,
  network: Network,
  owner: string,
): Promise<number> {
  const read = async () => (await office.have('jia-audit-admin', 'GET', DOCUMENTS)).slots;
  const slots = (await read()) as { slot: string; version: string | null }[];
  for (const { slot, version } of slots) {
    if (version === null) await handIn(office, network, { slot, owner });
  }
  return slots.length;
}

/** Hands in an example, which says on every line that it is one; the id of its version. */
export async function handIn(
  office: Office,
  network: Network,
  { slot, owner }: Paper,
): Promise<string> {
  const text = `${LINE}\n${slot}\n本文件仅供演示，不证明任何事项。\n${LINE}\n`;
  const version = await office.have('jia-system-admin', 'POST', DOCUMENTS, {
    ...{ slot, file_name: `${slot}.txt`, media_type: 'text/plain', issuer: '甲公司（示例）' },
    ...{ issued_on: dayOf(0), expires_on: dayOf(VALID_DAYS), example: true, owner },
    file: Buffer.from(text).toString('base64url'),
  });
  await attest(office, network, version);
  return version.id;
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
export async function confirmSeen(office: Office, saw: string): Promise<number> {
  const { form } = await office.have('jia-audit-admin', 'GET', '/v1/inspection/form');
  const seen = (form.items as { id: string; evidence: string }[]).filter(
    ({ evidence }) => evidence === 'S',
  );
  for (const { id: item } of seen) {
    const path = '/v1/inspection/confirmations';
    await office.have('jia-security-admin', 'POST', path, { item, agrees: true, saw });
  }
  return made(seen.length);
}

/** A day of Asia/Shanghai, so many days from now. */
export function dayOf(ahead: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
  return format.format(Date.now() + ahead * DAY_MS);
}
