// What must hold whatever happens to the hosts, asked of the programs' own interfaces.
import type { Client } from '@mingjing/client';
import { forEach } from '../../../tests/processes/kill-run.ts';
import type { ProgramProcess } from '../../../tests/processes/program-process.ts';
import { until } from '../../../tests/processes/until.ts';
import type { HostsNetwork } from './network.ts';
import type { Step } from './steps.ts';

/** All programs make new blocks together again within this time after a trouble has ended. */
const RECOVERY_MS_MAX = 60_000;
/** What counts as going on: more than what was under way. */
const BLOCKS = 2;
/** Heights that the supervision node gives roots of in one answer. */
const ROOTS_AT_ONCE = 400;
/** Alarms that would accuse somebody: here every program is correct. */
const ACCUSING = ['fork', 'state-root-differs', 'equivocation', 'roll-back', 'peer-misbehaved'];

interface AlarmView {
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  readonly state: 'open' | 'cleared';
}

/** Height that all of them have reached. */
async function lowestOf(programs: readonly ProgramProcess[]): Promise<number> {
  return Math.min(...(await heightsOf(programs)));
}

export async function highestOf(programs: readonly ProgramProcess[]): Promise<number> {
  return Math.max(...(await heightsOf(programs)));
}

async function heightsOf(programs: readonly ProgramProcess[]): Promise<number[]> {
  return Promise.all(programs.map(async (program) => (await program.standing()).height));
}

/** Waits until each of them has made or verified new blocks; tells how long that took. */
export async function goesOn(
  what: string,
  programs: readonly ProgramProcess[],
  above: number,
  deadlineMs = RECOVERY_MS_MAX,
): Promise<number> {
  const startedAt = performance.now();
  const isOn = async () => (await lowestOf(programs)) >= above + BLOCKS;
  await until(what, isOn, deadlineMs);
  return Math.round(performance.now() - startedAt);
}

/** Waits until the supervision node says what it must say of this step while it lasts. */
export async function missed({ network }: HostsNetwork, step: Step): Promise<number> {
  if (!step.isLong || !('name' in step.trouble)) return 0;
  const { name, kind } = step.trouble;
  const isItself = name === network.supervision?.nodeId;
  // While it stands still it can be asked nothing, and a mute one hears everybody.
  if (isItself && kind !== 'cut off') return 0;
  const names = isItself ? network.validators.map(({ nodeId }) => nodeId) : [name];
  await until(`the supervision node misses ${names.join(' ')}`, async () => {
    const open = await alarmsOf(network.supervision, 'open');
    return names.every((each) =>
      open.some(({ rule, subject }) => rule === 'tip-stalled' && subject === each),
    );
  });
  return names.length;
}

/** Waits until no alarm is open any more; none may accuse a program, ever. */
export async function quiet({ network }: HostsNetwork): Promise<void> {
  await until('every alarm is cleared', async () => {
    const open = await alarmsOf(network.supervision, 'open');
    return open.length === 0;
  });
  const all = await alarmsOf(network.supervision, 'cleared');
  const unjust = all.find(({ rule }) => ACCUSING.includes(rule));
  if (unjust !== undefined) throw new Error(`an unjust alarm: ${unjust.rule} ${unjust.subject}`);
}

/** Shows a block as a node has it. */
export type SeeBlock = (nodeId: string, block: Awaited<ReturnType<Client['block']>>) => void;

/** One block, one state root and a quorum at each height; returns the height it got to. */
export async function oneChain(
  { network }: HostsNetwork,
  after: number,
  see?: SeeBlock,
): Promise<number> {
  const to = await lowestOf(network.programs);
  const verified = await rootsOf(network.supervision, after + 1, to);
  const heights = Array.from({ length: Math.max(0, to - after) }, (_, at) => after + 1 + at);
  await forEach(heights, async (height) => {
    const expected = verified.get(height);
    for (const node of network.validators) {
      const block = await node.client().block(height);
      const { block_id: id, header, certificate } = block;
      const isSame = expected?.block_id === id && expected.state_root === header.state_root;
      if (!isSame) throw new Error(`${node.nodeId} has another block or root at ${height}`);
      see?.(node.nodeId, block);
      if (certificate.signers * 3 > certificate.validators * 2) continue;
      throw new Error(`${node.nodeId}: no quorum behind block ${height}`);
    }
  });
  return Math.max(after, to);
}

interface Root {
  readonly height: number;
  readonly block_id: string;
  readonly state_root: string;
}

async function rootsOf(supervision: ProgramProcess | undefined, from: number, to: number) {
  const roots = new Map<number, Root>();
  for (let at = from; at <= to; at += ROOTS_AT_ONCE) {
    const last = Math.min(to, at + ROOTS_AT_ONCE - 1);
    const answer = await supervision?.ask<{ items: Root[] }>(
      `/v1/state-roots?from=${at}&to=${last}`,
    );
    for (const root of answer?.items ?? []) roots.set(root.height, root);
  }
  return roots;
}

async function alarmsOf(
  supervision: ProgramProcess | undefined,
  state: AlarmView['state'],
): Promise<readonly AlarmView[]> {
  const answer = await supervision?.ask<{ items: AlarmView[] }>(
    `/v1/alarms?state=${state}&limit=500`,
  );
  return answer?.items ?? [];
}
