import { hexToBytes } from '@mingjing/crypto';
import { type AnyRoute, type CallContext, defineRoute, ownIf, Problem } from '@mingjing/service';
import type { DocumentChange } from '@mingjing/storage';
import Type from 'typebox';
import { shownContent } from '../../api/content.ts';
import type { ManagementContext } from '../context.ts';
import {
  actionFault,
  actionForm,
  type CaseFault,
  type CaseFile,
  closingFault,
  closingForm,
  type Doer,
  type EvidenceRefusal,
  evidenceFault,
  reportFault,
  reportForm,
} from './case.ts';
import { caseBundle } from './case-bundle.ts';
import type { CaseDesk } from './case-desk.ts';
import { CASES_PATH, caseOf, caseParams } from './case-routes.ts';
import { readCase } from './case-view.ts';
import type { AddedEvidence } from './evidence-keeper.ts';
import { FILE_BYTES_MAX, NAME_CHARS_MAX } from './limits.ts';

const PATH = `${CASES_PATH}/:id`;
const evidenceParams = Type.Object({
  ...caseParams.properties,
  evidence: Type.String({ pattern: '^[0-9]{1,3}$' }),
});
const commitmentForm = Type.Object(
  { commitment: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
);
const fileQuery = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: NAME_CHARS_MAX, pattern: '\\S' }) },
  { additionalProperties: false },
);

/** What is done about a case: evidence, orders, the report, the end, and the bundle of it all. */
export function caseWorkRoutes(context: ManagementContext, desk: CaseDesk): AnyRoute[] {
  return [
    attachmentRoute(context, desk),
    fileRoute(context, desk),
    evidenceRoute(desk),
    actionRoute(context, desk),
    reportRoute(context, desk),
    closingRoute(context, desk),
    bundleRoute(context, desk),
  ];
}

interface Change {
  readonly file: CaseFile;
  readonly changes: readonly DocumentChange[];
}

type CaseCall = Pick<CallContext, 'act' | 'identity' | 'recordActs'>;

/** One change of a case: judged, then in the journal, then on the shelf. */
function changeCase(
  { shelf, now }: ManagementContext,
  desk: CaseDesk,
  id: string,
  { act, identity, recordActs }: CaseCall,
  judge: (before: CaseFile, doer: Doer) => CaseFault | Change | Promise<CaseFault | Change>,
) {
  return shelf.inTurn(async () => {
    act.object = id;
    const { value: before } = await caseOf(desk, id);
    const at = now();
    const judged = await judge(before, { by: identity.actor?.id ?? '', at });
    if (typeof judged === 'string') throw new Problem(STATUS_OF[judged] ?? 409, judged);
    await recordActs([{ result: 'done' }]);
    await shelf.change(judged.changes);
    return { json: readCase({ id, value: judged.file }, at) };
  });
}

const STATUS_OF: Readonly<Partial<Record<CaseFault, number>>> = {
  'case-report-time': 400,
  'case-order-missing': 400,
};

const NOT_SHOWN: Readonly<Record<EvidenceRefusal, [status: number, code: string]>> = {
  removed: [410, 'case-evidence-removed'],
  'taken-down': [451, 'case-evidence-taken-down'],
};

function attachmentRoute(context: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/evidence`,
    policy: 'bound',
    act: { source: 'admin', event: 'case-evidence-sealed' },
    summary: 'Seals a copy of an attachment of the chain to a case, before it is taken down',
    schema: { params: caseParams, body: commitmentForm },
    async handler(call) {
      const { commitment } = call.body;
      const { chain, contents } = context.host.replica;
      const found = await contents.find(hexToBytes(commitment) ?? new Uint8Array(0));
      const held = shownContent(chain.state.registry, found);
      const named = { name: `attachment ${commitment.slice(0, 16)}`, commitment };
      const bytes = { salt: held.salt, content: held.content };
      return changeCase(context, desk, call.params.id, call, (before, doer) =>
        withEvidence(desk, call.params.id, before, { ...named, ...doer, ...bytes }),
      );
    },
  });
}

function fileRoute(context: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/files`,
    policy: 'bound',
    act: { source: 'admin', event: 'case-evidence-sealed' },
    summary: 'Seals a file to a case, such as a letter or a picture of a screen',
    binaryBody: true,
    bodyBytesMax: FILE_BYTES_MAX,
    schema: { params: caseParams, query: fileQuery },
    async handler(call) {
      if (call.bytes.length === 0) throw new Problem(400, 'case-file-empty');
      const bytes = { salt: new Uint8Array(0), content: call.bytes };
      const named = { name: call.query.name, commitment: '', ...bytes };
      return changeCase(context, desk, call.params.id, call, (before, doer) =>
        withEvidence(desk, call.params.id, before, { ...named, ...doer }),
      );
    },
  });
}

async function withEvidence(
  desk: CaseDesk,
  id: string,
  before: CaseFile,
  added: AddedEvidence,
): Promise<CaseFault | Change> {
  const fault = evidenceFault(before, added.content.length);
  return fault ?? (await desk.evidence.addition(id, before, added));
}

function evidenceRoute(desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/evidence/:evidence`,
    policy: 'bound',
    act: { source: 'access', event: 'case-evidence-read' },
    summary: 'One piece of evidence, opened',
    answerMediaType: 'application/octet-stream',
    schema: { params: evidenceParams },
    async handler({ act, params: { id, evidence: number } }) {
      act.object = `${id}/${number}`;
      const { value } = await caseOf(desk, id);
      const found = value.evidence.find((each) => each.id === number);
      if (found === undefined) throw new Problem(404, 'case-evidence-unknown');
      const bytes = await desk.evidence.read(id, found);
      if (typeof bytes === 'string') throw new Problem(...NOT_SHOWN[bytes]);
      return { bytes };
    },
  });
}

function actionRoute(context: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/actions`,
    policy: 'bound',
    act: { source: 'admin', event: 'case-action-taken' },
    summary: 'Notes what was done, with the id of the order on the chain where there is one',
    schema: { params: caseParams, body: actionForm },
    handler: (call) =>
      changeCase(context, desk, call.params.id, call, (before, doer) => {
        const file = { ...before, actions: [...before.actions, { form: call.body, ...doer }] };
        const changes = [desk.cases.put(call.params.id, file)];
        const id = hexToBytes(call.body.order_id) ?? new Uint8Array(0);
        const order = context.host.replica.chain.state.registry.get('order', id);
        return actionFault(before, call.body, order !== undefined) ?? { file, changes };
      }),
  });
}

function reportRoute(context: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/report`,
    policy: 'bound',
    act: { source: 'admin', event: 'case-report-attested' },
    summary: 'The caller attests that the case was reported: to whom, when, and the receipt',
    schema: { params: caseParams, body: reportForm },
    handler: (call) =>
      changeCase(context, desk, call.params.id, call, (before, doer) => {
        const file = { ...before, report: { form: call.body, ...doer } };
        const changes = [desk.cases.put(call.params.id, file)];
        return reportFault(before, call.body, doer.at) ?? { file, changes };
      }),
  });
}

function closingRoute(context: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/closing`,
    policy: 'bound',
    act: { source: 'admin', event: 'case-closed' },
    summary: 'Closes a case that another person opened',
    schema: { params: caseParams, body: closingForm },
    handler: (call) =>
      changeCase(context, desk, call.params.id, call, (before, doer) => {
        const file = { ...before, closing: { form: call.body, ...doer } };
        const changes = desk.closing(call.params.id, file, doer.at);
        call.assertMay(ownIf(before.opened.by === doer.by));
        return closingFault(before, call.body) ?? { file, changes };
      }),
  });
}

function bundleRoute({ host, now }: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/bundle`,
    policy: 'bound',
    act: { source: 'access', event: 'case-bundle-made' },
    summary: 'The case with its evidence, signed by the node, to be verified offline',
    answerMediaType: 'application/octet-stream',
    schema: { params: caseParams },
    async handler({ act, params: { id } }) {
      act.object = id;
      // What was taken down a moment ago is sealed now, and not at the next tick.
      await desk.evidence.sealCase(id, now());
      const found = await caseOf(desk, id);
      const bundle = await caseBundle(host, desk.evidence, found, now());
      if (bundle === 'evidence-taken-down') throw new Problem(...NOT_SHOWN['taken-down']);
      if (typeof bundle === 'string') throw new Problem(503, `case-${bundle}`);
      const headers = { 'content-disposition': `attachment; filename="${id}.case"` };
      return { bytes: bundle, headers };
    },
  });
}
