// The API against requests made from its own OpenAPI document: whatever comes, no 5xx.
import type { Caller } from '@mingjing/service';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { broken, fitting } from './schema-values.ts';
import { StaffedNode } from './staffed-node.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly media: string | undefined;
  readonly schema: Readonly<Record<string, unknown>> | undefined;
}

/** Requests of one operation; the seed is fixed, so a failure is found again. */
const REQUESTS = 6;
const SEED = 20_261_126;
/** What ends the sessions that ask, and what writes where the request says. */
const APART = ['DELETE /v1/session', 'DELETE /v1/sessions/{id}', 'POST /v1/maintenance/backup'];
const CALLERS: readonly Caller[] = [
  ...(['nobody', 'system-admin', 'security-admin', 'audit-admin'] as const),
  ...(['reviewer', 'duty', 'disclosure'] as const),
];

let node: StaffedNode;
let operations: Operation[];

beforeAll(async () => {
  node = await StaffedNode.start('fuzz');
  const { body } = await node.ask('nobody', 'GET', '/v1/openapi.json');
  // A node that has not heard whether it is behind shows no content yet, and says so by a 503.
  await vi.waitFor(
    async () => {
      const { status } = await node.ask('nobody', 'GET', `/v1/attachments/${'0'.repeat(64)}`);
      expect(status).toBe(404);
    },
    { timeout: 30_000 },
  );
  operations = operationsOf(body).filter(
    ({ method, path }) => !APART.includes(`${method} ${path}`) && path.startsWith('/v1/'),
  );
});
afterAll(() => node?.stop());

it('answers every operation without a 5xx, whatever is asked and whoever asks', async () => {
  expect(operations.length).toBeGreaterThan(100);
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  for (const operation of operations) {
    for (const request of fc.sample(requestOf(operation), { numRuns: REQUESTS, seed: SEED })) {
      const status = await send(operation, request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500) failures.push(`${operation.method} ${request.url} ${status}`);
    }
  }
  expect(failures).toEqual([]);
  // Good requests come through and bad ones are refused: it is no wall of refusals.
  expect(statuses.get(200)).toBeGreaterThan(operations.length);
  expect(statuses.get(400)).toBeGreaterThan(operations.length);
}, 120_000);

it('is as well afterwards as before', async () => {
  expect((await node.ask('nobody', 'GET', '/v1/status')).status).toBe(200);
  expect((await node.ask('duty', 'GET', '/v1/management/agenda')).status).toBe(200);
});

interface Asked {
  readonly caller: Caller;
  readonly url: string;
  readonly body: Uint8Array | string | undefined;
}

function requestOf(operation: Operation): fc.Arbitrary<Asked> {
  const places = operation.parameters.map((parameter) =>
    likely(parameter.schema).map((value) => ({ parameter, value })),
  );
  const rarely = fc.integer({ min: 0, max: 3 }).map((n) => n === 0);
  const values = fc.tuple(...places.map((place) => fc.tuple(place, rarely)));
  return fc
    .tuple(fc.constantFrom(...CALLERS), values, bodyOf(operation))
    .map(([caller, given, body]) => ({ caller, url: urlOf(operation.path, given), body }));
}

function likely(schema: Parameter['schema']): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: broken(schema) },
  );
}

function bodyOf({ media, schema }: Operation): fc.Arbitrary<Asked['body']> {
  if (media === undefined) return fc.constant(undefined);
  if (schema === undefined || !media.includes('json')) return fc.uint8Array({ maxLength: 300 });
  const text = fc
    .oneof(fitting(schema), broken(schema))
    .map((value) => JSON.stringify(value) ?? '');
  return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.string() });
}

function urlOf(
  path: string,
  given: readonly (readonly [{ parameter: Parameter; value: unknown }, boolean])[],
): string {
  let filled = path;
  const query = new URLSearchParams();
  for (const [{ parameter, value }, isLeft] of given) {
    const text = typeof value === 'string' ? value.toWellFormed() : String(JSON.stringify(value));
    if (parameter.in === 'path') {
      filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(text) || '0');
    } else if (parameter.required === true || !isLeft) query.append(parameter.name, text);
  }
  const rest = query.toString();
  return filled.replace('*', '0/000') + (rest === '' ? '' : `?${rest}`);
}

async function send({ method, media }: Operation, { caller, url, body }: Asked): Promise<number> {
  const leave = new AbortController();
  const answer = await fetch(node.baseUrl + url, {
    ...{ method, signal: leave.signal },
    headers: {
      ...node.callers[caller],
      ...(body === undefined || media === undefined ? {} : { 'content-type': media }),
    },
    ...(body === undefined ? {} : { body: body as never }),
  });
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) leave.abort();
  else await answer.arrayBuffer();
  return answer.status;
}

// biome-ignore lint/suspicious/noExplicitAny: a document as it was served
function operationsOf(document: any): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    Object.entries(methods as Record<string, any>).map(([method, operation]) => {
      const [media, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      const schema = (content as { schema?: Operation['schema'] } | undefined)?.schema;
      const parameters = operation.parameters as Parameter[];
      return { method: method.toUpperCase(), path, parameters, media, schema };
    }),
  );
}
