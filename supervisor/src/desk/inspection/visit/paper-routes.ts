import { oneOf } from '@mingjing/host/desk';
import { type PaperFormat, type PaperOrder, Printer, PrinterBusyError } from '@mingjing/inspection';
import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  LANGUAGES,
  Problem,
} from '@mingjing/service';
import Type from 'typebox';
import { inspectionParams } from './inspection.ts';
import { type InspectionRoutes, known } from './inspection-routes.ts';

type Papers = Pick<InspectionRoutes, 'context' | 'desk'>;

const PATH = '/v1/desk/inspections/:id';
const MEDIA_TYPES = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const;

/** What a signed inspection leaves behind: the bundle that proves itself, and the paper. */
export function paperRoutes(area: Papers): AnyRoute[] {
  const printer = new Printer();
  return [bundleRoute(area), paperRoute(area, printer, 'pdf'), paperRoute(area, printer, 'html')];
}

function bundleRoute(area: Papers): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/bundle`,
    policy: 'bound',
    act: { source: 'supervision', event: 'inspection-bundle-made' },
    summary: 'The signed inspection with its proofs, to be verified offline',
    answerMediaType: 'application/octet-stream',
    schema: { params: inspectionParams },
    async handler(call) {
      const { id } = call.params;
      call.act.object = id;
      const bundle = await area.desk.bundle(id, await signed(area, call, id));
      if (typeof bundle === 'string') throw new Problem(503, `inspection-${bundle}`);
      const headers = { 'content-disposition': `attachment; filename="${id}.inspection"` };
      return { bytes: bundle, headers };
    },
  });
}

function paperRoute(area: Papers, printer: Printer, format: PaperFormat): AnyRoute {
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
    async handler(call) {
      const { id } = call.params;
      const { language = 'zh-CN' } = call.query;
      call.act.object = id;
      await signed(area, call, id);
      const facts = await area.desk.recordOf(id);
      const bytes = await printed(printer, { facts, format, language });
      const name = `${id}.${language}.${format}`;
      const headers = { 'content-disposition': `attachment; filename="${name}"` };
      return { bytes, mediaType: MEDIA_TYPES[format], headers };
    },
  });
}

async function signed(area: Papers, call: Pick<CallContext, 'identity'>, id: string) {
  const { value } = await known(area, call, id);
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
