import { bytesToHex, keyId } from '@mingjing/crypto';
import { policyOf } from '@mingjing/execution';
import {
  type Check,
  check,
  type Footing,
  kept,
  mostly,
  registryFooting,
  unknown,
} from '@mingjing/inspection';
import {
  type Action,
  PolicyRule,
  ProposalStatus,
  RegistryKind,
  type RoleName,
} from '@mingjing/protocol';
import { type Caller, mayEnter, routeName } from '@mingjing/service';
import { runsRelease } from '../../assurance/centre/findings.ts';
import { keyFilesIn } from '../../assurance/inventory/key-files.ts';
import { ownOfficers, ownOrganisation } from '../../officers.ts';
import type { InspectionWorld } from '../world.ts';
import { configFooting, type Find, type Finders } from './collecting.ts';
import { DRILL_SOURCE, DrillAccounts } from './drill-accounts.ts';

const ADMINISTRATORS: readonly RoleName[] = ['system-admin', 'security-admin', 'audit-admin'];
const MINUTE_MS = 60_000;
/** GB/T 22239 leaves the time open; an hour before an unwatched desk is what is borne here. */
const IDLE_MINUTES_MAX = 60;
const WRONG_CODE = '000000';
/** Wrong codes until an account is locked. */
const FREE_TRIES = 5;

/** What each of the three must not be able to do, whatever else the table says. */
const KEPT_APART: readonly (readonly [route: string, ...roles: Caller[]])[] = [
  ['GET /v1/journal/search', 'system-admin', 'nobody'],
  ['POST /v1/journal/export', 'system-admin', 'security-admin', 'nobody'],
  ['POST /v1/maintenance/backup', 'security-admin', 'audit-admin', 'nobody'],
  ['POST /v1/accounts/invitations', ...ADMINISTRATORS, 'nobody'],
  ['POST /v1/inspection/pauses', 'security-admin', 'audit-admin', 'nobody'],
  ['POST /v1/inspection/pauses/:id/approve', 'system-admin', 'nobody'],
];

const listAndOwners: Find = ({ desks, host, now }) => {
  const posts = desks.people.posts(now());
  const vacant = posts.filter(({ faults }) => faults.some(({ fault }) => fault === 'vacant'));
  const papers = posts.flatMap(({ faults }) => faults.filter(({ fault }) => fault !== 'vacant'));
  const differences = desks.people.differences(now());
  const other = Object.values(differences).reduce((sum, each) => sum + each.length, 0);
  const own = ownOrganisation(host) ?? '';
  const nodes = host.replica.chain.state.registry
    .all('node')
    .filter(({ organisation, revokedHeight }) => organisation === own && revokedHeight === 0);
  const [{ post } = {}] = vacant;
  const first = post === undefined ? '-' : `${post['zh-CN']} / ${post.en}`;
  return {
    checks: [
      check(nodes.length > 0, 'facts.owners.nodes', { nodes: nodes.length, organisation: own }),
      check(vacant.length === 0, 'facts.owners.posts', {
        ...{ filled: posts.length - vacant.length, posts: posts.length, first },
      }),
      check(other === 0, 'facts.owners.chain', { differences: other }),
      mostly(papers.length === 0, 'facts.owners.papers', { missing: papers.length }),
    ],
    standsOn: nodes.map((node) => registryFooting('node', node.id, node)),
  };
};

const twoFactors: Find = async (world) => {
  const { host, program } = world;
  const accounts = program.accounts.views();
  const officers = ownOfficers(host);
  const keys = new Set(officers.map(({ publicKey }) => bytesToHex(publicKey)));
  const single = accounts.filter(({ account }) => {
    return account.publicKey === '' || !['time-code', 'passkey'].includes(account.factor.kind);
  });
  return DrillAccounts.run(world, ['duty'], async (drill) => {
    const officer = drill.officer('duty');
    const withoutCode = await drill.login({ officer });
    const withoutKey = await drill.login({ officer, code: drill.code(officer), isKeyRight: false });
    const code = drill.code(officer);
    const withBoth = await drill.login({ officer, code });
    const again = await drill.login({ officer, code });
    const refused = [withoutCode, withoutKey, again].filter(({ ok }) => !ok).length;
    return {
      checks: [
        ...(accounts.length === 0 ? [mostly(false, 'facts.accounts.none')] : []),
        check(single.length === 0, 'facts.accounts.factors', {
          ...{ accounts: accounts.length, single: single.length },
        }),
        check(keys.size === officers.length && officers.length > 0, 'facts.accounts.unique', {
          ...{ officers: officers.length, keys: keys.size },
        }),
        check(refused === 3 && withBoth.ok, 'facts.accounts.trial', {
          ...{ refused, of: 3, entered: withBoth.ok ? 1 : 0 },
        }),
      ],
      standsOn: [configFooting(world), kept('accounts', accounts.map(accountFacts))],
    };
  });
};

function accountFacts({
  account,
  standing,
}: ReturnType<InspectionWorld['program']['accounts']['views']>[number]) {
  const { enrolledAt, factor, loggedInAt, officer, publicKey, role } = account;
  return { officer, role, publicKey, factor: factor.kind, enrolledAt, loggedInAt, standing };
}

const separation: Find = async (world) => {
  const { host, program } = world;
  const holders = ownOfficers(host).filter(({ role }) => ADMINISTRATORS.includes(role));
  const filled = new Set(holders.map(({ role }) => role)).size;
  const keysOf = new Set(holders.map(({ publicKey }) => bytesToHex(publicKey)));
  const cells = await triedCells(world);
  const wrong = cells.filter(({ entered, expected }) => entered !== expected);
  const crossed = KEPT_APART.flatMap(([route, ...callers]) =>
    callers.filter((caller) => {
      const rule = program.table[route];
      const cell = cells.find((each) => each.route === route && each.caller === caller);
      return rule === undefined || (cell?.entered ?? mayEnter(rule, caller));
    }),
  );
  const removing = program.routes.filter(
    ({ method, path }) => method === 'DELETE' && /\/journal(\/|$)/.test(path),
  );
  return {
    checks: [
      check(
        filled === ADMINISTRATORS.length && keysOf.size === holders.length,
        'facts.roles.held',
        {
          ...{ filled, holders: holders.length, keys: keysOf.size },
        },
      ),
      check(cells.length > 0 && wrong.length === 0, 'facts.roles.matrix', {
        ...{ cells: cells.length, routes: new Set(cells.map(({ route }) => route)).size },
        wrong: wrong.length,
      }),
      check(crossed.length === 0, 'facts.roles.apart', {
        ...{ pairs: KEPT_APART.length, crossed: crossed.length },
      }),
      check(removing.length === 0, 'facts.roles.journal', { routes: removing.length }),
    ],
    standsOn: [kept('table', program.table)],
  };
};

interface Cell {
  readonly route: string;
  readonly caller: Caller;
  readonly entered: boolean;
  readonly expected: boolean;
}

/** Every bound route with each of the three and with nobody, before the gate itself. */
function triedCells(world: InspectionWorld): Promise<Cell[]> {
  const { program } = world;
  return DrillAccounts.run(world, ADMINISTRATORS, async (drill) => {
    const gate = drill.gate();
    const cookies = new Map<Caller, string>([['nobody', '']]);
    for (const role of ADMINISTRATORS) {
      const officer = drill.officer(role);
      const done = await drill.login({ officer, code: drill.code(officer) });
      if (done.ok) cookies.set(role, `${gate.cookieName}=${done.token}`);
    }
    return program.routes.flatMap((route) => {
      const rule = program.table[routeName(route)];
      if (rule === undefined || route.policy !== 'bound') return [];
      return [...cookies].map(([caller, cookie]) => {
        const headers = {
          ...{ host: 'localhost', origin: 'http://localhost' },
          ...(cookie === '' ? {} : { cookie }),
        };
        const { method } = route;
        const { problem } = gate.admit({ rule, method, headers, ...DRILL_SOURCE });
        const entered = problem === undefined;
        return { route: routeName(route), caller, entered, expected: mayEnter(rule, caller) };
      });
    });
  });
}

const lockout: Find = (world) => {
  const { session } = world.program.accounts.settings;
  return DrillAccounts.run(world, ['duty', 'reviewer'], async (drill) => {
    const [locked, left] = [drill.officer('duty'), drill.officer('reviewer')];
    let wrong = 0;
    for (; wrong < FREE_TRIES; wrong += 1) {
      await drill.login({ officer: locked, code: WRONG_CODE });
    }
    const after = await drill.login({ officer: locked, code: drill.code(locked) });
    const isLocked = !after.ok && after.reason === 'account-locked';
    const entered = await drill.login({ officer: left, code: drill.code(left) });
    const wasIn = entered.ok && drill.isIn(entered.token);
    drill.pass(Math.min(session.idleMs, IDLE_MINUTES_MAX * MINUTE_MS));
    const isOut = entered.ok && !drill.isIn(entered.token);
    return {
      checks: [
        check(isLocked, 'facts.lockout.locked', { wrong, answer: after.ok ? '-' : after.reason }),
        check(wasIn && isOut, 'facts.lockout.idle', {
          ...{ minutes: session.idleMs / MINUTE_MS, bound: IDLE_MINUTES_MAX },
        }),
      ],
      standsOn: [configFooting(world)],
    };
  });
};

const admission: Find = ({ host }) => {
  const { registry } = host.replica.chain.state;
  const organisations = registry.all('organisation').length;
  const names: (keyof Action)[] = ['admitNode', 'revokeNode', 'setVotingPower'];
  const policies = names.map((name) => policyOf(registry, name));
  const alone = policies.filter((policy) => isOneEnough(policy, organisations));
  const decided = registry.all('proposal').filter(({ action, status }) => {
    return status === ProposalStatus.effected && names.some((name) => action[name] !== undefined);
  });
  const later = lateNodes(registry);
  const unproposed = later.filter(
    (id) => !decided.some(({ action }) => action.admitNode?.id === id && action !== undefined),
  );
  const oneSided = decided.filter(({ ballots }) => {
    return (
      new Set(ballots.filter((each) => each.approve).map((each) => each.organisation)).size < 2
    );
  });
  return {
    checks: [
      check(alone.length === 0, 'facts.admission.policy', {
        ...{ policies: policies.length, alone: alone.length, organisations },
      }),
      check(unproposed.length === 0 && oneSided.length === 0, 'facts.admission.decided', {
        ...{ decided: decided.length, later: later.length, unproposed: unproposed.length },
        oneSided: oneSided.length,
      }),
    ],
    standsOn: decided.map((each) => registryFooting('proposal', each.id, each)),
  };
};

type RegistryOf = InspectionWorld['host']['replica']['chain']['state']['registry'];

/** Nodes that are not of the genesis, by when their keys were enrolled. */
function lateNodes(registry: RegistryOf): string[] {
  return registry
    .all('node')
    .filter(({ keys }) => {
      const heights = keys.map(({ publicKey }) => {
        const entry = registry.get('key', keyId(publicKey));
        return entry?.holderKind === RegistryKind.node ? entry.enrolledHeight : 0;
      });
      // A rotated key is younger than its node: one of the genesis is enough.
      return heights.length > 0 && Math.min(...heights) > 0;
    })
    .map(({ id }) => id);
}

function isOneEnough(
  { denominator, numerator, organisations, rule }: ReturnType<typeof policyOf>,
  all: number,
): boolean {
  const voters = organisations.length === 0 ? all : organisations.length;
  if (rule === PolicyRule.any) return true;
  if (rule === PolicyRule.count) return numerator < 2;
  if (rule === PolicyRule.fraction) return (numerator * voters) / Math.max(1, denominator) <= 1;
  return voters < 2;
}

const releases: Find = ({ host }) => {
  const { registry } = host.replica.chain.state;
  const all = registry.all('release');
  const standing = all.filter(({ withdrawn }) => !withdrawn);
  const assessed = standing.filter(({ assessment }) => assessment.length > 0);
  const { measured } = host.assurance.attestation;
  const checks: Check[] = [
    check(standing.length > 0 && assessed.length === standing.length, 'facts.releases.assessed', {
      ...{ standing: standing.length, assessed: assessed.length },
    }),
  ];
  const standsOn: Footing[] = standing.map((each) =>
    registryFooting('release', each.version, each),
  );
  if (measured === undefined) {
    return { checks: [...checks, unknown('facts.releases.not-yet')], standsOn };
  }
  const running = runsRelease(measured.manifestHash, all);
  const isDeclared = running !== undefined && !running.withdrawn;
  return {
    checks: [
      ...checks,
      check(isDeclared, `facts.releases.${isDeclared ? 'running' : 'undeclared'}`, {
        ...{ version: measured.version, files: measured.files },
      }),
      check(measured.differing.length === 0, 'facts.releases.files', {
        differing: measured.differing.length,
      }),
    ],
    standsOn: [...standsOn, { key: 'footings.manifest', hash: bytesToHex(measured.manifestHash) }],
  };
};

const keys: Find = async (world) => {
  const { assurance, host, now } = world;
  const listed = await assurance.inventory.list();
  const inUse = listed.filter(({ revokedHeight }) => revokedHeight === null);
  const old = inUse.filter(({ replaceBy }) => replaceBy !== null && replaceBy < now());
  const files = keyFilesIn(host.paths.keys);
  const open = files.filter(({ isPrivate }) => !isPrivate);
  const encrypted = files.filter((file) => file.encrypted);
  return {
    checks: [
      check(inUse.length > 0, 'facts.keys.listed', {
        ...{ keys: inUse.length, revoked: listed.length - inUse.length },
      }),
      mostly(old.length === 0, 'facts.keys.old', { old: old.length }),
      check(open.length === 0, 'facts.keys.files', { files: files.length, open: open.length }),
      mostly(encrypted.length === files.length, 'facts.keys.encrypted', {
        ...{ files: files.length, encrypted: encrypted.length },
      }),
    ],
    standsOn: [kept('keys', listed)],
  };
};

const staleAccounts: Find = ({ host, program }) => {
  const accounts = program.accounts.views();
  const known = new Set(ownOfficers(host).map(({ id }) => id));
  const orphans = accounts.filter(({ account }) => !known.has(account.officer));
  const stale = accounts.filter(({ standing }) => standing === 'account-stale');
  // Nobody enrolled it: an account that came with the program.
  const unbound = accounts.filter(({ account }) => account.enrolledAt === 0);
  return {
    checks: [
      check(unbound.length === 0, 'facts.stale.default', {
        ...{ accounts: accounts.length, unbound: unbound.length },
      }),
      check(orphans.length === 0, 'facts.stale.orphans', { orphans: orphans.length }),
      mostly(stale.length === 0, 'facts.stale.unused', {
        ...{ stale: stale.length, days: program.accounts.settings.account.staleDays },
      }),
    ],
    standsOn: [kept('accounts', accounts.map(accountFacts))],
  };
};

/** Section two of the form. */
export const MANAGEMENT: Finders = {
  'list-and-owners': listAndOwners,
  'unique-identity-two-factors': twoFactors,
  'separation-of-three-admins': separation,
  'lockout-timeout': lockout,
  'admission-and-exit-approval': admission,
  'assessment-before-release': releases,
  'keys-and-certificates': keys,
  'no-default-or-stale-accounts': staleAccounts,
};
