// Requests for an export: as bytes for the API, and as options for the commands.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex, x25519PublicKey } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import {
  approvedExportCodec,
  exportApprovalBytes,
  exportRequestCodec,
  JournalSource,
  type JournalSourceName,
} from '@mingjing/protocol';
import { mingjing } from './command.ts';
import { runHere } from './command-here.ts';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';

const LETTER = { basis: '网络安全法第三十条', authority: '北京市公安局' };

/** A request for logs of a node until now, approved by two officers who answer for it. */
export function approvedExport(
  network: TestNetwork,
  { nodeId, organisation, role }: ProgramProcess,
  source: JournalSourceName = 'publish',
): Uint8Array<ArrayBuffer> {
  const now = Date.now();
  const request = exportRequestCodec.encode({
    ...{ version: 1, nodeId, caseNumber: '2026-17', ...LETTER },
    ...{ recipientKey: x25519PublicKey(randomBytes(32)), sources: [JournalSource[source]] },
    ...{ actorType: 0, actor: '', from: 0, to: now, expiresAt: now + 60_000 },
    unique: randomBytes(16),
  });
  const administrators = [`${organisation}-security-admin`, `${organisation}-audit-admin`];
  const officers = role === 'supervision' ? ['inspector-1', 'inspector-2'] : administrators;
  const approvals = officers.map((officer) => {
    const signing = exportApprovalBytes(network.chainId, request);
    return { officer, signature: network.officer(officer).sign(signing) };
  });
  return Uint8Array.from(approvedExportCodec.encode({ request, approvals }));
}

/** Has the command export from a home, whether its program runs or not, and verifies what came. */
export async function exportOf(
  { folder, testnet }: TestNetwork,
  { home, nodeId }: ProgramProcess,
  asked: Uint8Array,
) {
  const [request, output] = [join(folder, `${nodeId}.request`), join(folder, `${nodeId}.export`)];
  writeFileSync(request, asked);
  const args = ['--home', home, '--request', request, '--output', output];
  const { code } = await mingjing('journal', 'export', ...args);
  const { json } = await runHere('verify', { genesis: testnet.genesisFile }, output);
  return { code, json };
}

/** What the commands about exports are run with; one approval is not enough for the last. */
export function exportRuns(
  { testnet }: TestNetwork,
  { home, nodeId, organisation }: ProgramProcess,
  file: (name: string) => string,
): Record<string, { readonly options: object }> {
  const [genesis, request] = [testnet.genesisFile, file('commanded.request')];
  const officer = `${organisation}-audit-admin`;
  const key = join(genesis, '..', 'officers', `${officer}.json`);
  const recipient = bytesToHex(x25519PublicKey(randomBytes(32)));
  const times = { from: '2026-01-01', to: new Date().toISOString(), days: '1' };
  const asked = { genesis, nodeId, case: '2026-17', ...LETTER, recipient, sources: 'publish' };
  return {
    'journal request-key': { options: { output: file('authority.key') } },
    'journal request': { options: { ...asked, ...times, output: request } },
    'journal approve': { options: { genesis, request, officer, key } },
    'journal export': { options: { home, request, output: file('commanded.export') } },
  };
}
