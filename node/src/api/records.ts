import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import {
  type Body,
  blockCodec,
  bodyCodec,
  headerCodec,
  type RecordItem,
  recordId,
  transactionCodec,
  transactionId,
} from '@mingjing/protocol';
import { type AnyRoute, defineRoute, encodeCursor, Problem, parseCursor } from '@mingjing/service';
import Type from 'typebox';
import { shownContent, standingOf, takenDownBy } from './content.ts';
import type { ApiContext } from './context.ts';
import { envelopeView } from './envelope-view.ts';
import { hexId, idBytes } from './hex.ts';

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;
/** Blocks read for one page at most: empty blocks must not make a page slow. */
const BLOCKS_READ_MAX = 2000;

/** Records, newest first, and their attachments. */
export function recordRoutes({ host }: ApiContext): AnyRoute[] {
  const read = { method: 'GET', policy: 'public' } as const;
  return [
    defineRoute({
      ...read,
      path: '/v1/records',
      act: { source: 'access', event: 'records-listed' },
      summary: 'Records, newest first',
      schema: {
        query: Type.Object({
          cursor: Type.Optional(Type.String({ maxLength: 64 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX })),
        }),
      },
      async handler({ query }) {
        const from =
          query.cursor === undefined ? host.replica.chain.height : cursorHeight(query.cursor);
        return { json: await page(host, from, query.limit ?? LIMIT_DEFAULT) };
      },
    }),
    defineRoute({
      ...read,
      path: '/v1/records/:id',
      act: { source: 'access', event: 'record-read' },
      summary: 'One record with its versions and standing',
      schema: { params: Type.Object({ id: hexId(36) }) },
      async handler({ params, act }) {
        act.object = params.id;
        const id = idBytes(params.id);
        const found = await host.store.findTransaction(id.subarray(0, 32));
        const records = found === undefined ? [] : await recordsOf(host, found.height);
        const record = records.find((candidate) => candidate.id === params.id);
        if (record === undefined) throw new Problem(404, 'record-unknown');
        return { json: record };
      },
    }),
    defineRoute({
      ...read,
      path: '/v1/attachments/:commitment',
      act: { source: 'access', event: 'attachment-read' },
      summary: 'Content of an attachment; its salt is in the header mingjing-salt',
      answerMediaType: 'application/octet-stream',
      schema: { params: Type.Object({ commitment: hexId(32) }) },
      async handler({ params, act }) {
        act.object = params.commitment;
        const { contents, chain } = host.replica;
        const found = await contents.find(idBytes(params.commitment));
        const { content, salt } = shownContent(chain.state.registry, found);
        // Nobody on the way keeps what may be taken down.
        const headers = { 'mingjing-salt': bytesToHex(salt), 'cache-control': 'no-store' };
        return { bytes: content, headers };
      },
    }),
  ];
}

function cursorHeight(cursor: string): number {
  const parsed = parseCursor(cursor);
  const height = Number(parsed);
  if (!Number.isSafeInteger(height) || height < 0) throw new Problem(400, 'cursor-invalid');
  return height;
}

// A page ends at a whole block, so a cursor is a height.
async function page(host: ApiContext['host'], from: number, limit: number) {
  const records: DescribedRecord[] = [];
  let height = from;
  for (let reads = 0; height > 0 && reads < BLOCKS_READ_MAX && records.length < limit; reads += 1) {
    records.push(...(await recordsOf(host, height)).reverse());
    height -= 1;
  }
  return { records, next_cursor: height > 0 ? encodeCursor(String(height)) : null };
}

type DescribedRecord = Awaited<ReturnType<typeof recordsOf>>[number];

async function recordsOf(host: ApiContext['host'], height: number) {
  const stored = await host.store.block(height);
  if (stored === undefined) return [];
  const block = blockCodec.decode(stored.block);
  const header = headerCodec.decode(block.header);
  const described = [];
  for (const [index, bytes] of block.transactions.entries()) {
    if (stored.results[index] !== ResultCode.done) continue;
    const { body: bodyBytes } = transactionCodec.decode(bytes);
    const body = bodyCodec.decode(bodyBytes);
    const id = transactionId(host.replica.chain.chainId, bodyBytes);
    for (const [position, record] of recordItems(body).entries()) {
      described.push(await describe(host, { body, header, id, position, record }));
    }
  }
  return described;
}

function recordItems(body: Body): readonly RecordItem[] {
  if (body.recordsPublish) return body.recordsPublish.records;
  return body.recordsAmend ? [body.recordsAmend.record] : [];
}

interface Described {
  readonly body: Body;
  readonly header: { readonly height: number; readonly time: number };
  readonly id: Uint8Array;
  readonly position: number;
  readonly record: RecordItem;
}

async function describe(
  host: ApiContext['host'],
  { body, header, id, position, record }: Described,
) {
  const { registry, time } = host.replica.chain.state;
  const ownId = recordId(id, position);
  const first = body.recordsAmend?.recordId ?? ownId;
  const status = registry.get('recordStatus', ownId);
  const commitments = record.attachments.map(({ commitment }) => commitment);
  const held = await host.replica.contents.store.hasAttachments(commitments);
  return {
    id: bytesToHex(ownId),
    transaction_id: bytesToHex(id),
    index: position,
    height: header.height,
    time: header.time,
    author: registry.get('key', body.signer)?.holder ?? '',
    category: record.category,
    subject: record.subject,
    ...standingOf(registry, ownId, first, time),
    versions: (status?.versions ?? []).map((version) => bytesToHex(version)),
    amends: body.recordsAmend ? bytesToHex(body.recordsAmend.recordId) : null,
    // Of a private record: to whom it is sealed.
    envelope: record.envelope ? envelopeView(registry, record.envelope) : null,
    attachments: record.attachments.map(({ commitment, sizeBytes, role }, index) => ({
      commitment: bytesToHex(commitment),
      size_bytes: sizeBytes,
      role,
      held: held[index] ?? false,
      taken_down_by: takenDownBy(registry, commitment),
    })),
  };
}
