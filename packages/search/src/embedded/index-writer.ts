import { rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { batchRefusal, replacementRefusal } from '../check-batch.ts';
import { DOCUMENT_KINDS, type SearchDocument } from '../document.ts';
import { SearchError } from '../errors.ts';
import { type Blinder, EMPTY_DIGEST, indexedForm, rowDigest, spanDigest } from '../indexed-form.ts';
import {
  type IndexStatistics,
  type IndexVerdict,
  type LogPosition,
  type SearchBatch,
  SPAN,
  type SpanState,
} from '../search-index.ts';
import { runsOf } from '../text/runs.ts';
import { coded, keyColumn, openForWriting, textColumn } from './database.ts';
import { rowNumbers } from './row-numbers.ts';
import { SpanSums } from './span-sums.ts';
import { type StoredRow, storedDigest } from './stored-row.ts';

/** Rows between two marks: the step in which the work of a query is counted. */
const MARK_ROWS = 4096;
const FILE_ENDS = ['', '-wal', '-shm'];

interface OpenLog {
  readonly id: number;
  next: number;
}

/** The one that writes: batches with their positions, verification, and beginning anew. */
export class IndexWriter {
  readonly #path: string;
  readonly #chainId: string;
  readonly #blinder: Blinder;
  #database: DatabaseSync;
  #logs = new Map<string, OpenLog>();

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
    return log === undefined ? { count: 0, digest: EMPTY_DIGEST } : this.#span(log, origin, first);
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
    const rows = coded(() =>
      this.#database.prepare('SELECT id, origin, next FROM log ORDER BY origin').all(),
    );
    this.#logs = new Map(
      rows.map(({ id, origin, next }) => [String(origin), { id: Number(id), next: Number(next) }]),
    );
  }

  #insert({ origin, first, documents }: SearchBatch): void {
    const log = this.#logs.get(origin)?.id ?? this.#newLog(origin);
    const spans = new SpanSums(this.#database, log);
    const insert = this.#inserter(log, spans);
    for (const document of documents) insert(document);
    spans.save();
    this.#database
      .prepare('UPDATE log SET next = ? WHERE id = ?')
      .run(first + documents.length, log);
  }

  #replace(log: OpenLog, { origin, first, documents }: SearchBatch): void {
    const change = this.#replacer(log.id);
    for (const document of documents) change(document);
    const save = this.#database.prepare('REPLACE INTO span VALUES (?, ?, ?, ?)');
    const end = first + documents.length;
    for (let start = first - (first % SPAN); start < end; start += SPAN) {
      const { count, digest } = this.#span(log, origin, start);
      save.run(log.id, start, count, digest);
    }
  }

  #replacer(log: number): (document: SearchDocument) => void {
    const find = this.#database.prepare(
      'SELECT CAST(id AS TEXT) AS id, keys, text FROM doc WHERE log = ? AND position = ?',
    );
    // The words of the old row are named, so that the terms let go of them.
    const forget = this.#database.prepare(
      "INSERT INTO terms (terms, rowid, keys, text) VALUES ('delete', ?, ?, ?)",
    );
    const row = this.#database.prepare('UPDATE doc SET leaf = ?, keys = ?, text = ? WHERE id = ?');
    const terms = this.#database.prepare('INSERT INTO terms (rowid, keys, text) VALUES (?, ?, ?)');
    const wordsOf = (keys: Uint8Array, text: string) => {
      const runs = runsOf(text);
      return [keyColumn(keys, runs), textColumn(runs)] as const;
    };
    return (document) => {
      const old = find.get(log, document.position);
      if (old === undefined) throw new SearchError('SEARCH_DAMAGED', 'a row is missing');
      const id = BigInt(String(old['id']));
      forget.run(id, ...wordsOf(old['keys'] as Uint8Array, String(old['text'])));
      const { keys, text } = indexedForm(document, this.#blinder);
      row.run(document.leafHash, keys, text, id);
      terms.run(id, ...wordsOf(keys, text));
    };
  }

  #newLog(origin: string): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO log (origin, next) VALUES (?, 0)')
      .run(origin);
    return Number(lastInsertRowid);
  }

  #inserter(log: number, spans: SpanSums): (document: SearchDocument) => void {
    const database = this.#database;
    const numberOf = rowNumbers(database);
    const row = database.prepare('INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const terms = database.prepare('INSERT INTO terms (rowid, keys, text) VALUES (?, ?, ?)');
    const mark = database.prepare('INSERT INTO mark VALUES (?)');
    return (document) => {
      const { kind, leafHash, position, time } = document;
      const form = indexedForm(document, this.#blinder);
      const id = numberOf(time);
      const kindNumber = DOCUMENT_KINDS.indexOf(kind);
      row.run(id, log, position, kindNumber, time, leafHash, form.keys, form.text);
      const runs = runsOf(form.text);
      terms.run(id, keyColumn(form.keys, runs), textColumn(runs));
      if (position % MARK_ROWS === 0) mark.run(id);
      spans.add(position, rowDigest(document, form));
    };
  }

  #span({ id }: OpenLog, origin: string, first: number): SpanState {
    const rows = this.#database.prepare(
      'SELECT position, time, leaf, keys, text FROM doc ' +
        'WHERE log = ? AND position >= ? AND position < ? ORDER BY position',
    );
    let [count, digest] = [0, EMPTY_DIGEST];
    for (const row of rows.iterate(id, first, first + SPAN)) {
      digest = spanDigest(digest, storedDigest(origin, row as unknown as StoredRow));
      count += 1;
    }
    return { count, digest };
  }

  #verify(): IndexVerdict {
    const [check] = this.#database.prepare('PRAGMA integrity_check(1)').all();
    if (check?.['integrity_check'] !== 'ok') return { ok: false, part: 'file' };
    for (const [origin, log] of this.#logs) {
      for (let first = 0; first < log.next; first += SPAN) {
        if (!this.#isSpanRight(origin, log, first)) {
          return { ok: false, part: 'rows', origin, first };
        }
      }
    }
    return this.#areTermsRight() ? { ok: true } : { ok: false, part: 'terms' };
  }

  #areTermsRight(): boolean {
    try {
      // Rank 1 also compares every term with the words of its row.
      const check = "INSERT INTO terms (terms, rank) VALUES ('integrity-check', 1)";
      coded(() => this.#database.exec(check));
      return true;
    } catch (error) {
      if (error instanceof SearchError && error.code === 'SEARCH_DAMAGED') return false;
      throw error;
    }
  }

  #isSpanRight(origin: string, log: OpenLog, first: number): boolean {
    const stated = this.#database
      .prepare('SELECT count, digest FROM span WHERE log = ? AND first = ?')
      .get(log.id, first);
    const { count, digest } = this.#span(log, origin, first);
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
