import { bytesToHex } from '@mingjing/crypto';
import { type AnyRoute, defineRoute, ownIf, Problem } from '@mingjing/service';
import Type from 'typebox';
import { dayOf } from '../calendar/shanghai-days.ts';
import type { ManagementContext } from '../context.ts';
import { ownOfficer } from '../officers.ts';
import { signatureBytes, signatureText } from '../stored-shapes.ts';
import { documentForm, fileOf, slotId, versionId } from './document.ts';
import type { DocumentDesk } from './document-desk.ts';
import { attestRefusal, type KnownVersion } from './document-rules.ts';
import { slotView, versionView } from './document-views.ts';

const PATH = '/v1/management/documents';
/** Three bytes are four digits in base64url; beside the file there are a few short texts. */
const FORM_BYTES_MAX = 12 * 1024 * 1024;
const params = Type.Object({ id: versionId });
const nothing = Type.Object({}, { additionalProperties: false });

/** What the routes of documents work on. */
export interface DocumentArea {
  readonly context: ManagementContext;
  readonly desk: DocumentDesk;
  /** Whether the people registry has somebody of an id. */
  isPerson(id: string): boolean;
}

export function documentRoutes(area: DocumentArea): AnyRoute[] {
  return [
    slotsRoute(area),
    versionsRoute(area),
    readRoute(area),
    fileRoute(area),
    handInRoute(area),
    attestRoute(area),
    withdrawRoute(area),
    checkRoute(area),
  ];
}

function slotsRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'documents-listed' },
    summary: 'Every document that the form asks for, and how it stands today',
    handler: () => ({ json: { slots: desk.standing(context.now()).map(slotView) } }),
  });
}

function versionsRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/versions`,
    policy: 'bound',
    act: { source: 'access', event: 'document-versions-listed' },
    summary: 'Every version of a document, latest first',
    schema: { query: Type.Object({ slot: slotId }, { additionalProperties: false }) },
    handler({ act, query }) {
      act.object = query.slot;
      const today = dayOf(context.now());
      const items = desk.versions(query.slot).map((known) => versionView(known, today));
      return { json: { items } };
    },
  });
}

function readRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'document-read' },
    summary: 'One version of a document',
    schema: { params },
    handler({ act, params: { id } }) {
      act.object = id;
      const { nodeId, replica } = context.host;
      const stated = { kind: 'document-attestation', chain_id: replica.chain.chainId };
      const view = versionView(known(desk, id), dayOf(context.now()));
      // What else an attestation is made of: the officer's side makes its bytes itself.
      return { json: { ...view, statement: { ...stated, node_id: nodeId } } };
    },
  });
}

function fileRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id/file`,
    policy: 'bound',
    act: { source: 'access', event: 'document-file-read' },
    summary: 'The file of a version, held against its hash',
    answerMediaType: 'application/octet-stream',
    schema: { params },
    handler: ({ act, params: { id } }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        known(desk, id);
        const file = await desk.read(id, context.now());
        if (file === 'damaged') throw new Problem(409, 'document-damaged');
        const headers = { 'content-disposition': 'attachment' };
        return { bytes: file, mediaType: 'application/octet-stream', headers };
      }),
  });
}

function handInRoute({ context, desk, isPerson }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'document-handed-in' },
    summary: 'Hands in a version of a document with its file',
    bodyBytesMax: FORM_BYTES_MAX,
    schema: { body: documentForm },
    handler: ({ body, identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        const now = context.now();
        const file = fileOf(body, dayOf(now));
        if (typeof file === 'string') throw new Problem(409, file);
        if (!isPerson(body.owner)) throw new Problem(409, 'document-owner');
        if (!desk.hasRoom(body.slot, file.length)) throw new Problem(409, 'documents-full');
        const { id, value } = desk.versionOf(body, file, identity.actor?.id ?? '', now);
        await recordActs([{ result: 'done', object: `${id} ${value.sha256}` }]);
        const kept = await desk.keep(id, value, file);
        return { status: 201, json: versionView(kept, dayOf(now)) };
      }),
  });
}

function attestRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/attest`,
    policy: 'bound',
    act: { source: 'admin', event: 'document-attested' },
    summary: 'Another officer than who handed it in signs that the file is that document',
    schema: {
      params,
      body: Type.Object({ signature: signatureText }, { additionalProperties: false }),
    },
    handler: ({ act, assertMay, body, identity, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const officer = identity.actor?.id ?? '';
        const version = known(desk, id);
        assertMay(ownIf(version.value.uploadedBy === officer));
        const now = context.now();
        // What is signed is what lies there: a file that was altered is found out first.
        if ((await desk.read(id, now)) === 'damaged') throw new Problem(409, 'document-damaged');
        const refused = attestRefusal(version.value);
        if (refused !== undefined) throw new Problem(409, refused);
        const publicKey = ownOfficer(context.host, officer)?.publicKey ?? new Uint8Array(32);
        const signature = signatureBytes(body.signature);
        if (!desk.isAttestation(version, { officer, publicKey, signature })) {
          throw new Problem(409, 'attestation-signature');
        }
        await recordActs([{ result: 'done' }]);
        const signed = { signature: bytesToHex(signature), publicKey: bytesToHex(publicKey) };
        const attestation = { officer, at: now, ...signed };
        const kept = await desk.keep(id, { ...version.value, attestation });
        return { json: versionView(kept, dayOf(now)) };
      }),
  });
}

function withdrawRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/withdraw`,
    policy: 'bound',
    act: { source: 'admin', event: 'document-withdrawn' },
    summary: 'Says that a version counts no more; it stays to be read',
    schema: { params, body: nothing },
    handler: ({ act, identity, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const { value } = known(desk, id);
        if (value.withdrawn !== null) throw new Problem(409, 'document-withdrawn');
        await recordActs([{ result: 'done' }]);
        const now = context.now();
        const withdrawn = { officer: identity.actor?.id ?? '', at: now };
        const kept = await desk.keep(id, { ...value, withdrawn });
        return { json: versionView(kept, dayOf(now)) };
      }),
  });
}

function checkRoute({ context, desk }: DocumentArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/check`,
    policy: 'bound',
    act: { source: 'access', event: 'document-checked' },
    summary: 'Holds the stored file against its hash now',
    schema: { params, body: nothing },
    handler: ({ act, params: { id } }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        known(desk, id);
        const now = context.now();
        const isIntact = (await desk.read(id, now)) !== 'damaged';
        return { json: { ...versionView(known(desk, id), dayOf(now)), intact: isIntact } };
      }),
  });
}

function known(desk: DocumentDesk, id: string): KnownVersion {
  const version = desk.find(id);
  if (version === undefined) throw new Problem(404, 'document-unknown');
  return version;
}
