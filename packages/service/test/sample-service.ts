import Type from 'typebox';
import {
  type AnyRoute,
  createHttpService,
  defineRoute,
  type HttpServiceOptions,
  Problem,
  type ServiceLogger,
} from '../src/index.ts';
import { RecordingJournal } from './recording-journal.ts';

export const SECRET = 'what only a journalled reader may see';

/** Routes of every kind the shell knows. */
export const sampleRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/records/:id',
    policy: 'public',
    act: { source: 'access', event: 'record-read' },
    summary: 'A record',
    schema: {
      params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]+$' }) }),
      query: Type.Object({
        limit: Type.Integer({ minimum: 1, maximum: 9, default: 5 }),
        full: Type.Optional(Type.Boolean()),
      }),
      answer: Type.Object({ id: Type.String(), limit: Type.Integer() }),
    },
    handler: ({ params, query, act }) => {
      act.object = params.id;
      if (params.id === '404') throw new Problem(404, 'not-found');
      const headers = { 'mingjing-salt': SECRET, etag: '"1"' };
      return { headers, json: { id: params.id, limit: query.limit, full: query.full, SECRET } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/notes',
    policy: 'public',
    act: { source: 'admin', event: 'note-written' },
    summary: 'Writes a note',
    schema: { body: Type.Object({ count: Type.Integer() }, { additionalProperties: false }) },
    handler: ({ body, act }) => {
      act.actor = { type: 'officer', id: 'o1' };
      if (body.count === 409) throw new Problem(409, 'note-exists', { members: { note: 'n7' } });
      return { status: 201, json: { count: body.count } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/transactions',
    policy: 'public',
    act: { source: 'publish', event: 'submission' },
    summary: 'Submits transactions',
    binaryBody: true,
    bodyBytesMax: 1024,
    handler: async ({ bytes, recordActs }) => {
      if (bytes.length === 1) throw new Problem(400, 'malformed-body');
      await recordActs(
        Array.from(bytes, (byte) => ({
          event: 'transaction-accepted',
          result: byte === 0 ? ('refused' as const) : ('done' as const),
          ...(byte === 0 ? { reason: 'bad-signature' } : {}),
          transactionId: Uint8Array.of(byte),
        })),
      );
      return { json: { count: bytes.length, SECRET } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/broken',
    policy: 'public',
    act: { source: 'access', event: 'broken-read' },
    summary: 'Fails',
    handler: () => {
      throw new Error(`disk sda1: ${SECRET}`);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/never',
    policy: 'public',
    act: { source: 'access', event: 'never-read' },
    summary: 'Waits for its signal',
    timeoutMs: 20,
    handler: ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up late')));
      }),
  }),
  {
    method: 'GET',
    path: '/livez',
    policy: 'probe',
    act: { notAnAct: 'a probe' },
    summary: 'Alive',
    handler: () => ({ text: 'ok' }),
  },
];

class RecordingLogger implements ServiceLogger {
  readonly lines: { level: string; fields: object; message: string }[] = [];
  error(fields: object, message: string): void {
    this.lines.push({ level: 'error', fields, message });
  }
  warn(fields: object, message: string): void {
    this.lines.push({ level: 'warn', fields, message });
  }
}

export function sampleService(options: Partial<HttpServiceOptions> = {}) {
  const journal = new RecordingJournal();
  const logger = new RecordingLogger();
  const service = createHttpService({
    name: 'sample',
    listen: { host: '127.0.0.1', port: 0 },
    routes: sampleRoutes,
    journal,
    logger,
    openApi: { title: 'Sample', version: '1' },
    catalogues: [
      {
        'zh-CN': { problems: { 'note-exists': { title: '已有此条', detail: '见 note。' } } },
        en: { problems: { 'note-exists': { title: 'Exists', detail: 'See note.' } } },
      },
    ],
    ...options,
  });
  return { service, journal, logger };
}
