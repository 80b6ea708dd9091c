import {
  isOneCorrect,
  powerByOrganisation,
  totalPower,
  type ValidatorSet,
} from '@mingjing/protocol';
import type { NodeTips } from './tips.ts';

/**
 * How a node's word stands against what was verified here: `agrees` and `differs` were compared,
 * `ahead` speaks of blocks that are not here yet, `silent` has not risen for too long, `unheard`
 * has not spoken at all.
 */
export type Standing = 'agrees' | 'differs' | 'ahead' | 'silent' | 'unheard';

export interface NodeView {
  readonly nodeId: string;
  readonly organisation: string;
  /** Voting power; 0 for a node that does not vote. */
  readonly power: number;
  readonly standing: Standing;
  /** Height of its latest tip; null before the first. */
  readonly height: number | null;
  /** Blocks its tip lacks against the organisations' tip. */
  readonly lag: number | null;
  /** When its tip last rose, by this node's clock; null before the first. */
  readonly since: number | null;
  readonly comparedHeight: number | null;
}

export interface OrganisationView {
  readonly organisation: string;
  readonly power: number;
  readonly standing: Standing;
}

export interface Agreement {
  /** The highest height that organisations with more than a third of the power have reached. */
  readonly expectedHeight: number;
  /** Whether enough organisations were heard for `expectedHeight` to mean anything. */
  readonly isExpectedKnown: boolean;
  readonly nodes: readonly NodeView[];
  readonly organisations: readonly OrganisationView[];
  /** Organisations whose compared heads agree, and whether one of them must be correct. */
  readonly agreeing: number;
  readonly isOneCorrectAgreeing: boolean;
}

// The worst word of its validators is the organisation's: it answers for each of them.
const WORST_FIRST: readonly Standing[] = ['differs', 'silent', 'unheard', 'ahead', 'agrees'];

/** By what nodes are judged beside their tips. */
export interface Measure {
  /** ms. */
  readonly now: number;
  /** As in `OversightBounds`. */
  readonly silenceMs: number;
  /** Nodes that are known to have signed another head, whatever they say now. */
  readonly differing: ReadonlySet<string>;
}

/** Where the heads of all nodes stand. */
export function agreementOf(
  nodes: readonly NodeTips[],
  set: ValidatorSet,
  measure: Measure,
): Agreement {
  const total = totalPower(set);
  const powers = powerByOrganisation(set);
  const seats = new Map(set.validators.map(({ nodeId, power }) => [nodeId, power]));
  const voters = nodes.filter(({ member }) => seats.has(member.nodeId));
  const expected = expectedHeight(voters, powers, total);
  const views = nodes.map((node) =>
    viewOf(node, seats.get(node.member.nodeId) ?? 0, measure, expected ?? 0),
  );
  const organisations = [...powers].map(([organisation, power]) => {
    const own = views.filter((view) => view.organisation === organisation && view.power > 0);
    const standings = new Set(own.map(({ standing }) => standing));
    const standing = WORST_FIRST.find((each) => standings.has(each)) ?? 'unheard';
    return { organisation, power, standing };
  });
  const agreeing = organisations.filter(({ standing }) => standing === 'agrees');
  const power = agreeing.reduce((sum, organisation) => sum + organisation.power, 0);
  return {
    expectedHeight: expected ?? 0,
    isExpectedKnown: expected !== undefined,
    nodes: views,
    organisations,
    agreeing: agreeing.length,
    isOneCorrectAgreeing: isOneCorrect(power, total),
  };
}

/** At least one correct organisation has reached this height; undefined: too few have spoken. */
function expectedHeight(
  voters: readonly NodeTips[],
  powers: ReadonlyMap<string, number>,
  total: number,
): number | undefined {
  const heights = new Map<string, number>();
  for (const { member, latest } of voters) {
    if (latest === undefined) continue;
    const known = heights.get(member.organisation) ?? 0;
    heights.set(member.organisation, Math.max(known, latest.height));
  }
  const descending = [...heights].sort(([, a], [, b]) => b - a);
  let power = 0;
  for (const [organisation, height] of descending) {
    power += powers.get(organisation) ?? 0;
    if (isOneCorrect(power, total)) return height;
  }
  return undefined;
}

function viewOf(node: NodeTips, power: number, measure: Measure, expected: number): NodeView {
  const { member, latest, compared } = node;
  return {
    nodeId: member.nodeId,
    organisation: member.organisation,
    power,
    standing: standingOf(node, measure),
    height: latest?.height ?? null,
    lag: latest === undefined ? null : Math.max(0, expected - latest.height),
    since: node.roseAt ?? null,
    comparedHeight: compared?.height ?? null,
  };
}

function standingOf(node: NodeTips, { now, silenceMs, differing }: Measure): Standing {
  if (differing.has(node.member.nodeId)) return 'differs';
  if (node.compared !== undefined && !node.compared.agrees) return 'differs';
  if (node.latest === undefined) return 'unheard';
  if (isSilent(node, now, silenceMs)) return 'silent';
  return node.compared === undefined ? 'ahead' : 'agrees';
}

/** Whether a node's tip has not risen for longer than the bound. */
export function isSilent(node: NodeTips, now: number, silenceMs: number): boolean {
  return now - (node.roseAt ?? node.expectedSince) > silenceMs;
}
