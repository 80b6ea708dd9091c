import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hexToBytes } from '@mingjing/crypto';
import { manifestHash, measureProgram } from '@mingjing/host';
import { publishPath } from '@mingjing/node';
import { done } from '../chain-acts.ts';
import { addressOf, clientOf, made, type Stage } from '../stage.ts';

const TEXT = '版本上线安全评估报告（示例）\n本文件仅供演示，不证明任何事项。\n';
/** More than half of four organisations. */
const VOTERS = ['yi', 'bing', 'ding'];

export interface DeclaredRelease {
  readonly version: string;
  readonly files: number;
  readonly approvals: number;
  readonly status: string;
}

/**
 * The files that run here are declared as a release: its assessment is a record of the chain, one
 * officer proposes it, and officers of other organisations approve.
 */
export async function declareRelease(stage: Stage): Promise<DeclaredRelease> {
  const { management } = made(stage.network);
  const office = made(stage.people).management;
  const [manifest, assessment] = await Promise.all([measureProgram(), publishAssessment(stage)]);
  const { files, version } = manifest;
  const release = { version, manifestHash: manifestHash(manifest), assessment };
  const action = { declareRelease: { ...release, height: 0, withdrawn: false } };
  const propose = { type: 'governancePropose', value: { action, expiresAt: 0 } } as const;
  const proposal = await done(management, office.keyFile('jia-system-admin'), propose);
  const value = { proposalId: made(hexToBytes(proposal) ?? undefined), approve: true };
  await Promise.all(
    VOTERS.map((id) =>
      done(management, office.keyFile(`${id}-security-admin`), { type: 'governanceBallot', value }),
    ),
  );
  const { approvals, status } = await (await clientOf(management)).proposal(proposal);
  stage.release = version;
  return { version, files: files.length, approvals, status };
}

async function publishAssessment(stage: Stage): Promise<Uint8Array> {
  const { management, testnet } = made(stage.network);
  const path = join(stage.folder, 'release-assessment.txt');
  writeFileSync(path, TEXT);
  const node = addressOf(await management.announced());
  for await (const { record } of publishPath(path, { key: made(testnet.users[0]), node })) {
    return made(hexToBytes(record) ?? undefined);
  }
  throw new Error('the assessment was not published');
}
