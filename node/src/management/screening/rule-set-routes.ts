import { bytesToHex } from '@mingjing/crypto';
import { checkRuleSet, ruleSetHash } from '@mingjing/screening';
import { type AnyRoute, defineRoute, type Identity, Problem } from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import type { ManagementContext } from '../context.ts';
import { backTest } from './back-test.ts';
import { IN_FORCE_MAX, UPLOAD_BYTES_MAX, VERSIONS_MAX } from './limits.ts';
import {
  decisionFault,
  decisionRelation,
  proposedVersion,
  type RuleSetVersion,
  versionId,
} from './rule-set-version.ts';
import type { Screening } from './screening.ts';

const PATH = '/v1/screening/rule-sets';
const VERSION_MAX = 2 ** 31 - 1;
/** A back-test reads what its bounds allow, and no longer. */
const TEST_TIMEOUT_MS = 120_000;

const params = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
  version: Type.Integer({ minimum: 1, maximum: VERSION_MAX }),
});
const decisionForm = Type.Object(
  {
    approve: Type.Boolean(),
    reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  },
  { additionalProperties: false },
);

/** Rule sets of the operator: written by one, tested, and put in force by another. */
export function ruleSetRoutes(context: ManagementContext, screening: Screening): AnyRoute[] {
  return [
    listRoute(screening),
    readRoute(screening),
    proposeRoute(context, screening),
    testRoute(context, screening),
    decideRoute(context, screening),
  ];
}

function listRoute(screening: Screening): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'rule-sets-listed' },
    summary: 'Rule sets in force, and all versions that officers proposed',
    async handler({ act }) {
      const versions = await screening.versions.list({ limit: LISTED_MAX });
      act.counts = [versions.length];
      const inForce = screening.inForce().map((ruleSet) => ({
        ...{ name: ruleSet.id, version: ruleSet.version, title: ruleSet.title },
        ...{ hash: bytesToHex(ruleSetHash(ruleSet)), rules: ruleSet.rules.length },
        built_in: screening.isBuiltIn(ruleSet.id),
      }));
      return { json: { in_force: inForce, versions: versions.map(({ value }) => view(value)) } };
    },
  });
}

function readRoute(screening: Screening): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:name/:version`,
    policy: 'bound',
    act: { source: 'access', event: 'rule-set-read' },
    summary: 'One version of a rule set with its rules',
    schema: { params },
    async handler({ act, params: { name, version } }) {
      act.object = versionId(name, version);
      const builtIn = screening.inForce().find(({ id }) => id === name);
      if (screening.isBuiltIn(name) && builtIn?.version === version) {
        return { json: { built_in: true, rule_set: builtIn } };
      }
      const found = await versionOf(screening, name, version);
      return { json: { ...view(found), rule_set: found.ruleSet } };
    },
  });
}

function proposeRoute({ shelf, now }: ManagementContext, screening: Screening): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'rule-set-proposed' },
    summary: 'Proposes a version of a rule set',
    bodyBytesMax: UPLOAD_BYTES_MAX,
    schema: { body: Type.Object({}, { additionalProperties: true }) },
    handler: ({ body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const checked = checkRuleSet(body);
        if (!checked.ok) throw refusedRuleSet(checked.refusal);
        const { id: name, version } = checked.value;
        if (screening.isBuiltIn(name)) throw new Problem(409, 'rule-set-built-in');
        const id = versionId(name, version);
        if ((await screening.versions.get(id)) !== undefined) {
          throw new Problem(409, 'rule-set-version-known');
        }
        const known = await screening.versions.list({ limit: VERSIONS_MAX });
        if (known.length === VERSIONS_MAX) throw new Problem(409, 'rule-sets-full');
        const value = proposedVersion(checked.value, officerOf(identity), now());
        await recordActs([{ result: 'done', object: `${id} ${value.hash}` }]);
        await shelf.change([screening.versions.put(id, value)]);
        return { status: 201, json: view(value) };
      }),
  });
}

function testRoute({ host, shelf, now }: ManagementContext, screening: Screening): AnyRoute {
  let isTesting = false;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:name/:version/back-test`,
    policy: 'bound',
    act: { source: 'admin', event: 'rule-set-tested' },
    summary: 'Judges texts that stand by a proposed version, and says what it would do',
    timeoutMs: TEST_TIMEOUT_MS,
    schema: { params },
    async handler({ act, params: { name, version }, identity, recordActs }) {
      const id = versionId(name, version);
      act.object = id;
      const { ruleSet, state } = await versionOf(screening, name, version);
      if (state !== 'proposed') throw new Problem(409, 'rule-set-decided');
      if (isTesting) throw new Problem(409, 'rule-set-testing');
      isTesting = true;
      try {
        const counts = await backTest(host, ruleSet, screening.inForce());
        return await shelf.inTurn(async () => {
          const before = await versionOf(screening, name, version);
          if (before.state !== 'proposed') throw new Problem(409, 'rule-set-decided');
          const test = { ...counts, by: officerOf(identity), at: now() };
          const value = { ...before, backTest: test };
          const { records, texts, refuse, hold, flag, newlyStopped } = counts;
          const told = [records, texts, refuse, hold, flag, newlyStopped];
          await recordActs([{ result: 'done', counts: told }]);
          await shelf.change([screening.versions.put(id, value)]);
          return { json: view(value) };
        });
      } finally {
        isTesting = false;
      }
    },
  });
}

function decideRoute({ shelf, now }: ManagementContext, screening: Screening): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:name/:version/decision`,
    policy: 'bound',
    act: { source: 'admin', event: 'rule-set-decided' },
    summary: 'Puts a tested version of another officer in force, or rejects it',
    schema: { params, body: decisionForm },
    handler: ({ act, assertMay, body, params: { name, version }, identity, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = versionId(name, version);
        const before = await versionOf(screening, name, version);
        const by = officerOf(identity);
        const approves = body.approve;
        assertMay(decisionRelation(before, { by, approves }));
        const fault = decisionFault(before, approves, screening.active(name));
        if (fault !== undefined) throw new Problem(409, fault);
        const isNew = screening.active(name) === undefined;
        if (approves && isNew && screening.inForce().length >= IN_FORCE_MAX) {
          throw new Problem(409, 'rule-sets-full');
        }
        const at = now();
        const state = approves ? 'active' : 'rejected';
        const decision = { by, at, reason: body.reason };
        const value: RuleSetVersion = { ...before, state, decision };
        const event = approves ? 'rule-set-activated' : 'rule-set-rejected';
        const object = `${act.object} ${before.hash}`;
        await recordActs([{ result: 'done', event, object }]);
        if (!approves) await shelf.change([screening.versions.put(act.object, value)]);
        else await putInForce(screening, value, at);
        return { json: view(value) };
      }),
  });

  async function putInForce(rules: Screening, value: RuleSetVersion, at: number): Promise<void> {
    await shelf.change(rules.activation(value, at));
    await rules.activate(value);
  }
}

async function versionOf(screening: Screening, name: string, version: number) {
  const found = await screening.versions.get(versionId(name, version));
  if (found === undefined) throw new Problem(404, 'rule-set-unknown');
  return found;
}

function refusedRuleSet(refusal: { fault: string; place: string; detail: string }): Problem {
  const { fault, place, detail } = refusal;
  const where = [place, detail].filter((part) => part !== '' && part !== '$').join(': ');
  return new Problem(400, 'rule-set-refused', {
    fields: { fault, where },
    members: { fault, where },
  });
}

/** Whoever reads the home is no person: what needs two needs two officers. */
function officerOf({ actor }: Identity): string {
  return actor?.id ?? '';
}

function view({
  ruleSet,
  hash,
  state,
  proposedBy,
  proposedAt,
  backTest: test,
  ...rest
}: RuleSetVersion) {
  const { id, version, title, rules } = ruleSet;
  return {
    ...{ name: id, version, title, rules: rules.length, hash, state },
    ...{ proposed_by: proposedBy, proposed_at: proposedAt },
    back_test: test === null ? null : testView(test),
    ...{ decision: rest.decision, replaced_at: rest.replacedAt },
  };
}

function testView({
  newlyStopped,
  newlyStoppedIds,
  isWhole,
  ...counts
}: NonNullable<RuleSetVersion['backTest']>) {
  return {
    ...counts,
    ...{ newly_stopped: newlyStopped, newly_stopped_ids: newlyStoppedIds, whole: isWhole },
  };
}
