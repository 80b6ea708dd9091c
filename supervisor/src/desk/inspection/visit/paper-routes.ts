import { oneOf } from '@mingjing/host/desk';
import { type PaperFormat, type PaperOrder, Printer, PrinterBusyError } from '@mingjing/inspection';
import { type AnyRoute, defineRoute, LANGUAGES, Problem } from '@mingjing/service';
import Type from 'typebox';
import { inspectionParams } from './inspection.ts';
import type { InspectionDesk } from './inspection-desk.ts';
import { known } from './inspection-routes.ts';

const PATH = '/v1/desk/inspections/:id';
const MEDIA_TYPES = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const;

/** What a signed inspection leaves behind: the bundle that proves itself, and the paper. */
export function paperRoutes(desk: InspectionDesk): AnyRoute[] {
  const printer = new Printer();
  return [bundleRoute(desk), paperRoute(desk, printer, 'pdf'), paperRoute(desk, printer, 'html')];
}

function bundleRoute(desk: InspectionDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/bundle`,
    policy: 'bound',
    act: { source: 'supervision', event: 'inspection-bundle-made' },
    summary: 'The signed inspection with its proofs, to be verified offline',
    answerMediaType: 'application/octet-stream',
    schema: { params: inspectionParams },
    async handler({ act, params: { id } }) {
      act.object = id;
      const bundle = await desk.bundle(id, await signed(desk, id));
      if (typeof bundle === 'string') throw new Problem(503, `inspection-${bundle}`);
      const headers = { 'content-disposition': `attachment; filename="${id}.inspection"` };
      return { bytes: bundle, headers };
    },
  });
}

function paperRoute(desk: InspectionDesk, printer: Printer, format: PaperFormat): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/${format}`,
    policy: 'bound',
    act: { source: 'supervision', event: 'inspection-printed' },
    summary: `The filled form as ${format.toUpperCase()} in one language, with room for signatures`,
    answerMediaType: MEDIA_TYPES[format],
    schema: {
      params: inspectionParams,
      query: Type.Object(
        { language: Type.Optional(oneOf(LANGUAGES)) },
        { additionalProperties: false },
      ),
    },
    async handler({ act, params: { id }, query: { language = 'zh-CN' } }) {
      act.object = id;
      await signed(desk, id);
      const bytes = await printed(printer, { facts: await desk.recordOf(id), format, language });
      const name = `${id}.${language}.${format}`;
      const headers = { 'content-disposition': `attachment; filename="${name}"` };
      return { bytes, mediaType: MEDIA_TYPES[format], headers };
    },
  });
}

async function signed(desk: InspectionDesk, id: string) {
  const { value } = await known({ desk }, id);
  if (value.sealed === null) throw new Problem(409, 'inspection-not-signed');
  return value;
}

async function printed(printer: Printer, order: PaperOrder): Promise<Uint8Array> {
  try {
    return await printer.print(order);
  } catch (error) {
    if (error instanceof PrinterBusyError) throw new Problem(503, 'inspection-printer-busy');
    throw error;
  }
}
