import {
  agreementInForce,
  hasAccepted,
  mayWrite,
  ResultCode,
  type SanctionState,
  sanctionState,
} from '@mingjing/execution';
import { check, kept, mostly, registryFooting, unknown } from '@mingjing/inspection';
import { SanctionGrade, type User, Verification } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { ComplaintDesk } from '../../complaints/complaint-desk.ts';
import { received } from '../../complaints/complaint-rules.ts';
import { newId } from '../../new-id.ts';
import { ownOrganisation } from '../../officers.ts';
import type { InspectionWorld } from '../world.ts';
import { drillEntry, type Find, type Finders, jsonOf } from './collecting.ts';
import {
  falseNumbers,
  testNumber,
  trueRegistration,
  WRONG_IDENTITIES,
  wrongRegistration,
} from './drill-registration.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

const realName: Find = async (world) => {
  const { host, program } = world;
  const { registry, time } = host.replica.chain.state;
  const users = registry.all('user');
  const writers = users.filter((user) => isWriter(registry, user, time));
  const unverified = writers.filter(({ verification, verifiedUntil }) => {
    return verification !== Verification.verified || verifiedUntil <= time;
  });
  const answers: string[] = [];
  for (const identity of WRONG_IDENTITIES) answers.push(await wrongRegistration(world, identity));
  const isTried = program.isVerificationSynthetic;
  const truth = isTried ? await trueRegistration(world) : undefined;
  const tried = [...falseNumbers(answers), ...(truth === undefined ? [] : [testNumber(truth)])];
  const result = tried.some(({ level }) => level === 'not-met') ? 'failed' : 'done';
  const good = tried.filter(({ level }) => level === 'met').length;
  const entry = await drillEntry(world, 'real-name', result, [good, tried.length]);
  return {
    checks: [
      ...tried,
      check(unverified.length === 0, 'facts.realname.writers', {
        ...{ users: users.length, writers: writers.length, unverified: unverified.length },
      }),
    ],
    standsOn: [entry],
  };
};

type RegistryOf = InspectionWorld['host']['replica']['chain']['state']['registry'];

function isWriter(registry: RegistryOf, user: User, time: number): boolean {
  return mayWrite(registry, user, { time, records: 1 }) === ResultCode.done;
}

const agreement: Find = ({ host }) => {
  const { registry, time } = host.replica.chain.state;
  const organisation = ownOrganisation(host) ?? '';
  const inForce = agreementInForce(registry, organisation, time);
  const users = registry.all('user').filter((user) => user.organisation === organisation);
  const accepted = users.filter((user) => hasAccepted(registry, user, time));
  const bypassing = users.filter((user) => {
    return isWriter(registry, user, time) && !hasAccepted(registry, user, time);
  });
  const entry = registry.get('agreement', organisation);
  return {
    checks: [
      check(inForce !== undefined, `facts.agreement.${inForce ? 'in-force' : 'none'}`, {
        version: inForce?.version ?? 0,
      }),
      // Who has not accepted cannot publish: how many those are is no fault of the operator.
      check(bypassing.length === 0, 'facts.agreement.accepted', {
        ...{ accepted: inForce === undefined ? 0 : accepted.length, users: users.length },
        bypassing: bypassing.length,
      }),
    ],
    standsOn: entry === undefined ? [] : [registryFooting('agreement', organisation, entry)],
  };
};

const EFFECTIVE: readonly SanctionState[] = ['in-force', 'expired', 'lifted', 'overturned'];

/** Item 42: sanctions that officers imposed on marked test subjects, grade by grade. */
const sanctions: Find = ({ assurance, host }) => {
  const { registry, time } = host.replica.chain.state;
  const { drillDays } = assurance.bounds;
  const marked = new Set(
    registry
      .all('user')
      .filter(({ synthetic }) => synthetic)
      .map(({ id }) => id),
  );
  const drilled = registry.all('sanction').filter((sanction) => {
    const [first] = sanction.steps;
    const isYoung = first !== undefined && first.time >= time - drillDays * DAY_MS;
    return (
      marked.has(sanction.userId) && isYoung && EFFECTIVE.includes(sanctionState(sanction, time))
    );
  });
  if (drilled.length === 0) {
    return { checks: [unknown('facts.sanctions.none', { days: drillDays })], standsOn: [] };
  }
  const grades = new Set(drilled.map(({ grade }) => grade));
  const all = Object.values(SanctionGrade);
  const founded = drilled.filter(({ basis, reason }) => basis > 0 && reason > 0);
  const closings = drilled.filter(({ grade }) => grade === SanctionGrade.close);
  const alone = closings.filter(({ steps }) => new Set(steps.map(({ actor }) => actor)).size < 2);
  return {
    checks: [
      mostly(grades.size === all.length, 'facts.sanctions.grades', {
        ...{ grades: grades.size, of: all.length, sanctions: drilled.length, days: drillDays },
      }),
      check(founded.length === drilled.length && alone.length === 0, 'facts.sanctions.founded', {
        ...{ founded: founded.length, sanctions: drilled.length, alone: alone.length },
      }),
    ],
    standsOn: drilled.map((each) => registryFooting('sanction', each.id, each)),
  };
};

const complaints: Find = async (world) => {
  const { desks, now, program } = world;
  const statistics = await desks.complaints.statistics(now());
  const lookup = await program.ask('main', {
    ...{ method: 'POST', url: '/v1/complaints/lookup' },
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ticket: newId(now()), secret: 'A'.repeat(22) }),
  });
  const isOpen = lookup.statusCode === 404 && jsonOf(lookup)['code'] === 'ticket-unknown';
  const isOffered = program.routes.some(
    ({ method, path, policy }) =>
      method === 'POST' && path === '/v1/complaints' && policy === 'public',
  );
  const { ticket, term } = await drilledComplaint(world);
  const operator = jsonOf(await program.ask('main', { method: 'GET', url: '/v1/operator' }));
  const telephone = operator['complaint_telephone'];
  const { answered, received: all } = statistics.total;
  const inTerm = statistics.total.answered_in_term;
  return {
    checks: [
      check(isOpen && isOffered, 'facts.complaints.entry', { status: lookup.statusCode }),
      check(ticket, 'facts.complaints.drilled', { hours: term }),
      check(typeof telephone === 'string', 'facts.complaints.telephone', {
        telephone: typeof telephone === 'string' ? telephone : '-',
      }),
      check(statistics.overdue === 0, 'facts.complaints.terms', {
        ...{ received: all, answered, inTerm, overdue: statistics.overdue },
      }),
    ],
    standsOn: [kept('complaints', statistics)],
  };
};

/** A complaint on a desk of its own, in memory: taken, found, and overdue when its term ran. */
async function drilledComplaint({ desks, host, now }: InspectionWorld) {
  const { chainId } = host.replica.chain;
  const key = () => new Uint8Array(32);
  const shelf = await Shelf.openInMemory(new MemoryDisk(), 'drill', { chainId, key });
  try {
    const desk = await ComplaintDesk.open(shelf, host);
    const at = now();
    const term = desks.complaintTerm(at);
    const id = newId(at);
    const form = { category: 'service', text: '演练' } as const;
    await desk.keep(id, received(form, { secretHash: '0'.repeat(64), at, term }));
    const found = await desk.find(id);
    const dueAt = found?.term?.dueAt ?? at;
    const { overdue } = await desk.statistics(dueAt);
    return {
      ticket: dueAt > at && overdue === 1,
      term: Math.round((dueAt - at) / (60 * MINUTE_MS)),
    };
  } finally {
    await shelf.close();
  }
}

/** Section five of the form. */
export const USERS: Finders = {
  'real-name': realName,
  'agreement-convention': agreement,
  'graded-sanctions': sanctions,
  'complaint-entry-handling': complaints,
};
