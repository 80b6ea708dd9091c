import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host';
import { mingjing, mingjingApart, typedCommand } from '../command.ts';
import { deleteLine } from '../parts/delete-line.ts';
import type { Block } from '../printing.ts';
import { clientOf, made, type Network, type Step } from '../stage.ts';

const COPIES_MAX = 5;

export const journal: Step = {
  name: 'journal',
  needs: ['people'],
  async run(stage, block) {
    const network = made(stage.network);
    const { management } = made(stage.people);
    await thirtyDays(network, block);
    const folder = join(stage.folder, 'journal-copy');
    copyJournal(homePaths(network.management.home).journal, folder);
    const trust = ['--genesis', network.testnet.genesisFile];
    const whole = await mingjingApart('journal', 'verify', folder, ...trust);
    const entries = entriesOf(whole.json);
    block.check('copyHolds', { entries }, `${whole.json?.['ok']} ${whole.exitCode}`, 'true 0');
    const deleted = made(deleteLine(folder));
    const broken = await mingjingApart('journal', 'verify', folder, ...trust);
    const faults = (broken.json?.['faults'] ?? []) as Fault[];
    const fault = faults.find(({ index }) => index === deleted) ?? faults[0];
    const fields = {
      ...{ node: String(broken.json?.['node_id']), source: fault?.source ?? '?' },
      ...{ index: fault?.index ?? '?', from: timeOf(fault?.from) },
      to: timeOf(fault?.to),
    };
    block.check('lineMissed', fields, `${fault?.source} ${fault?.index}`, `auth ${deleted}`);
    const file = join(stage.folder, 'retention.cert');
    const home = network.management.home;
    const certificate = await mingjing('retention', '--home', home, '--output', file, ...trust);
    block.check('certificate', {}, certificate.exitCode, 0);
    block.look(typedCommand('journal', 'verify', folder, ...trust));
    block.look(`${management.address}/console/journal`);
  },
};

/** The journal goes on: a file that was listed may be gone when its turn comes. */
function copyJournal(from: string, to: string): void {
  for (let round = 1; ; round += 1) {
    try {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.tmp') });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || round === COPIES_MAX) throw error;
    }
  }
}

interface Fault {
  readonly source?: string;
  readonly index: number;
  readonly from?: number | null;
  readonly to?: number | null;
}

/** Nobody can vote for thirty days: the floor is a rule, and no parameter says otherwise. */
async function thirtyDays({ management }: Network, block: Block): Promise<void> {
  const client = await clientOf(management);
  const action = JSON.stringify({ setParameters: { parameters: { retentionDays: 30 } } });
  let refusal = '';
  try {
    refusal = (await client.dryRun(action)).result;
  } catch (error) {
    refusal = String((error as { code?: string }).code);
  }
  block.check('thirtyDays', { reason: refusal }, String(!['', 'done'].includes(refusal)), 'true');
}

function entriesOf(report: Readonly<Record<string, unknown>> | undefined): number {
  const logs = (report?.['logs'] ?? []) as { readonly size: number }[];
  return logs.reduce((sum, { size }) => sum + size, 0);
}

function timeOf(time: number | null | undefined): string {
  return time == null ? '–' : new Date(time).toISOString();
}
