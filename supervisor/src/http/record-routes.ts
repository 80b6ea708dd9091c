import { hexToBytes } from '@mingjing/crypto';
import {
  type AnyRoute,
  defineRoute,
  encodeCursor,
  Problem,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import Type from 'typebox';
import { findRecord, latestRecords, type RecordPlace } from '../reading/records.ts';
import type { ConsoleContext } from './context.ts';

const byId = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{72}$' }) });
const PLACE = /^([0-9]{1,15})-([0-9]{1,9})-([0-9]{1,9})$/;
/** Each record costs signature checks: a page of the first screen, not a download. */
const RECORDS_MAX = 100;
const RECORDS = 20;

/** Records with their proofs. Each read is an act. */
export function recordRoutes({ host, reads }: ConsoleContext): AnyRoute[] {
  const read = { method: 'GET', policy: 'bound' } as const;
  return [
    defineRoute({
      ...read,
      path: '/v1/records',
      act: { source: 'supervision', event: 'records-listed' },
      summary: 'Records, latest first, each with its checks made again',
      schema: {
        query: Type.Object({
          cursor: pageQueryProperties.cursor,
          limit: Type.Integer({ minimum: 1, maximum: RECORDS_MAX, default: RECORDS }),
        }),
      },
      async handler(call) {
        const { act, query } = call;
        const before = placeOf(query.cursor);
        const reader = reads.of(call);
        const { records, next } = await latestRecords(host, before, query.limit);
        // A page may be shorter than was asked for: what is beyond his scope is left out.
        const seen = records.filter(({ view }) => reader.maySee(organisationOf(host, view.author)));
        act.counts = [seen.length];
        return {
          json: {
            items: seen.map(({ view }) => view),
            next_cursor: next === undefined ? null : encodeCursor(placeText(next)),
          },
        };
      },
    }),
    defineRoute({
      ...read,
      path: '/v1/records/:id',
      act: { source: 'supervision', event: 'record-read' },
      summary: 'A record with every check made again, attachments re-hashed',
      schema: { params: byId },
      async handler(call) {
        const { act, params } = call;
        act.object = params.id;
        const reader = reads.of(call);
        const record = await findRecord(host, idBytes(params.id));
        if (record === undefined) throw new Problem(404, 'record-unknown');
        reader.assertMaySee(organisationOf(host, record.author));
        return { json: record };
      },
    }),
    receiptRoute({ host, reads }),
  ];
}

function receiptRoute({ host, reads }: Pick<ConsoleContext, 'host' | 'reads'>): AnyRoute {
  return defineRoute({
    method: 'GET',
    policy: 'bound',
    path: '/v1/records/:id/receipt',
    act: { source: 'supervision', event: 'receipt-read' },
    summary: 'Receipt of the record, for proof check offline',
    answerMediaType: 'application/octet-stream',
    schema: { params: byId },
    async handler(call) {
      const { act, params } = call;
      act.object = params.id;
      const reader = reads.of(call);
      const id = idBytes(params.id);
      const record = await findRecord(host, id);
      if (record === undefined) throw new Problem(404, 'record-unknown');
      reader.assertMaySee(organisationOf(host, record.author));
      const receipt = await host.replica.receipt(id.subarray(0, 32));
      if (receipt === undefined) throw new Problem(404, 'record-unknown');
      const name = `attachment; filename="${params.id.slice(0, 16)}.receipt"`;
      return { bytes: receipt, headers: { 'content-disposition': name } };
    },
  });
}

function organisationOf({ replica }: ConsoleContext['host'], user: string): string {
  return replica.chain.state.registry.get('user', user)?.organisation ?? '';
}

function idBytes(hex: string): Uint8Array {
  const bytes = hexToBytes(hex);
  if (bytes === undefined) throw new Problem(404, 'record-unknown');
  return bytes;
}

function placeText({ height, index, position }: RecordPlace): string {
  return `${height}-${index}-${position}`;
}

function placeOf(cursor: string | undefined): RecordPlace | undefined {
  const text = parseCursor(cursor);
  if (text === undefined) return undefined;
  const [, height, index, position] = PLACE.exec(text) ?? [];
  if (height === undefined) throw new Problem(400, 'bad-cursor');
  return { height: Number(height), index: Number(index), position: Number(position) };
}
