import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host';
import { JournalSource, type Message } from '@mingjing/protocol';
import { say } from '../chain-acts.ts';
import { mingjing, mingjingApart, typedCommand } from '../command.ts';
import { deleteLine } from '../parts/delete-line.ts';
import { refusedEntry } from '../parts/refused-entry.ts';
import { backUp } from '../parts/restore-point.ts';
import type { Block } from '../printing.ts';
import { made, type Stage, type Step } from '../stage.ts';

const COPIES_MAX = 5;
/** Less than the law asks for. */
const SHORT_DAYS = 30;

export const journal: Step = {
  name: 'journal',
  needs: ['people'],
  async run(stage, block) {
    const network = made(stage.network);
    const { management } = made(stage.people);
    await thirtyDays(stage, block);
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
    block.fact('backedUp', await backUp(stage));
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

/** Nobody can even propose thirty days: the floor is a rule. That somebody tried is an entry. */
async function thirtyDays(stage: Stage, block: Block): Promise<void> {
  const { management } = made(stage.network);
  const office = made(stage.people).management;
  const logs = Object.values(JournalSource).sort((a, b) => a - b);
  const periods = logs.map((each) => ({ class: each, days: SHORT_DAYS }));
  const action = { setRetention: { periods } };
  const message: Message = { type: 'governancePropose', value: { action, expiresAt: 0 } };
  const at = Date.now();
  const { reason } = await say(management, office.keyFile('jia-system-admin'), message);
  const { index, source } = await refusedEntry(office, at);
  const fields = { days: SHORT_DAYS, logs: logs.length, reason: reason ?? '', source };
  block.check('thirtyDays', { ...fields, entry: index }, reason ?? '', 'result-periodRefused');
}

function entriesOf(report: Readonly<Record<string, unknown>> | undefined): number {
  const logs = (report?.['logs'] ?? []) as { readonly size: number }[];
  return logs.reduce((sum, { size }) => sum + size, 0);
}

function timeOf(time: number | null | undefined): string {
  return time == null ? '–' : new Date(time).toISOString();
}
