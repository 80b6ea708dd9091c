import { verify } from '@mingjing/crypto/node';
import { dryRun, ResultCode, resultCodeName } from '@mingjing/execution';
import {
  check,
  chosenBy,
  footing,
  kept,
  mostly,
  registryFooting,
  unknown,
} from '@mingjing/inspection';
import {
  type ActGroup,
  ActorType,
  JournalSource,
  type JournalSourceName,
  NodeRole,
  type PersonalGroup,
  RETENTION_FLOOR_DAYS,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { dayOf } from '../../calendar/shanghai-days.ts';
import type { InspectionWorld } from '../world.ts';
import { type Find, type Finders, jsonOf } from './collecting.ts';
import { deletionDrill } from './deletion-drill.ts';
import { drilledExport } from './drill-export.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Two heartbeats that did not come are a journal that rests. */
const HEARTBEAT_MS_MAX = 90_000;
/** What a chain node itself never writes: that of a supervision node is another journal. */
const NOT_WRITTEN_HERE: readonly JournalSourceName[] = ['supervision'];
const SAMPLE = 64;
const SOURCES_SAMPLED: readonly JournalSourceName[] = [
  'access',
  'auth',
  'admin',
  'publish',
  'security',
];
/** Counts of a summary of strangers before its ports: refusals, first and last time. */
const SUMMARY_PORTS_FROM = 3;
/** Less than the law asks for, as somebody might propose it. */
const SHORT_DAYS = 30;
const RECORDS_SAMPLED = 8;
/** Entries of publications looked through: those of the latest records. */
const ENTRIES_READ = 4096;

const allKinds: Find = async ({ host, now }) => {
  const { journal, replica } = host;
  const { registry } = replica.chain.state;
  const expected = SOURCE_NAMES.filter((source) => !NOT_WRITTEN_HERE.includes(source));
  const empty = expected.filter((source) => journal.durableSize(source) === 0);
  const last = await latestTime(host, 'maintenance');
  const restsMs = last === undefined ? Number.POSITIVE_INFINITY : now() - last;
  const nodes = registry
    .all('node')
    .filter(({ revokedHeight, role }) => revokedHeight === 0 && role !== NodeRole.supervision);
  const anchors = nodes.flatMap(({ id }) => registry.get('anchor', id) ?? []);
  return {
    checks: [
      check(restsMs <= HEARTBEAT_MS_MAX, 'facts.logs.heartbeat', {
        seconds: Number.isFinite(restsMs) ? Math.max(0, Math.round(restsMs / 1000)) : -1,
      }),
      mostly(empty.length === 0, 'facts.logs.sources', {
        ...{ sources: expected.length - empty.length, of: expected.length },
        first: empty[0] ?? '-',
      }),
      mostly(anchors.length === nodes.length, 'facts.logs.anchored', {
        ...{ anchored: anchors.length, nodes: nodes.length },
      }),
    ],
    standsOn: [
      ...journal
        .logs()
        .map(({ root, size, source }) =>
          footing('log', root, `${SOURCE_NAMES[source - 1]}/${size}`),
        ),
      ...anchors.map((anchor) => registryFooting('anchor', anchor.nodeId, anchor)),
    ],
  };
};

async function latestTime(
  { journal }: InspectionWorld['host'],
  source: JournalSourceName,
): Promise<number | undefined> {
  const size = journal.durableSize(source);
  const [latest] = await journal.readStubs(source, Math.max(0, size - 1), size);
  return latest?.stub.time;
}

/** Item 46: of the latest entries of people, which fields are filled. */
const fields: Find = async (world) => {
  const { host } = world;
  const found = { entries: 0, personal: 0, named: 0, ports: 0, shredded: 0 };
  const places: string[] = [];
  for (const source of SOURCES_SAMPLED) {
    const size = host.journal.durableSize(source);
    const entries = await host.journal.readRange(source, Math.max(0, size - SAMPLE), size);
    for (const { body, stub } of entries) {
      if (body === undefined) continue;
      const { act, frame, personal } = host.opened({ stub, body });
      const isPerson = act.actorType === ActorType.user || act.actorType === ActorType.officer;
      if (!isPerson && personal === 'absent') continue;
      found.entries += 1;
      if (frame.event !== '' && stub.time > 0 && frame.result > 0) found.named += 1;
      if (personal === 'shredded' || personal === 'restricted') found.shredded += 1;
      else if (personal !== 'absent') {
        found.personal += 1;
        if (personal.sourceAddress !== '' && hasPort(frame.event, act, personal)) found.ports += 1;
        else places.push(`${source}/${stub.index}`);
      } else places.push(`${source}/${stub.index}`);
    }
  }
  if (found.entries === 0) return { checks: [unknown('facts.fields.none')], standsOn: [] };
  const due = found.entries - found.shredded;
  return {
    checks: [
      check(found.named === found.entries, 'facts.fields.named', {
        ...{ named: found.named, entries: found.entries },
      }),
      check(found.ports === due, 'facts.fields.ports', {
        ...{ ports: found.ports, entries: due, first: places[0] ?? '-' },
      }),
    ],
    standsOn: host.journal
      .logs()
      .map(({ root, size, source }) => footing('log', root, `${SOURCE_NAMES[source - 1]}/${size}`)),
  };
};

/** A summary of refused strangers is of several connections: it counts their ports. */
function hasPort(event: string, { counts }: ActGroup, { sourcePort }: PersonalGroup): boolean {
  const ports = event === 'strangers-summary' ? counts.slice(SUMMARY_PORTS_FROM) : [sourcePort];
  return ports.some((port) => port > 0);
}

/** Item 47: the floor that no vote lowers, and how far back each log reaches. */
const period: Find = async ({ host, now }) => {
  const { journal, replica } = host;
  const { state } = replica.chain;
  const time = Math.max(now(), state.time + 1);
  const periods = SOURCE_NAMES.map((source) => ({
    class: JournalSource[source],
    days: SHORT_DAYS,
  }));
  const { code } = dryRun(state, { setRetention: { periods } }, { time, verify });
  const set = state.registry.get('retention', '');
  const days = Math.min(
    ...(set?.periods ?? []).map((each) => each.days),
    ...(set === undefined || set.periods.length === 0 ? [RETENTION_FLOOR_DAYS] : []),
  );
  const first = await oldest(host);
  if (first === undefined) return { checks: [unknown('facts.period.none')], standsOn: [] };
  const gone = SOURCE_NAMES.filter((source) => isGoneTooEarly(host, source, now()));
  const reached = first + RETENTION_FLOOR_DAYS * DAY_MS;
  const age = Math.floor((now() - first) / DAY_MS);
  return {
    checks: [
      check(code !== ResultCode.done, 'facts.period.refused', {
        ...{ days: SHORT_DAYS, answer: resultCodeName(code) ?? String(code) },
      }),
      check(days >= RETENTION_FLOOR_DAYS, 'facts.period.floor', {
        days,
        floor: RETENTION_FLOOR_DAYS,
      }),
      check(gone.length === 0, 'facts.period.kept', { gone: gone.length, first: gone[0] ?? '-' }),
      mostly(reached <= now(), `facts.period.${reached <= now() ? 'reached' : 'young'}`, {
        ...{ age, floor: RETENTION_FLOOR_DAYS, since: dayOf(first), day: dayOf(reached) },
      }),
    ],
    standsOn: [
      ...journal
        .logs()
        .map(({ root, size, source }) =>
          footing('log', root, `${SOURCE_NAMES[source - 1]}/${size}`),
        ),
      ...(set === undefined ? [] : [registryFooting('retention', '', set)]),
    ],
  };
};

/** Time of the oldest entry of all logs. */
async function oldest({ journal }: InspectionWorld['host']): Promise<number | undefined> {
  const times: number[] = [];
  for (const source of SOURCE_NAMES) {
    const [stub] = await journal.readStubs(source, 0, 1);
    if (stub !== undefined) times.push(stub.stub.time);
  }
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Bodies that are not there any more, and younger than the floor. */
function isGoneTooEarly(
  { journal, nodeId, replica }: InspectionWorld['host'],
  source: JournalSourceName,
  now: number,
): boolean {
  const from = journal.bodiesFrom(source);
  if (from === 0) return false;
  const key = `${nodeId}/${JournalSource[source]}`;
  const history = replica.chain.state.registry.get('logHistory', key);
  const isCertified = history !== undefined && history.disposedTo >= from;
  const isOld = (history?.disposedTime ?? now) <= now - RETENTION_FLOOR_DAYS * DAY_MS;
  return !isCertified || !isOld;
}

const proof: Find = async (world, { phrase }) => {
  const { journal, nodeId, replica } = world.host;
  const anchor = replica.chain.state.registry.get('anchor', nodeId);
  const behind = (anchor?.logs ?? []).filter(({ size, source }) => {
    return journal.durableSize(SOURCE_NAMES[source - 1] ?? 'access') < size;
  });
  const drill = await deletionDrill(world, phrase);
  return {
    checks: [
      ...drill.checks,
      check(behind.length === 0, 'facts.deletion.anchored', {
        ...{ logs: anchor?.logs.length ?? 0, height: anchor?.height ?? 0, behind: behind.length },
      }),
    ],
    standsOn: [...drill.standsOn, ...(anchor ? [registryFooting('anchor', nodeId, anchor)] : [])],
  };
};

/** Item 49: contents that the phrase chooses, to the user and to the entry of their publication. */
const contentToUser: Find = async ({ host, program }, { phrase }) => {
  const answer = await program.ask('main', { method: 'GET', url: '/v1/records?limit=200' });
  const records = (jsonOf(answer)['records'] ?? []) as {
    readonly id: string;
    readonly author: string;
    readonly transaction_id: string;
  }[];
  if (records.length === 0) return { checks: [unknown('facts.content.none')], standsOn: [] };
  const chosen = chosenBy(phrase, 'records', records.length, RECORDS_SAMPLED).flatMap(
    (index) => records[index] ?? [],
  );
  const { registry } = host.replica.chain.state;
  const known = chosen.filter(({ author }) => registry.get('user', author) !== undefined);
  const entries = new Set(await publishedIds(host));
  const told = chosen.filter((record) => entries.has(record.transaction_id));
  const own = chosen.length - told.length;
  return {
    checks: [
      check(known.length === chosen.length, 'facts.content.users', {
        ...{ known: known.length, of: chosen.length, first: chosen[0]?.author ?? '-' },
      }),
      mostly(own === 0, 'facts.content.entries', { told: told.length, of: chosen.length }),
    ],
    standsOn: chosen.map(({ author, id }) => kept('record', { id, author })),
  };
};

/** Transactions of which this journal has an entry, the latest first. */
async function publishedIds({ journal, opened }: InspectionWorld['host']): Promise<string[]> {
  const size = journal.durableSize('publish');
  const entries = await journal.readRange('publish', Math.max(0, size - ENTRIES_READ), size);
  return entries.flatMap(({ body, stub }) => {
    if (body === undefined) return [];
    return Buffer.from(opened({ stub, body }).act.transactionId).toString('hex');
  });
}

const lawfulExport: Find = (world, { phrase }) => drilledExport(world, phrase);

/** Item 51: who else holds this journal, and where the others are. */
const offSite: Find = async ({ host }) => {
  const { journal, nodeId, replica } = host;
  const { registry } = replica.chain.state;
  const own = registry.get('node', nodeId);
  const copies = new Set<string>();
  let vouched = 0;
  for (const source of SOURCE_NAMES) {
    const cosigned = await journal.cosigned.latest(source);
    for (const witness of cosigned?.witnesses ?? []) copies.add(witness);
    if ((cosigned?.witnesses.length ?? 0) > 0) vouched += 1;
  }
  const others = registry
    .all('node')
    .filter(({ id, revokedHeight }) => id !== nodeId && revokedHeight === 0);
  const elsewhere = others.filter(({ organisation }) => organisation !== own?.organisation);
  const regions = new Set(others.map(({ region }) => region).filter((region) => region !== ''));
  return {
    checks: [
      check(elsewhere.length > 0, 'facts.offsite.chain', {
        ...{ nodes: elsewhere.length, regions: regions.size },
      }),
      mostly(copies.size > 0, 'facts.offsite.journal', { copies: copies.size, logs: vouched }),
    ],
    standsOn: elsewhere.map((node) => registryFooting('node', node.id, node)),
  };
};

/** Section six of the form. */
export const RETENTION: Finders = {
  'all-kinds-of-log': allKinds,
  'entry-fields-complete': fields,
  'retention-period': period,
  'tamper-and-deletion-proof': proof,
  'content-to-user': contentToUser,
  'export-on-lawful-request': lawfulExport,
  'off-site-backup': offSite,
};
