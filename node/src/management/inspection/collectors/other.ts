import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { equalBytes } from '@mingjing/crypto';
import { type Check, check, footing, kept, mostly, shown, unknown } from '@mingjing/inspection';
import { currencyRules, Screener } from '@mingjing/screening';
import { LISTED_MAX } from '@mingjing/storage';
import { requestsOn, stateOf } from '../../assurance/requests/request.ts';
import { waitingCall } from '../../duty/challenge.ts';
import { gapsIn, onDuty } from '../../duty/roster.ts';
import { recordProgramAct } from '../../own-act.ts';
import { hasConsent } from '../../users/consents.ts';
import { registrationForm } from '../../users/forms.ts';
import type { InspectionWorld, WatchedSite } from '../world.ts';
import { drillEntry, type Find, type Finders } from './collecting.ts';
import { coinLikeNumbers, messageTypes } from './schema-scan.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Until whoever is called has to have signed; the item itself has 120 seconds. */
const ANSWER_MS = 100_000;
const LOOK_MS = 250;
/** The roster has to be whole so far ahead: a weekend with the days around it. */
const ROSTER_DAYS = 7;
/** Somewhere in the world that no configuration names (RFC 5737). */
const ELSEWHERE = { host: '192.0.2.80', port: 443 };
/** Files of the consents that are looked through at once. */
const PAGE = 500;

const noCurrency: Find = async ({ assurance }) => {
  const types = messageTypes();
  const numbers = coinLikeNumbers();
  const { faults, pages } = await assurance.pages.look();
  const worded = faults.filter(({ kind }) => kind === 'currency' || kind === 'claim');
  const screener = new Screener(currencyRules());
  const planted = screener.screen('发行代币并承诺回购，首次代币发行参与即送空投');
  const isFound = planted.ok && planted.verdict.matches.length > 0;
  return {
    checks: [
      check(numbers.length === 0 && types > 0, 'facts.currency.schema', {
        ...{ types, numbers: numbers.length, first: numbers[0] ?? '-' },
      }),
      check(worded.length === 0, 'facts.currency.pages', {
        ...{ pages: pages.length, faults: worded.length, first: worded[0]?.detail ?? '-' },
      }),
      check(isFound, `facts.currency.${isFound ? 'rules' : 'rules-blind'}`),
    ],
    standsOn: [
      kept(
        'pages',
        pages.map(({ path }) => path),
      ),
    ],
  };
};

/** Item 53: a file of the pages is altered on disk, and is back before anybody was shown it. */
const antiTamper: Find = async (world, { signal }) => {
  const { program } = world;
  const [site] = program.sites.filter(({ files }) => files.size > 0);
  if (site === undefined) return { checks: [unknown('facts.tamper.no-pages')], standsOn: [] };
  const headers = await program.ask('portal', { method: 'GET', url: '/v1/status' });
  const lacking = ['content-security-policy', 'x-content-type-options', 'x-frame-options'].filter(
    (name) => headers.headers[name] === undefined,
  );
  const file = canaryOf(site);
  const own = site.files.get(file) ?? new Uint8Array(0);
  const ms = await restoredAfter(site, file, own, program.restoreMs, signal);
  const isBack = ms !== undefined;
  const entry = await drillEntry(world, 'web-anti-tamper', isBack ? 'done' : 'failed', [ms ?? 0]);
  return {
    checks: [
      check(isBack, isBack ? 'facts.tamper.restored' : 'facts.tamper.altered', {
        ...{ site: site.name, file, seconds: Math.ceil((ms ?? program.restoreMs) / 1000) },
      }),
      check(lacking.length === 0, 'facts.tamper.headers', {
        ...{ lacking: lacking.length, first: lacking[0] ?? '-' },
      }),
    ],
    standsOn: [shown('page', own, `${site.name}/${file}`), entry],
  };
};

/** The smallest file: what is altered is written back by the drill when nobody else does. */
function canaryOf({ files }: WatchedSite): string {
  const named = [...files].filter(([path]) => !path.includes('manifest'));
  const sorted = named.toSorted(([, a], [, b]) => a.length - b.length);
  return sorted[0]?.[0] ?? [...files.keys()][0] ?? '';
}

async function restoredAfter(
  { folder }: WatchedSite,
  file: string,
  own: Uint8Array,
  withinMs: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const path = join(folder, file);
  const from = performance.now();
  await writeFile(path, Buffer.concat([own, Buffer.from('\n<!-- inspection -->\n')]));
  try {
    while (performance.now() - from <= withinMs) {
      await sleep(LOOK_MS, undefined, { signal });
      if (equalBytes(await readFile(path), own)) return Math.round(performance.now() - from);
    }
    return undefined;
  } finally {
    // A drill leaves the page as it was, whoever restores it.
    if (!equalBytes(await readFile(path).catch(() => new Uint8Array(0)), own)) {
      await writeFile(path, own);
    }
  }
}

/** Item 54: whoever is on duty is called, and signs. */
const duty: Find = async (world, { signal }) => {
  const { desks, now } = world;
  const at = now();
  const roster = desks.duty.roster(at);
  const present = onDuty(roster, at);
  const gaps = gapsIn(roster, { from: at, to: at + ROSTER_DAYS * DAY_MS });
  const hours = Math.round(gaps.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR_MS);
  const checks: Check[] = [
    check(present.length > 0, 'facts.duty.present', { present: present.length }),
    mostly(gaps.length === 0, 'facts.duty.roster', {
      ...{ days: ROSTER_DAYS, gaps: gaps.length, hours },
    }),
  ];
  if (present.length === 0) return { checks, standsOn: [] };
  const called = await call(world, signal);
  const entry = await drillEntry(
    world,
    'duty-roster-phone',
    called.ms === undefined ? 'failed' : 'done',
  );
  return {
    checks: [
      ...checks,
      check(
        called.ms !== undefined,
        called.ms === undefined ? 'facts.duty.silent' : 'facts.duty.signed',
        {
          ...{ officer: called.officer, seconds: Math.ceil((called.ms ?? ANSWER_MS) / 1000) },
        },
      ),
    ],
    standsOn: [kept('challenge', called.value), entry],
  };
};

async function call({ desks, host, now, shelf }: InspectionWorld, signal: AbortSignal) {
  const issued = await shelf.inTurn(async () => {
    const waiting = await desks.duty.waiting();
    if (waiting !== undefined) return waiting;
    return desks.duty.issue(now(), host.nodeId, (object) =>
      recordProgramAct(host, { event: 'duty-challenged', object }),
    );
  });
  const from = performance.now();
  for (;;) {
    const value = (await desks.duty.challenges.get(issued.id)) ?? issued.value;
    const officer = value.calls.at(-1)?.officer ?? '-';
    const answered = value.calls.at(-1)?.answeredAt ?? null;
    if (answered !== null) return { value, officer, ms: answered - value.issuedAt };
    const isOver = performance.now() - from > ANSWER_MS || waitingCall(value) === undefined;
    if (isOver) return { value, officer, ms: undefined };
    await sleep(LOOK_MS, undefined, { signal });
  }
}

const noCrawler: Find = async ({ assurance, host }) => {
  const { outbound } = host;
  if (outbound === undefined) {
    return { checks: [unknown('facts.outbound.unguarded')], standsOn: [] };
  }
  const destinations = await assurance.ledger.list();
  const refused = destinations.filter(({ purpose }) => purpose === null);
  const isOpen = outbound.gate.allows(ELSEWHERE.host, ELSEWHERE.port);
  return {
    checks: [
      check(!isOpen, `facts.outbound.${isOpen ? 'open' : 'closed'}`, {
        allowed: outbound.gate.allowed.length,
      }),
      check(refused.length === 0, 'facts.outbound.destinations', {
        ...{ destinations: destinations.length, refused: refused.length },
        first: refused[0] === undefined ? '-' : `${refused[0].host}:${refused[0].port}`,
      }),
    ],
    standsOn: [kept('destinations', destinations)],
  };
};

const minimalData: Find = async (world) => {
  const { program, vault } = world;
  const properties = Object.keys(registrationForm.properties);
  const personal = properties.filter((name) => ['identifier', 'name'].includes(name));
  const needed = personal.filter((name) => (registrationForm.required as string[]).includes(name));
  const extra = await program.ask('main', {
    ...{ method: 'POST', url: '/v1/registration' },
    headers: { 'content-type': 'application/json', origin: program.origin },
    payload: JSON.stringify({ form: { home_address: '-' }, challenge: '', signature: '' }),
  });
  const { consented, users } = await consentsOf(vault);
  const reveals = program.routes.filter(({ path }) => path.endsWith('/reveal')).length;
  const unnamed = program.routes.filter(
    ({ path, policy }) => path.endsWith('/reveal') && policy !== 'bound',
  );
  return {
    checks: [
      check(needed.length === 1, 'facts.minimal.fields', {
        ...{ needed: needed.length, optional: personal.length - needed.length },
      }),
      check(extra.statusCode === 400, 'facts.minimal.extra', { status: extra.statusCode }),
      check(consented === users, 'facts.minimal.consents', { consented, users }),
      check(reveals > 0 && unnamed.length === 0, 'facts.minimal.reveals', { reveals }),
    ],
    standsOn: [kept('form', registrationForm)],
  };
};

async function consentsOf(vault: InspectionWorld['vault']) {
  let [users, consented] = [0, 0];
  let past: string | undefined;
  for (;;) {
    const range = past === undefined ? {} : { past };
    const found = await vault.files.list({ ...range, limit: PAGE });
    for (const { value } of found) {
      if (value.shreddedAt !== null) continue;
      users += 1;
      if (hasConsent(value.consents, 'verification')) consented += 1;
    }
    past = found.at(-1)?.id;
    if (found.length < PAGE) return { users, consented };
  }
}

const procedure: Find = async ({ desks, now, shelf }) => {
  const requests = await requestsOn(shelf).list({ reverse: true, limit: LISTED_MAX });
  const open = requests.filter(
    ({ value }) => !['done', 'refused', 'stopped'].includes(stateOf(value)),
  );
  const late = open.filter(({ value }) => value.form.due_at < now());
  const contact = desks.people.posts(now()).find(({ post }) => post.id === 'legal-contact');
  const holders = contact?.holders.length ?? 0;
  return {
    checks: [
      check(holders > 0, 'facts.procedure.contact', { holders }),
      check(late.length === 0, 'facts.procedure.requests', {
        ...{ requests: requests.length, open: open.length, late: late.length },
      }),
    ],
    standsOn: [
      kept(
        'requests',
        requests.map(({ id, value }) => [id, stateOf(value)]),
      ),
    ],
  };
};

const earlierFindings: Find = async ({ findings, now }) => {
  if (findings === undefined) return { checks: [unknown('facts.findings.not-kept')], standsOn: [] };
  const { fixed, hash, open, overdue, retested } = await findings.standing(now());
  return {
    checks: [
      check(overdue === 0, 'facts.findings.due', { open, overdue }),
      mostly(open === 0, 'facts.findings.fixed', { fixed, retested, open }),
    ],
    standsOn: [footing('findings', hash)],
  };
};

/** Section seven of the form. */
export const OTHER: Finders = {
  'no-currency': noCurrency,
  'web-anti-tamper': antiTamper,
  'duty-roster-phone': duty,
  'no-crawler': noCrawler,
  'minimal-pii-consent': minimalData,
  'law-enforcement-procedure': procedure,
  'earlier-findings-fixed': earlierFindings,
};
