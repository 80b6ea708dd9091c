// What must hold when a soak is over and everything stands still.
import { verify } from '@mingjing/crypto/node';
import { verifyReceipt } from '@mingjing/proofs';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import { agreement, forEach } from '../../../tests/processes/kill-run.ts';
import type { Acknowledged } from '../../../tests/processes/load.ts';
import { oneChain, type SeeBlock } from '../hosts/checks.ts';
import type { HostsNetwork } from '../hosts/network.ts';
import type { SeenAlarm } from './judge.ts';
import { RULE_IDS, type RuleOffice, type Tested } from './watch-rules.ts';

/** One publish in so many is asked for by its id, too, and its receipt verified. */
const DRAWN_EVERY = 16;
/** Findings that a back-test names. */
const NAMED_MAX = 50;

export interface Kept {
  readonly height: number;
  readonly stateRoot: string;
  readonly acknowledged: number;
  readonly receiptsVerified: number;
  /** Times of all blocks, ms. */
  readonly blockTimes: readonly number[];
}

/**
 * One chain on all programs with every acknowledged publish in it; throws what is missing. Each
 * validator lists it in its own block of that height; the supervision node has that block.
 */
export async function everythingKept(
  hosts: HostsNetwork,
  acknowledged: readonly Acknowledged[],
): Promise<Kept> {
  const { network } = hosts;
  const { height, stateRoot } = await agreement(network);
  const listed = new Map(network.validators.map(({ nodeId }) => [nodeId, new Set<string>()]));
  const times: number[] = [];
  const see: SeeBlock = (nodeId, { header, transactions }) => {
    for (const id of transactions) listed.get(nodeId)?.add(`${id}@${header.height}`);
    times[header.height - 1] = header.time;
  };
  await oneChain(hosts, 0, see);
  for (const [nodeId, ids] of listed) {
    const lost = acknowledged.find(({ id, height: at }) => !ids.has(`${id}@${at}`));
    if (lost !== undefined) throw new Error(`${nodeId} lost ${lost.id}, told by ${lost.node}`);
  }
  const checked = acknowledged.filter((_, at) => at % DRAWN_EVERY === 0);
  await forEach(checked, async ({ id, height: said }) => {
    for (const program of network.programs) {
      const found = await program.heightOf(id);
      if (found !== said) throw new Error(`${program.nodeId} has ${id} at ${found}, not ${said}`);
    }
  });
  const trustedGenesisHash = genesisHash(genesisCodec.encode(network.genesis));
  await forEach(checked, async ({ id, height: said }, at) => {
    const client = network.validator(at % network.validators.length).client();
    const check = verifyReceipt(await client.receipt(id), { verify, trustedGenesisHash });
    if (!check.ok || check.value.height !== said) throw new Error(`the receipt of ${id} is bad`);
  });
  return {
    ...{ height, stateRoot, acknowledged: acknowledged.length },
    ...{ receiptsVerified: checked.length, blockTimes: times },
  };
}

export interface Replay {
  readonly tested: Tested;
  /** What differs, in words; nothing when the replay says what was raised. */
  readonly faults: readonly string[];
}

/** Judges the history twice anew, and holds it against the alarms that the rules raised. */
export async function replayed(
  office: RuleOffice,
  alarms: readonly SeenAlarm[],
  activeFrom: number,
): Promise<Replay> {
  const [first, second] = await office.again(2);
  if (first === undefined || second === undefined) throw new Error('no back-test was made');
  return { tested: first, faults: replayFaults({ first, second }, alarms, activeFrom) };
}

/** Pure: findings of heights that the first version judged, against its alarms. */
export function replayFaults(
  { first, second }: { readonly first: Tested; readonly second: Tested },
  alarms: readonly Pick<SeenAlarm, 'rule' | 'subject'>[],
  activeFrom: number,
): string[] {
  const from = Math.max(activeFrom, first.from_height);
  // A back-test ends where it has read as much as it may.
  const isJudged = (key: string) => {
    const height = Number(key.slice(key.lastIndexOf('@') + 1));
    return height >= from && height <= first.to_height;
  };
  // A silence is counted from where the rules begin: a back-test begins with the chain.
  const named = (key: string) => (key.startsWith(`${RULE_IDS.quiet}/`) ? key.split('@')[0] : key);
  const raised = alarms
    .filter(({ rule }) => rule === 'watch-rule')
    .map(({ subject }) => subject.slice(subject.indexOf('/') + 1))
    .filter(isJudged)
    .map(named);
  const found = first.named.filter(isJudged).map(named);
  return [
    ...(first.digest === second.digest ? [] : ['two replays differ']),
    ...(first.findings <= NAMED_MAX ? [] : [`${first.findings} findings are not all named`]),
    ...found.filter((key) => !raised.includes(key)).map((key) => `only replayed: ${key}`),
    ...raised.filter((key) => !found.includes(key)).map((key) => `not replayed: ${key}`),
  ];
}
