import { said, signatureText } from '@mingjing/host/desk';
import { checkWatchSet } from '@mingjing/oversight';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { ownOfficer, statedBy } from '../own-officer.ts';
import { backTest } from './back-test.ts';
import {
  decisionFacts,
  decisionRefusal,
  decisionRelation,
  proposed,
  type RuleVersion,
  versionId,
} from './rule-version.ts';
import type { WatchDesk } from './watch-desk.ts';

const PATH = '/v1/desk/rules';
/** Lists of words that people read. */
const UPLOAD_BYTES_MAX = 256 * 1024;
const VERSIONS_MAX = 500;
const VERSION_MAX = 2 ** 31 - 1;
/** A back-test reads what its bounds allow, and no longer. */
const TEST_TIMEOUT_MS = 300_000;
const REASON_CHARS_MAX = 500;

const params = Type.Object({ version: Type.Integer({ minimum: 1, maximum: VERSION_MAX }) });
const decisionForm = Type.Object(
  { approve: Type.Boolean(), reason: said(REASON_CHARS_MAX), signature: signatureText },
  { additionalProperties: false },
);

/** Versions of the rules: written by one officer, tested over history, let in by another. */
export function ruleRoutes(context: DeskContext, desk: WatchDesk): AnyRoute[] {
  return [
    listRoute(desk),
    readRoute(desk),
    proposeRoute(context, desk),
    testRoute(context, desk),
    decideRoute(context, desk),
  ];
}

function listRoute(desk: WatchDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'watch-rules-listed' },
    summary: 'Versions of the rules, latest first, and how far they have judged',
    async handler({ act }) {
      const versions = await desk.versions.list({ reverse: true, limit: LISTED_MAX });
      act.counts = [versions.length];
      const active = desk.active;
      return {
        json: {
          active: active === undefined ? null : active.set.version,
          judged_height: desk.height,
          items: versions.map(({ value }) => versionView(value)),
        },
      };
    },
  });
}

function readRoute(desk: WatchDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:version`,
    policy: 'bound',
    act: { source: 'supervision', event: 'watch-rules-read' },
    summary: 'One version with its rules and what its back-test found',
    schema: { params },
    async handler({ act, params: { version } }) {
      act.object = String(version);
      const found = await known(desk, version);
      return { json: { ...versionView(found), rules: found.set.rules } };
    },
  });
}

function proposeRoute({ host, now, shelf }: DeskContext, desk: WatchDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'watch-rules-proposed' },
    summary: 'Proposes a version of the rules',
    bodyBytesMax: UPLOAD_BYTES_MAX,
    schema: { body: Type.Object({}, { additionalProperties: true }) },
    handler: ({ body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const checked = checkWatchSet(body);
        if (!checked.ok) {
          const fields = { ...checked.refusal };
          throw new Problem(400, 'rules-refused', { fields, members: fields });
        }
        const { officer } = ownOfficer(host, identity);
        const id = versionId(checked.value.version);
        if ((await desk.versions.get(id)) !== undefined) throw new Problem(409, 'rules-known');
        const all = await desk.versions.list({ limit: VERSIONS_MAX });
        if (all.length === VERSIONS_MAX) throw new Problem(409, 'rules-full');
        const value = proposed(checked.value, officer, now());
        await recordActs([{ result: 'done', object: `${checked.value.version} ${value.hash}` }]);
        await shelf.change([desk.versions.put(id, value)]);
        return { status: 201, json: versionView(value) };
      }),
  });
}

function testRoute({ host, now, shelf }: DeskContext, desk: WatchDesk): AnyRoute {
  let isTesting = false;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:version/back-test`,
    policy: 'bound',
    act: { source: 'supervision', event: 'watch-rules-tested' },
    summary: 'Judges the history that is here by a proposed version, and keeps what it found',
    timeoutMs: TEST_TIMEOUT_MS,
    schema: { params },
    async handler({ act, identity, params: { version }, recordActs, signal }) {
      act.object = String(version);
      const { officer: by } = ownOfficer(host, identity);
      const { set, state } = await known(desk, version);
      if (state !== 'proposed') throw new Problem(409, 'rules-decided');
      if (isTesting) throw new Problem(409, 'rules-testing');
      isTesting = true;
      try {
        await desk.follow();
        const result = { ...(await backTest(desk.history, set, signal)), by, at: now() };
        return await shelf.inTurn(async () => {
          const before = await known(desk, version);
          if (before.state !== 'proposed') throw new Problem(409, 'rules-decided');
          const value = { ...before, backTest: result };
          const { blocks, findings, publications, texts, unread } = result;
          await recordActs([
            { result: 'done', counts: [blocks, publications, texts, unread, findings] },
          ]);
          await shelf.change([desk.versions.put(versionId(version), value)]);
          return { json: versionView(value) };
        });
      } finally {
        isTesting = false;
      }
    },
  });
}

function decideRoute({ host, now, shelf }: DeskContext, desk: WatchDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:version/decision`,
    policy: 'bound',
    act: { source: 'supervision', event: 'watch-rules-decided' },
    summary: 'Lets in a tested version of another officer by signature, or rejects it',
    schema: { params, body: decisionForm },
    handler: ({ act, assertMay, body, identity, params: { version }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = String(version);
        const officer = ownOfficer(host, identity);
        const before = await known(desk, version);
        const { approve: approves, reason, signature } = body;
        assertMay(decisionRelation(before, { by: officer.officer, approves }));
        const refusal = decisionRefusal(before, approves, desk);
        if (refusal !== undefined) throw new Problem(409, refusal);
        const facts = decisionFacts(before, approves);
        statedBy(host, officer, 'watch-activation', facts, signature);
        const at = now();
        const decision = { by: officer.officer, at, reason, signature };
        const event = approves ? 'watch-rules-activated' : 'watch-rules-rejected';
        const object = `${version} ${before.hash}`;
        await recordActs([{ result: 'done', event, object, subject: reason }]);
        const decided: RuleVersion = { ...before, decision };
        if (approves) return { json: versionView(await desk.activate(decided, at)) };
        const value: RuleVersion = { ...decided, state: 'rejected' };
        await shelf.change([desk.versions.put(versionId(version), value)]);
        return { json: versionView(value) };
      }),
  });
}

async function known(desk: WatchDesk, version: number): Promise<RuleVersion> {
  const found = await desk.versions.get(versionId(version));
  if (found === undefined) throw new Problem(404, 'rules-unknown');
  return found;
}

function versionView({ backTest: test, set, ...version }: RuleVersion) {
  const { activeFrom, decision, hash, proposedAt, proposedBy, replacedAt, state } = version;
  return {
    ...{ version: set.version, hash, state, rule_count: set.rules.length },
    ...{ proposed_by: proposedBy, proposed_at: proposedAt },
    ...{ active_from: activeFrom, replaced_at: replacedAt },
    decision: decision && { by: decision.by, at: decision.at, reason: decision.reason },
    back_test: test && testView(test),
  };
}

function testView(test: NonNullable<RuleVersion['backTest']>) {
  const { byRule, fromHeight, fromTime, isWhole, toHeight, toTime, ...counts } = test;
  return {
    ...counts,
    ...{ from_height: fromHeight, to_height: toHeight, from_time: fromTime, to_time: toTime },
    ...{ by_rule: byRule, whole: isWhole },
  };
}
