import { type PaperFormat, type Printer, PrinterBusyError } from '@mingjing/inspection';
import { type AnyRoute, defineRoute, LANGUAGES, Problem } from '@mingjing/service';
import Type from 'typebox';
import { documentId, oneOf } from '../../stored-shapes.ts';
import type { RecordDesk } from './record-desk.ts';
import type { KeptRecord } from './record-document.ts';

const PATH = '/v1/inspection/runs/:id';
const params = Type.Object({ id: documentId });
const MEDIA_TYPES = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const;

/** What a run leaves behind: the bundle that proves itself, and the paper to sign. */
export function recordRoutes(desk: RecordDesk, printer: Printer): AnyRoute[] {
  return [
    recordRoute(desk),
    bundleRoute(desk),
    paperRoute(desk, printer, 'pdf'),
    paperRoute(desk, printer, 'html'),
  ];
}

function recordRoute(desk: RecordDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/record`,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-record-read' },
    summary: 'The signed record of a run: its hash, its entry, and the record before',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      const kept = await known(desk, id);
      const before = await desk.latest(id);
      return {
        json: {
          ...{ run: id, record_hash: kept.recordHash, sealed_at: kept.sealedAt },
          ...{ entry: `admin/${kept.entry}`, size_bytes: sizeOf(kept) },
          previous: before === undefined ? null : before.value.recordHash,
        },
      };
    },
  });
}

function bundleRoute(desk: RecordDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/bundle`,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-bundle-made' },
    summary: 'The signed record with its proofs, to be verified offline',
    answerMediaType: 'application/octet-stream',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      const bundle = await desk.bundle(await known(desk, id));
      if (typeof bundle === 'string') throw new Problem(503, `inspection-${bundle}`);
      const headers = { 'content-disposition': `attachment; filename="${id}.inspection"` };
      return { bytes: bundle, headers };
    },
  });
}

function paperRoute(desk: RecordDesk, printer: Printer, format: PaperFormat): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/${format}`,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-printed' },
    summary: `The filled form as ${format.toUpperCase()} in one language, with room for signatures`,
    answerMediaType: MEDIA_TYPES[format],
    schema: {
      params,
      query: Type.Object(
        { language: Type.Optional(oneOf(LANGUAGES)) },
        { additionalProperties: false },
      ),
    },
    async handler({ act, params: { id }, query: { language = 'zh-CN' } }) {
      act.object = id;
      const facts = desk.factsOf(await known(desk, id));
      const bytes = await printed(printer, { facts, format, language });
      const name = `${id}.${language}.${format}`;
      const headers = { 'content-disposition': `attachment; filename="${name}"` };
      return { bytes, mediaType: MEDIA_TYPES[format], headers };
    },
  });
}

async function printed(printer: Printer, order: Parameters<Printer['print']>[0]) {
  try {
    return await printer.print(order);
  } catch (error) {
    if (error instanceof PrinterBusyError) throw new Problem(503, 'inspection-printer-busy');
    throw error;
  }
}

async function known(desk: RecordDesk, id: string): Promise<KeptRecord> {
  const kept = await desk.records.get(id);
  if (kept === undefined) throw new Problem(404, 'inspection-record-unknown');
  return kept;
}

function sizeOf({ record }: KeptRecord): number {
  return Buffer.byteLength(record, 'base64');
}
