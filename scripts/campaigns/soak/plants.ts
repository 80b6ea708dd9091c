// Known-bad things, each done once: what must come of it, and nothing else may.
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { keyOf } from '@mingjing/execution';
import { type AlarmRule, JOURNAL_STALL_MS } from '@mingjing/oversight';
import { KeyPurpose, type PoolItem } from '@mingjing/protocol';
import { order, receiptsOf, takedownOf } from '../../../tests/processes/orders.ts';
import { transactionOf } from '../../../tests/processes/submissions.ts';
import { until } from '../../../tests/processes/until.ts';
import type { HostsNetwork } from '../hosts/network.ts';
import type { Cause } from './causes.ts';
import { type Plant, START_MS_MAX } from './plan.ts';
import type { Publishing } from './publishing.ts';
import { BAD_TEXT, BURST_RECORDS, KNOCKS, RULE_IDS } from './watch-rules.ts';

/** Whose program is replaced, or stands still, for what is planted. */
export const TRAITOR = 'ding-validator';
export const DISTURBING: readonly Plant[] = [
  ...(['signature given twice', 'forged head', 'journal kept back'] as const),
  'order that is late',
];
const TRAITOR_PROGRAM = fileURLToPath(new URL('../../../tests/byzantine/node.ts', import.meta.url));
const STRANGER = fileURLToPath(new URL('../../../tests/byzantine/stranger.ts', import.meta.url));
const RECORDS_AT_ONCE = 200;
/** A paused node cannot carry an order out until then. */
const DEADLINE_MS = 6000;
const TIMELY_MS = 30_000;
/** A plant waits in the pool among all the others. */
const COMMITTED_MS = 60_000;
/** A rule hears of it within so long: contents travel, a desk looks each second. */
const HEARD_MS = 60_000;
/** A journal is withheld so much longer than the bound. */
const WITHHELD_MS = JOURNAL_STALL_MS + 12_000;
/** A traitor begins only when it is connected; what it does is in a block some seconds later. */
const DONE_MS = 15_000;

/** Plants that are troubles, too. */
export type StandingStill = 'node silent for two minutes' | 'supervision node that stands still';

/** What a plant needs of the soak. */
export interface Ground {
  readonly hosts: HostsNetwork;
  readonly publishing: Publishing;
  /** A user, counted from 1, who publishes nothing else. */
  readonly user: number;
  /** Waits for an alarm of a rule, so that the next step begins after it. */
  alarmed(rule: AlarmRule): Promise<void>;
}

type Owed = Pick<Cause, 'rule' | 'subject'>;
type Act = (ground: Ground) => Promise<readonly Owed[]>;

const ACTS: Readonly<Record<Exclude<Plant, StandingStill>, Act>> = {
  'text that a rule names': badText,
  'burst of one writer': burst,
  'strangers at the gate': strangers,
  'order that is late': lateOrder,
  'order in time': timelyOrder,
  'signature given twice': (ground) => traitor(ground, 'sign-twice', 'equivocation', TRAITOR),
  'forged head': (ground) =>
    traitor(ground, 'forge-tip', 'peer-misbehaved', `${TRAITOR} tip-signature-invalid`),
  'journal kept back': (ground) => traitor(ground, 'keep-journal', 'journal-withheld', TRAITOR),
};

/** Does it, and answers which alarms are owed, each once. */
export async function plant(
  name: keyof typeof ACTS,
  step: number,
  ground: Ground,
): Promise<Cause[]> {
  const from = Date.now();
  const owed = await ACTS[name](ground);
  const to = Date.now() + HEARD_MS;
  return owed.map((each) => ({ step, what: name, ...each, from, to, isOwed: true }));
}

async function badText(ground: Ground): Promise<readonly Owed[]> {
  const { publishing, user } = ground;
  const id = await committed(ground, publishing.texts(user, [BAD_TEXT]));
  return found(RULE_IDS.words, recordOf(id));
}

async function burst(ground: Ground): Promise<readonly Owed[]> {
  const { hosts, user } = ground;
  const { network } = hosts;
  const records = Array.from({ length: RECORDS_AT_ONCE }, (_, at) => {
    return { category: 0, subject: `burst:${at}`, attachments: [] };
  });
  const items = Array.from({ length: BURST_RECORDS / RECORDS_AT_ONCE }, () => ({
    transaction: transactionOf(network, network.user(user), {
      type: 'recordsPublish',
      value: { records },
    }),
    attachments: [],
  }));
  await Promise.all(items.map((item) => committed(ground, item)));
  return found(RULE_IDS.burst, `user-${user}`);
}

async function strangers({ hosts }: Ground): Promise<readonly Owed[]> {
  const { genesis, supervision, chainId } = hosts.network;
  const nodeId = supervision?.nodeId ?? '';
  const node = genesis.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) throw new Error('there is no supervision node');
  const key = bytesToHex(keyOf(node, KeyPurpose.peer));
  const [command = '', ...prefix] = hosts.prefix('jia-validator');
  const about = [chainId, nodeId, key, hosts.peerAddress(nodeId), String(KNOCKS)];
  await promisify(execFile)(command, [...prefix, process.execPath, STRANGER, ...about]);
  return found(RULE_IDS.strangers, 'peer-network');
}

/** A node stands still until the deadline of a takedown is past. */
async function lateOrder(ground: Ground): Promise<readonly Owed[]> {
  const { hosts } = ground;
  const { network } = hosts;
  const record = await published(ground);
  const sleeper = network.validators.find(({ nodeId }) => nodeId === TRAITOR);
  sleeper?.signal('SIGSTOP');
  try {
    const value = { ...takedownOf(record), deadline: Date.now() + DEADLINE_MS };
    const id = await order(network, network.validator(0), value);
    await pause(DEADLINE_MS);
    return found(RULE_IDS.late, id);
  } finally {
    sleeper?.signal('SIGCONT');
  }
}

async function timelyOrder(ground: Ground): Promise<readonly Owed[]> {
  const { network } = ground.hosts;
  const record = await published(ground);
  const value = { ...takedownOf(record), deadline: Date.now() + TIMELY_MS };
  const id = await order(network, network.validator(0), value);
  await until('everybody carried it out', async () => {
    const { late } = await receiptsOf(network.validator(0), id);
    return late.length === 0;
  });
  await pause(Math.max(0, value.deadline - Date.now()));
  return [];
}

/** The last validator is the test build for a while. */
async function traitor(
  { alarmed, hosts }: Ground,
  behaviour: string,
  rule: AlarmRule,
  subject: string,
): Promise<readonly Owed[]> {
  const own = hosts.network.validators.find(({ nodeId }) => nodeId === TRAITOR);
  if (own === undefined) throw new Error(`there is no ${TRAITOR}`);
  await own.kill();
  const flags = ['--behaviours', behaviour];
  const played = hosts.program(TRAITOR, { program: TRAITOR_PROGRAM, flags });
  played.start();
  try {
    await played.ready(START_MS_MAX);
    const lastsMs = behaviour === 'keep-journal' ? WITHHELD_MS : DONE_MS;
    await Promise.all([pause(lastsMs), alarmed(rule)]);
  } finally {
    await played.kill();
    own.start();
  }
  await own.ready(START_MS_MAX);
  return [{ rule, subject }];
}

/** The record of one harmless text, in a block; its contents are at every node. */
async function published(ground: Ground): Promise<Uint8Array> {
  const { publishing, user } = ground;
  const id = await committed(ground, publishing.texts(user, ['一则将被下架的普通文字']));
  return hexToBytes(recordOf(id)) ?? new Uint8Array(0);
}

async function committed({ hosts }: Ground, item: PoolItem): Promise<string> {
  const client = hosts.network.validator(0).client(COMMITTED_MS);
  const options = { wait: 'committed', waitMs: COMMITTED_MS } as const;
  const [result] = (await client.submit([item], options)).results;
  if (result?.status === 'committed' && result.code === 0) return result.id;
  throw new Error(`a plant is ${result?.status}: ${result?.reason ?? result?.code}`);
}

/** The one finding of a rule of the first version. */
function found(rule: string, subject: string): readonly Owed[] {
  return [{ rule: 'watch-rule', subject: `v1/${rule}/${subject}` }];
}

function recordOf(transactionId: string): string {
  return `${transactionId}00000000`;
}
