import { rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { batchRefusal, replacementRefusal } from '../check-batch.ts';
import { logFieldsOf, type SearchDocument, shareLog } from '../document.ts';
import { SearchError } from '../errors.ts';
import {
  type Blinder,
  EMPTY_DIGEST,
  indexedForm,
  leafMark,
  type Row,
  spanDigest,
  storedDigest,
} from '../indexed-form.ts';
import type { IndexedLog } from '../log.ts';
import {
  type IndexStatistics,
  type IndexVerdict,
  type LogPosition,
  type SearchBatch,
  SPAN,
  type SpanState,
} from '../search-index.ts';
import { BlockTable } from './block-table.ts';
import { coded, openForWriting } from './database.ts';
import { readLogs } from './log-table.ts';
import { LOGS_MAX, rowId } from './row-id.ts';
import { SpanSums } from './span-sums.ts';
import { areTermsRight } from './term-check.ts';
import { termText } from './terms.ts';

const FILE_ENDS = ['', '-wal', '-shm'];

/** The one that writes: batches with their positions, verification, and beginning anew. */
export class IndexWriter {
  readonly #path: string;
  readonly #chainId: string;
  readonly #blinder: Blinder;
  #database: DatabaseSync;
  #logs = new Map<string, IndexedLog>();

  constructor(path: string, chainId: string, blinder: Blinder) {
    this.#path = path;
    this.#chainId = chainId;
    this.#blinder = blinder;
    this.#database = this.#open();
    this.#loadLogs();
  }

  add(batch: SearchBatch): void {
    const refusal = batchRefusal(batch, this.#logs.get(batch.origin)?.next ?? 0);
    if (refusal !== undefined) throw refusal;
    this.#wholly(() => this.#insert(batch));
  }

  replace(batch: SearchBatch): void {
    const log = this.#logs.get(batch.origin);
    const refusal = replacementRefusal(batch, log?.next ?? 0);
    if (refusal !== undefined) throw refusal;
    if (log === undefined) return;
    this.#wholly(() => this.#replace(log, batch));
    // The write-ahead file still has what was replaced.
    coded(() => this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  }

  #wholly(work: () => void): void {
    coded(() => this.#database.exec('BEGIN IMMEDIATE'));
    try {
      coded(work);
      coded(() => this.#database.exec('COMMIT'));
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      // What is remembered follows what was written, also when that was nothing.
      this.#loadLogs();
    }
  }

  positions(): LogPosition[] {
    return Array.from(this.#logs, ([origin, { next }]) => ({ origin, next }));
  }

  span(origin: string, first: number): SpanState {
    const log = this.#logs.get(origin);
    if (log === undefined) return { count: 0, digest: EMPTY_DIGEST, rows: [] };
    return coded(() => this.#span(log, first));
  }

  /** The first fault found: file structure, then rows against hashes, then terms against rows. */
  verify(): IndexVerdict {
    try {
      return coded(() => this.#verify());
    } catch (error) {
      if (error instanceof SearchError && error.code === 'SEARCH_DAMAGED') {
        return { ok: false, part: 'file' };
      }
      throw error;
    }
  }

  statistics(): IndexStatistics {
    const sizes = FILE_ENDS.map((end) => statSync(this.#path + end, { throwIfNoEntry: false }));
    const logs = this.positions();
    return {
      documents: logs.reduce((sum, { next }) => sum + next, 0),
      bytes: sizes.reduce((sum, stat) => sum + (stat?.size ?? 0), 0),
      logs,
    };
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #open(): DatabaseSync {
    const purpose = { chainId: this.#chainId, keyCheck: this.#blinder.check };
    return openForWriting(this.#path, purpose);
  }

  #loadLogs(): void {
    const logs = coded(() => readLogs(this.#database));
    this.#logs = new Map(logs.map((log) => [log.origin, log]));
  }

  #insert({ first, documents, origin }: SearchBatch): void {
    const [sample] = documents;
    if (sample === undefined) return;
    const log = this.#logs.get(origin) ?? this.#newLog(sample);
    if (!shareLog(log, sample)) {
      throw new SearchError('SEARCH_OUTDATED', `what is known of ${origin} has changed`);
    }
    const rows = documents.map((document) => this.#row(document));
    const spans = new SpanSums(this.#database, log.id);
    const terms = this.#database.prepare('INSERT INTO terms (rowid, words) VALUES (?, ?)');
    for (const row of rows) {
      terms.run(rowId(log.id, row.position), termText(row.words));
      spans.add(row.position, storedDigest(log, row));
    }
    spans.save();
    const setback = new BlockTable(this.#database).append(log.id, rows);
    this.#database
      .prepare('UPDATE log SET next = ?, setback = max(setback, ?) WHERE id = ?')
      .run(first + documents.length, setback, log.id);
  }

  #row(document: SearchDocument): Row {
    const { leafHash, position, time } = document;
    const words = indexedForm(document, this.#blinder);
    return { position, time, leaf: leafMark(leafHash), words };
  }

  #replace(log: IndexedLog, { first, documents }: SearchBatch): void {
    const blocks = new BlockTable(this.#database);
    const end = first + documents.length;
    const old = [...blocks.rows(log.id, first, end)];
    if (old.length !== documents.length)
      throw new SearchError('SEARCH_DAMAGED', 'rows are missing');
    const rows = documents.map((document) => this.#row(document));
    // The words of the old rows are named, so that the terms let go of them.
    const forget = this.#database.prepare(
      "INSERT INTO terms (terms, rowid, words) VALUES ('delete', ?, ?)",
    );
    for (const { position, words } of old) {
      forget.run(rowId(log.id, position), termText(words));
    }
    const terms = this.#database.prepare('INSERT INTO terms (rowid, words) VALUES (?, ?)');
    for (const { position, words } of rows) {
      terms.run(rowId(log.id, position), termText(words));
    }
    blocks.replace(log.id, rows);
    const save = this.#database.prepare('REPLACE INTO span VALUES (?, ?, ?, ?)');
    for (let start = first - (first % SPAN); start < end; start += SPAN) {
      const { count, digest } = this.#span(log, start);
      save.run(log.id, start, count, digest);
    }
  }

  #newLog(sample: SearchDocument): IndexedLog {
    const { origin } = sample;
    const { kind, node, organisation, source } = logFieldsOf(sample);
    const insert = this.#database.prepare('INSERT INTO log VALUES (NULL, ?, ?, ?, ?, ?, 0, 0)');
    const id = Number(insert.run(origin, kind, source, node, organisation).lastInsertRowid);
    if (id > LOGS_MAX) throw new SearchError('SEARCH_FAILED', `an index has ${LOGS_MAX} logs`);
    return { id, origin, kind, source, node, organisation, next: 0, setback: 0 };
  }

  #span(log: IndexedLog, first: number): SpanState {
    const rows: Uint8Array[] = [];
    for (const row of new BlockTable(this.#database).rows(log.id, first, first + SPAN)) {
      rows.push(storedDigest(log, row));
    }
    return { count: rows.length, digest: rows.reduce(spanDigest, EMPTY_DIGEST), rows };
  }

  #verify(): IndexVerdict {
    const [check] = this.#database.prepare('PRAGMA integrity_check(1)').all();
    if (check?.['integrity_check'] !== 'ok') return { ok: false, part: 'file' };
    const logs = [...this.#logs.values()];
    for (const log of logs) {
      for (let first = 0; first < log.next; first += SPAN) {
        if (!this.#isSpanRight(log, first)) {
          return { ok: false, part: 'rows', origin: log.origin, first };
        }
      }
    }
    return areTermsRight(this.#database, logs) ? { ok: true } : { ok: false, part: 'terms' };
  }

  #isSpanRight(log: IndexedLog, first: number): boolean {
    const stated = this.#database
      .prepare('SELECT count, digest FROM span WHERE log = ? AND first = ?')
      .get(log.id, first);
    const { count, digest } = this.#span(log, first);
    const isWhole = count === Math.min(SPAN, log.next - first) && stated?.['count'] === count;
    return isWhole && Buffer.compare(stated['digest'] as Uint8Array, digest) === 0;
  }
}

/** Removes the files of an index that nobody has open. */
export function removeIndex(path: string): void {
  for (const end of FILE_ENDS) {
    try {
      rmSync(path + end, { force: true });
    } catch (cause) {
      const text = `the search index ${basename(path)} cannot be removed`;
      throw new SearchError('SEARCH_UNWRITABLE', text, cause);
    }
  }
}
