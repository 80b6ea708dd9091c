import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import { type FoundRecord, type Host, recordsOf } from '@mingjing/host';
import { chosenBy, kept } from '@mingjing/inspection';
import {
  blockCodec,
  headerCodec,
  parseTransaction,
  recordId,
  widestParameters,
} from '@mingjing/protocol';
import type { SearchQuery } from '@mingjing/search';
import { badgeOf, type CheckName } from '../../../reading/checks.ts';
import { type RecordHit, RecordHits } from '../../search/record-hit.ts';
import { searchOf } from '../../search/record-search-routes.ts';
import type { Measure, MeasureContext } from './measuring.ts';

/** The latest blocks that are read one by one, and the records among them that are kept. */
const BLOCKS_READ = 2000;
const RECORDS_READ = 500;
/** Records that are traced, chosen by the phrase, and hits of each search that are followed. */
const TRACED = 4;
const HITS_MAX = 1000;
const PAGE = 100;
/** A content may be gone by an order, and the record stands all the same. */
const APART: readonly CheckName[] = ['attachments'];

/** A record as its block has it. */
interface ReadRecord {
  readonly id: string;
  readonly author: string;
  readonly time: number;
  readonly contents: readonly string[];
}

interface Search {
  readonly query: SearchQuery;
  readonly isMeant: (record: ReadRecord) => boolean;
}

/** Item 22: the index finds what reading every block finds, and each hit brings its proof. */
export const tracing: Measure<'trace-by-subject-content-time'> = async ({ host }, context) => {
  const { blocks, from, records } = await latestRecords(host, context.signal);
  // What was published just now is in the index a moment later.
  await searchOf(host).caughtUp();
  const chosen = chosenBy(context.phrase, 'traced', records.length, TRACED);
  const searches = chosen.flatMap((at) => searchesFor(records[at] as ReadRecord, from));
  const hits = new RecordHits(host);
  const found = { hits: 0, expected: 0, proved: 0 };
  const ids: string[] = [];
  for (const { isMeant, query } of searches) {
    const expected = new Set(records.filter(isMeant).map(({ id }) => id));
    const got = await allOf(host, query, context);
    const right = got.filter(({ id }) => expected.has(bytesToHex(id)));
    // Of more than are followed each has to be right; else none may be missing, and none too many.
    found.expected += got.length < HITS_MAX ? Math.max(expected.size, got.length) : got.length;
    found.hits += right.length;
    found.proved += (await hits.all(got)).filter(isProved).length;
    ids.push(...got.map(({ id }) => bytesToHex(id)));
  }
  return { word: { blocks, ...found }, standsOn: ids.length === 0 ? [] : [kept('hits', ids)] };
};

/** The same record by its author, by each content, and by the time of its block. */
function searchesFor({ author, contents, time }: ReadRecord, from: number): Search[] {
  return [
    { query: { actor: author, from }, isMeant: (each) => each.author === author },
    ...contents.slice(0, 1).map((content) => ({
      query: { content, from },
      isMeant: (each: ReadRecord) => each.contents.includes(content),
    })),
    { query: { from: time, to: time + 1 }, isMeant: (each) => each.time === time },
  ];
}

/** Records of the latest blocks; `from` is the time of the first of them that was read. */
async function latestRecords(host: Host, signal: AbortSignal) {
  const { chain } = host.replica;
  const records: ReadRecord[] = [];
  let [blocks, from] = [0, 0];
  for (let height = chain.height; height > 0 && blocks < BLOCKS_READ; height -= 1) {
    signal.throwIfAborted();
    const stored = await host.store.block(height);
    if (stored === undefined || records.length > RECORDS_READ) break;
    const { header, transactions } = blockCodec.decode(stored.block);
    const { time } = headerCodec.decode(header);
    blocks += 1;
    from = time;
    for (const [index, bytes] of transactions.entries()) {
      if (stored.results[index] === ResultCode.done)
        records.push(...readRecords(host, bytes, time));
    }
  }
  return { blocks, from, records };
}

function readRecords({ replica }: Host, bytes: Uint8Array, time: number): ReadRecord[] {
  const { chainId, registry } = replica.chain.state;
  const parsed = parseTransaction(bytes, chainId, widestParameters);
  if (!parsed.ok) return [];
  const author = registry.get('key', parsed.value.body.signer)?.holder ?? '';
  return recordsOf(parsed.value).map(({ attachments }, position) => ({
    ...{ id: bytesToHex(recordId(parsed.value.id, position)), author, time },
    contents: attachments.map(({ commitment }) => bytesToHex(commitment)),
  }));
}

async function allOf(host: Host, query: SearchQuery, { signal }: MeasureContext) {
  const hits: FoundRecord[] = [];
  let cursor: string | null = null;
  do {
    signal.throwIfAborted();
    const asked: SearchQuery = { ...query, limit: PAGE, ...(cursor === null ? {} : { cursor }) };
    const result = await searchOf(host).search(asked);
    if (!result.ok) throw new Error(`no search: ${JSON.stringify(result.refusal)}`);
    hits.push(...result.hits);
    cursor = result.nextCursor;
  } while (cursor !== null && hits.length < HITS_MAX);
  return hits;
}

function isProved({ checks }: RecordHit): boolean {
  return badgeOf(checks.filter(({ name }) => !APART.includes(name))) === 'proved';
}
