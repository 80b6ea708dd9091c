import { bytesToHex } from '@mingjing/crypto';
import { authorityAccessOf, overdueOf } from '@mingjing/execution';
import { type Host, spaceView } from '@mingjing/host';
import {
  type Alarm,
  type AlarmRule,
  JOURNAL_STALL_MS,
  type JournalStanding,
  type Judgement,
} from '@mingjing/oversight';
import { NodeRole } from '@mingjing/protocol';
import type { Observer } from '../observer.ts';
import type { CheckState } from './checks.ts';

/** Missing attachments named one by one; the number says how many there are. */
const GAPS_SHOWN = 20;

/** Who answers for a statement that does not hold, and since when. */
export interface Blame {
  readonly alarm: string;
  readonly rule: AlarmRule;
  readonly nodes: readonly string[];
  readonly since: number;
}

interface Statement {
  /** `unknown` when it was not or could not be measured. */
  readonly state: CheckState;
  readonly blame: readonly Blame[];
}

/** Blame of one statement; every alarm is in the list of alarms. */
const BLAME_MAX = 20;

const COVERAGE_RULES: readonly AlarmRule[] = ['coverage-gap', 'verification-behind'];
const HEAD_RULES: readonly AlarmRule[] = ['fork', 'state-root-differs', 'tip-stalled'];
/** Rules by which the journal of a node is not whole. */
export const JOURNAL_RULES: readonly AlarmRule[] = [
  'journal-split-view',
  'journal-rolled-back',
  'journal-altered',
  'journal-withheld',
  'journal-incomplete',
  'heartbeat-missing',
  'publish-unjournalled',
];

/** The three statements with their numbers; names as on the wire. */
export function situationOf(host: Host, { oversight, witness }: Observer, now: number) {
  const judgement = oversight.judgement(now);
  const open = oversight.alarms.open();
  const { state, tip } = host.replica.chain;
  const missing = host.replica.missingBlocks();
  const isWhole = missing === undefined && host.isHeaderMet();
  return {
    node_id: host.nodeId,
    chain_id: state.chainId,
    height: state.height,
    block_time: tip?.header.time ?? null,
    peers: host.network.peers().length,
    coverage: {
      ...statement(open, COVERAGE_RULES, judgement.isExpectedKnown && isWhole),
      from: (missing?.to ?? 0) + 1,
      to: state.height,
      block_id: bytesToHex(state.blockId),
      state_root: bytesToHex(state.stateRoot),
      expected_height: judgement.isExpectedKnown ? judgement.expectedHeight : null,
      lag: judgement.isExpectedKnown ? judgement.lag : null,
      gaps: judgement.gaps.length,
      gaps_named: judgement.gaps.slice(0, GAPS_SHOWN).map(({ commitment, height, withheldBy }) => {
        return { commitment, height, withheld_by: withheldBy };
      }),
    },
    journals: journalsOf(open, witness.watch.journals(now)),
    heads: {
      ...statement(open, HEAD_RULES, judgement.isOneCorrectAgreeing),
      agreeing: judgement.agreeing,
      of: judgement.organisations.length,
      one_correct: judgement.isOneCorrectAgreeing,
      organisations: judgement.organisations,
    },
    nodes: nodesSeen(host, { oversight, witness }, now),
    journal_space: spaceView(host.diskBudget.space),
    access: accessOf(host),
    alarms: {
      open: open.length,
      critical: open.filter(({ severity }) => severity === 'critical').length,
    },
  } as const;
}

function journalsOf(open: readonly Alarm[], journals: readonly JournalStanding[]) {
  const blamed = open.filter(({ rule }) => JOURNAL_RULES.includes(rule));
  const named = new Set(blamed.flatMap(({ nodes }) => nodes));
  const nodes = journals.map(({ nodeId, entries, isWhole, asOf }) => {
    const measured = isWhole ? 'proved' : 'unknown';
    const state: CheckState = named.has(nodeId) ? 'failed' : measured;
    return { node_id: nodeId, entries, state, as_of: asOf ?? null };
  });
  const whole = nodes.filter(({ state }) => state === 'proved');
  const isMeasured = nodes.length > 0 && whole.length === nodes.length;
  return {
    ...statement(open, JOURNAL_RULES, isMeasured),
    measured: whole.length,
    of: nodes.length,
    as_of: whole.length > 0 ? Math.min(...whole.map((each) => each.as_of ?? 0)) : null,
    nodes,
  };
}

/** Every node that is followed, as the map shows it; names as on the wire. */
function nodesSeen(
  host: Host,
  { oversight, witness }: Pick<Observer, 'oversight' | 'witness'>,
  now: number,
) {
  const { registry } = host.replica.chain.state;
  const connected = new Set(host.network.peers());
  const logs = Map.groupBy(witness.watch.standings(), ({ nodeId }) => nodeId);
  return nodesOf(oversight.judgement(now)).map((node) => {
    const own = logs.get(node.node_id) ?? [];
    const whole = own.filter(
      ({ wholeAt }) => wholeAt !== undefined && now - wholeAt <= JOURNAL_STALL_MS,
    );
    return {
      ...node,
      role: roleOf(registry.get('node', node.node_id)?.role),
      is_connected: connected.has(node.node_id),
      logs: own.length,
      logs_whole: whole.length,
    };
  });
}

/** Access orders of the authority whose node this is, and those overdue to be opened. */
function accessOf({ nodeId, replica }: Host) {
  const { registry, time } = replica.chain.state;
  const authority = registry.get('node', nodeId)?.organisation ?? '';
  const { orders, sealed } = authorityAccessOf(registry, authority);
  return { orders, sealed, overdue: overdueOf(registry, authority, time).length };
}

/** The name of a node's role on the chain. */
export function roleOf(role: number | undefined): string {
  return Object.entries(NodeRole).find(([, each]) => each === role)?.[0] ?? String(role);
}

/** Every node that is followed; names as on the wire. */
export function nodesOf({ nodes }: Judgement) {
  return nodes.map((node) => ({
    node_id: node.nodeId,
    organisation: node.organisation,
    power: node.power,
    standing: node.standing,
    height: node.height,
    compared_height: node.comparedHeight,
    lag: node.lag,
    since: node.since,
  }));
}

/** An alarm; names as on the wire. */
export function alarmView({ clearedAt, ...alarm }: Alarm) {
  return { ...alarm, cleared_at: clearedAt ?? null };
}

function statement(
  open: readonly Alarm[],
  rules: readonly AlarmRule[],
  isMeasured: boolean,
): Statement {
  const blame = open
    .filter(({ rule }) => rules.includes(rule))
    .slice(0, BLAME_MAX)
    .map(({ id, rule, nodes, since }) => ({ alarm: id, rule, nodes, since }));
  const state = isMeasured ? 'proved' : 'unknown';
  return { state: blame.length > 0 ? 'failed' : state, blame };
}
