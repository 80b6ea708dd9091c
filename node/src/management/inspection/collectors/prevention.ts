import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { takedownOf } from '@mingjing/execution';
import {
  type Check,
  check,
  footing,
  kept,
  mostly,
  registryFooting,
  unknown,
} from '@mingjing/inspection';
import { blockCodec, blockId, headerCodec, OrderKind } from '@mingjing/protocol';
import { ruleSetHash } from '@mingjing/screening';
import { PUBLIC_READS, ReadLimiter } from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import { incidentsOn, isClosed } from '../../assurance/incidents/incident.ts';
import { SUITE_1 } from '../../assurance/inventory/algorithms.ts';
import { reportClock } from '../../cases/case.ts';
import { judgementOf } from '../../screening/judgement.ts';
import type { InspectionWorld } from '../world.ts';
import type { Find, Finders } from './collecting.ts';
import { type DrilledOrder, drilledOrders, receiptsOf } from './drilled-orders.ts';
import { PLANTED } from './planted-texts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Within so long an emergency plan has to have been rehearsed: once a year. */
const REHEARSED_DAYS = 365;
/** A second of rounds missed is a machine that was busy; half a minute is a centre that rests. */
const CENTRE_MS_MAX = 30_000;
/** Stranger of nobody (RFC 5737), for a limiter of its own. */
const STRANGER = '192.0.2.1';

const screened: Find = async ({ host, screening }) => {
  const judged = await Promise.all([
    screening.judge(PLANTED.banned),
    screening.judge(PLANTED.benign),
  ]);
  const [banned, benign] = judged.map((group) => group.map((texts) => judgementOf(texts, [])));
  const stopped = (banned ?? []).filter(({ action }) => action === 'refuse' || action === 'hold');
  const passed = (benign ?? []).filter(({ action }) => action === 'pass');
  const inForce = screening.inForce();
  const stated = host.replica.chain.state.registry.get('screeningRules', host.nodeId)?.ruleSets;
  const isStated = inForce.every((set) => {
    return stated?.some(({ hash }) => equalBytes(hash, ruleSetHash(set))) === true;
  });
  const [first] = stopped[0]?.findings ?? [];
  return {
    checks: [
      check(stopped.length === PLANTED.banned.length, 'facts.screening.stopped', {
        ...{ stopped: stopped.length, of: PLANTED.banned.length },
        rule:
          first === undefined ? '-' : `${first.ruleSet.id}@${first.ruleSet.version}/${first.rule}`,
      }),
      check(passed.length === PLANTED.benign.length, 'facts.screening.passed', {
        ...{ passed: passed.length, of: PLANTED.benign.length },
      }),
      mostly(isStated, 'facts.screening.stated', { sets: inForce.length }),
    ],
    standsOn: inForce.map((set) => footing('rules', ruleSetHash(set), `${set.id}@${set.version}`)),
  };
};

const takenDown: Find = async (world) => {
  const { assurance, host, program } = world;
  const orders = drilledOrders(world, [OrderKind.takedown]).toSorted(
    (a, b) => b.effectiveHeight - a.effectiveHeight,
  );
  const [order] = orders;
  if (order === undefined) {
    const days = assurance.bounds.drillDays;
    return { checks: [unknown('facts.takedown.none', { days })], standsOn: [] };
  }
  const { answered, deleted, expected, missing } = await receiptsOf(world, order);
  const held = await Promise.all(
    order.commitments.map(
      async (commitment) => (await host.store.attachment(commitment)) !== undefined,
    ),
  );
  const left = held.filter(Boolean).length;
  const [commitment] = order.commitments;
  const url = `/v1/attachments/${bytesToHex(commitment ?? new Uint8Array(32))}`;
  const answer = await program.ask('main', { method: 'GET', url });
  const chained = await isStillChained(world, order);
  return {
    checks: [
      check(missing.length === 0, 'facts.takedown.receipts', {
        ...{ answered, expected, deleted, first: missing[0] ?? '-' },
      }),
      check(left === 0, 'facts.takedown.gone', { contents: held.length, left }),
      check(answer.statusCode === 451, 'facts.takedown.answer', { status: answer.statusCode }),
      chained,
    ],
    standsOn: [registryFooting('order', order.id, order)],
  };
};

/** The block of what was taken down still has the hash that the next one names. */
async function isStillChained({ host }: InspectionWorld, { order }: DrilledOrder): Promise<Check> {
  const found = await host.store.findTransaction(order.recordId.subarray(0, 32));
  const key = 'facts.takedown.chained';
  if (found === undefined) return unknown('facts.takedown.no-block');
  const [block, next] = await Promise.all([
    host.store.block(found.height),
    host.store.block(found.height + 1),
  ]);
  if (block === undefined || next === undefined) return unknown('facts.takedown.no-block');
  const { chainId, state } = host.replica.chain;
  const own = blockId(chainId, blockCodec.decode(block.block).header);
  const { parentId } = headerCodec.decode(blockCodec.decode(next.block).header);
  const isMarked = takedownOf(state.registry, order.recordId) !== undefined;
  return check(equalBytes(own, parentId) && isMarked, key, { height: found.height });
}

const caseRecords: Find = async ({ cases, now }) => {
  const found = (await cases.cases.list({ limit: LISTED_MAX })).map(({ value }) => value);
  const clocks = found.map((file) => reportClock(file, now()));
  const late = clocks.filter((clock) => clock === 'overdue' || clock === 'late').length;
  const inTime = clocks.filter((clock) => clock === 'in-time').length;
  const idle = found.filter(
    ({ actions, closing }) => closing === null && actions.length === 0,
  ).length;
  return {
    checks: [
      check(late === 0, 'facts.cases.reported', { cases: found.length, inTime, late }),
      mostly(idle === 0, 'facts.cases.handled', { idle }),
    ],
    standsOn: [kept('cases', clocks)],
  };
};

const attacks: Find = async ({ program }) => {
  const limiter = new ReadLimiter(() => 0);
  let free = 0;
  while (free <= PUBLIC_READS.callsOfAddress && limiter.take(STRANGER).waitMs === 0) free += 1;
  const json = { 'content-type': 'application/json' };
  const probes = [
    ...[{ method: 'POST', url: '/v1/session', headers: json, payload: '{"officer"' }],
    ...[{ method: 'POST', url: '/v1/session/challenge', headers: json, payload: '{"officer":1}' }],
    { method: 'GET', url: '/v1/../../etc/passwd' },
    { method: 'GET', url: '/v1/blocks/NaN' },
    {
      ...{ method: 'POST', url: '/v1/session/challenge', headers: json },
      payload: JSON.stringify({ officer: 'x'.repeat(64 * 1024) }),
    },
  ] as const;
  const answers = await Promise.all(probes.map((probe) => program.ask('main', probe)));
  const refused = answers.filter(({ statusCode }) => statusCode >= 400 && statusCode < 500).length;
  const broken = answers.filter(({ statusCode }) => statusCode >= 500).length;
  return {
    checks: [
      check(free === PUBLIC_READS.callsOfAddress, 'facts.attacks.limit', {
        ...{ free, seconds: PUBLIC_READS.windowMs / 1000 },
      }),
      check(refused === probes.length && broken === 0, 'facts.attacks.input', {
        ...{ refused, of: probes.length, broken },
      }),
    ],
    standsOn: [
      kept(
        'answers',
        answers.map(({ statusCode }) => statusCode),
      ),
    ],
  };
};

const algorithms: Find = ({ host }) => {
  const { suite } = host.genesis;
  const commercial = SUITE_1.filter(({ algorithm }) => /\bSM[234]\b/.test(algorithm));
  return {
    checks: [
      check(commercial.length > 0, 'facts.algorithms.used', {
        ...{ suite, algorithms: SUITE_1.length, commercial: commercial.length },
      }),
    ],
    standsOn: [kept('algorithms', SUITE_1)],
  };
};

const monitored: Find = ({ assurance, now }) => {
  const { judgedAt, standing } = assurance.centre;
  if (judgedAt === undefined) {
    return { checks: [unknown('facts.centre.not-yet')], standsOn: [] };
  }
  const ageMs = Math.max(0, now() - judgedAt);
  const nodes = assurance.watch.nodes();
  const named = new Set(standing.map(({ subject }) => subject));
  const unseen = nodes.filter(({ answer, id, isSelf }) => {
    return !isSelf && answer === undefined && !named.has(id);
  });
  const silent = nodes.filter(({ answer, isConnected, isSelf }) => {
    return !isSelf && (answer === undefined || !isConnected);
  });
  const alarms = standing.filter(({ level }) => level === 'alarm');
  return {
    checks: [
      check(ageMs <= CENTRE_MS_MAX, 'facts.centre.round', { seconds: Math.round(ageMs / 1000) }),
      check(unseen.length === 0, 'facts.centre.nodes', {
        ...{ nodes: nodes.length, silent: silent.length, unseen: unseen.length },
      }),
      mostly(alarms.length === 0, 'facts.centre.alarms', {
        ...{ alarms: alarms.length, first: alarms[0]?.kind ?? '-' },
      }),
    ],
    standsOn: [kept('findings', standing)],
  };
};

const rehearsed: Find = async ({ now, shelf }) => {
  const incidents = await incidentsOn(shelf).list({ reverse: true, limit: LISTED_MAX });
  const drills = incidents.filter(({ value }) => value.form.drill && isClosed(value));
  const [latest] = drills;
  const days = latest === undefined ? -1 : Math.floor((now() - latest.value.at) / DAY_MS);
  return {
    checks: [
      check(latest !== undefined && days <= REHEARSED_DAYS, 'facts.rehearsal.held', {
        ...{ drills: drills.length, days: Math.max(0, days), bound: REHEARSED_DAYS },
      }),
    ],
    standsOn: latest === undefined ? [] : [kept('incident', latest.value)],
  };
};

/** Section four of the form, as far as it looks at what the service does. */
export const PREVENTION: Finders = {
  'pre-publication-review': screened,
  'takedown-and-blocking': takenDown,
  'case-records-24-h-report': caseRecords,
  'anti-attack-intrusion': attacks,
  'commercial-cryptography-in-use': algorithms,
  'central-monitoring': monitored,
  'plan-and-drill': rehearsed,
};
