import { setImmediate as otherWork } from 'node:timers/promises';
import { kept } from '@mingjing/inspection';
import { findingKey, RuleEngine, type WatchSet } from '@mingjing/oversight';
import { history } from '../../rules/history.ts';
import type { RuleVersion } from '../../rules/rule-version.ts';
import type { Measure, MeasureContext, MeasuredWorld } from './measuring.ts';
import { trySamples } from './rule-samples.ts';

/** Blocks that are heard again: rules that are in force for longer cannot be replayed whole. */
const REPLAYED_BLOCKS = 2000;

/** Item 26: each rule in force finds its sample, nothing harmless; what was found is an alarm. */
export const rules: Measure<'rules-and-alarms'> = async (world, context) => {
  const { active, height } = world.rules;
  const nothing = { rules: 0, raised: 0, falselyRaised: 0 };
  if (active === undefined) return { word: { ...nothing, replayed: null }, standsOn: [] };
  const at = { height, time: world.host.replica.chain.state.time };
  const samples = trySamples(active.set, at);
  await otherWork();
  return {
    word: { ...samples, replayed: await replayed(world, active, context) },
    standsOn: [kept('rules', active.set), kept('sample', samples)],
  };
};

/** What the rules find in the blocks since they are in force, and what of it is no alarm. */
async function replayed(
  { alarms, rules: desk }: MeasuredWorld,
  { activeFrom, set }: RuleVersion,
  { signal }: MeasureContext,
) {
  const to = desk.height;
  if (activeFrom === null || to - activeFrom >= REPLAYED_BLOCKS) return null;
  const engine = new RuleEngine(set);
  const known = new Set(
    alarms.all().flatMap(({ rule, subject }) => (rule === 'watch-rule' ? [subject] : [])),
  );
  const found = new Set<string>();
  for await (const { facts } of history(desk.history, activeFrom, to)) {
    signal.throwIfAborted();
    for (const fact of facts) {
      for (const finding of engine.take(fact)) found.add(subjectOf(set, findingKey(finding)));
    }
  }
  const missing = [...found].filter((subject) => !known.has(subject));
  return { findings: found.size, missing: missing.length };
}

function subjectOf({ version }: WatchSet, key: string): string {
  return `v${version}/${key}`;
}
