import { createHash } from 'node:crypto';
import { equalBytes } from '@mingjing/crypto';
import { AwsClient } from 'aws4fetch';
import {
  type Archive,
  ArchiveError,
  assertObject,
  OBJECT_BYTES_MAX,
  otherContent,
  type Retention,
} from '../archive.ts';
import {
  complianceUntil,
  errorCode,
  type ObjectVersion,
  type PageEnd,
  versionPage,
} from './answers.ts';

const ANSWER_MS = 60_000;
/** Errors and pages of versions: a thousand entries of some hundred bytes. */
const XML_BYTES_MAX = 4 * 1024 * 1024;
const SECOND = 1000;

export interface S3ArchiveOptions {
  /** Of the store, without the bucket, such as `https://s3.example`. */
  readonly endpoint: string;
  readonly region: string;
  /** Made with Object Lock; addressed by path. */
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Put before every name. */
  readonly prefix?: string;
}

/**
 * Objects in a bucket with Object Lock, in compliance mode: not even the owner of the account can
 * remove a version before its date. Whoever may write can hide one behind a newer version or a
 * mark; what was put first stays, and is what is read.
 */
export class S3Archive implements Archive {
  readonly kind = 's3';
  readonly isEnforced = true;
  readonly #options: S3ArchiveOptions;
  readonly #client: AwsClient;

  constructor(options: S3ArchiveOptions) {
    const { accessKeyId, region, secretAccessKey } = options;
    this.#options = options;
    this.#client = new AwsClient({
      ...{ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 },
    });
  }

  async put(name: string, content: Uint8Array, until: number): Promise<void> {
    assertObject(name, content);
    const first = await this.#first(name);
    if (first === undefined) await this.#create(name, content, until);
    // Another program may have put it meanwhile: the first one counts.
    const held = await this.read(name);
    if (held === undefined) throw damaged(name, 'was put and is not there');
    if (!equalBytes(held, content)) throw otherContent(name);
    const kept = await this.retention(name);
    if (first !== undefined && (kept?.until ?? 0) < until - SECOND) await this.#extend(name, until);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    assertObject(name);
    const first = await this.#first(name);
    if (first === undefined) return undefined;
    const answer = await this.#ask('GET', name, { query: { versionId: first.versionId } });
    if (!answer.ok) throw await this.#failure(answer, name);
    return bytesOf(answer, name, OBJECT_BYTES_MAX);
  }

  async retention(name: string): Promise<Retention | undefined> {
    assertObject(name);
    const first = await this.#first(name);
    if (first === undefined) return undefined;
    const query = { retention: '', versionId: first.versionId };
    const answer = await this.#ask('GET', name, { query });
    const xml = await textOf(answer, name);
    // A store that knows no retention, or has none for this object, keeps nothing.
    if ([400, 404, 501].includes(answer.status)) return undefined;
    if (!answer.ok) throw this.#refusal(answer, name, xml);
    const until = complianceUntil(xml);
    return until === undefined ? undefined : { until };
  }

  async remove(name: string): Promise<'removed' | 'retained' | 'missing'> {
    assertObject(name);
    const first = await this.#first(name);
    if (first === undefined) return 'missing';
    const query = { versionId: first.versionId };
    const answer = await this.#ask('DELETE', name, { query });
    const xml = await textOf(answer, name);
    if (answer.ok) return 'removed';
    if (answer.status === 403 && errorCode(xml) === 'AccessDenied') return 'retained';
    throw this.#refusal(answer, name, xml);
  }

  async *list(prefix: string): AsyncGenerator<string, void> {
    const own = this.#options.prefix ?? '';
    let last: string | undefined;
    // A store lists keys ascending, and the versions of one side by side.
    for await (const { isMark, key } of this.#versions(prefix)) {
      if (isMark || key === last) continue;
      last = key;
      yield key.slice(own.length);
    }
  }

  async #create(name: string, content: Uint8Array, until: number): Promise<void> {
    const hash = createHash('sha256').update(content).digest();
    const headers = {
      'content-type': 'application/octet-stream',
      // Older stores ask for the one, newer ones for the other, where an object is locked.
      'content-md5': createHash('md5').update(content).digest('base64'),
      'x-amz-checksum-sha256': hash.toString('base64'),
      'x-amz-content-sha256': hash.toString('hex'),
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': isoOf(until),
    };
    const answer = await this.#ask('PUT', name, { headers, body: content });
    if (!answer.ok) throw await this.#failure(answer, name);
    await answer.body?.cancel();
  }

  /** Compliance mode lets a date be moved back only. */
  async #extend(name: string, until: number): Promise<void> {
    const first = await this.#first(name);
    const body = Buffer.from(
      '<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>COMPLIANCE</Mode>' +
        `<RetainUntilDate>${isoOf(until)}</RetainUntilDate></Retention>`,
    );
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    const query = { retention: '', versionId: first?.versionId ?? '' };
    const answer = await this.#ask('PUT', name, { query, headers, body });
    if (!answer.ok) throw await this.#failure(answer, name);
    await answer.body?.cancel();
  }

  /** The version that was put first. */
  async #first(name: string): Promise<ObjectVersion | undefined> {
    const key = this.#key(name);
    let first: ObjectVersion | undefined;
    for await (const each of this.#versions(name)) {
      if (each.key !== key || each.isMark) continue;
      // Of one moment the store lists the newer one first.
      if (first === undefined || each.modified <= first.modified) first = each;
    }
    return first;
  }

  /** All versions of the keys that begin with a prefix, a page of the store at a time. */
  async *#versions(prefix: string): AsyncGenerator<ObjectVersion, void> {
    let after: PageEnd | undefined;
    do {
      const marker = after && { 'key-marker': after.key, 'version-id-marker': after.versionId };
      const query = { versions: '', prefix: this.#key(prefix), ...marker };
      const answer = await this.#ask('GET', '', { query });
      const xml = await textOf(answer, prefix);
      if (!answer.ok) throw this.#refusal(answer, prefix, xml);
      const page = versionPage(xml);
      if (page === undefined) throw damaged(prefix, 'is answered with no list of versions');
      yield* page.versions;
      if (page.next && after && !isBehind(page.next, after)) {
        throw damaged(prefix, 'is listed without an end');
      }
      after = page.next;
    } while (after !== undefined);
  }

  async #ask(
    method: string,
    name: string,
    parts: {
      readonly query?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: Uint8Array;
    } = {},
  ): Promise<Response> {
    const { bucket, endpoint } = this.#options;
    const path = name === '' ? '' : `/${this.#key(name)}`;
    const url = new URL(`${endpoint}/${bucket}${path}`);
    for (const [key, value] of Object.entries(parts.query ?? {})) url.searchParams.set(key, value);
    try {
      return await this.#client.fetch(url, {
        method,
        ...(parts.headers === undefined ? {} : { headers: parts.headers }),
        ...(parts.body === undefined ? {} : { body: Buffer.from(parts.body) }),
        // What is redirected would be signed for another place.
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
    } catch (cause) {
      throw new ArchiveError('ARCHIVE_UNREACHABLE', `${endpoint} does not answer`, cause);
    }
  }

  async #failure(answer: Response, name: string): Promise<ArchiveError> {
    return this.#refusal(answer, name, await textOf(answer, name));
  }

  #refusal({ status }: Response, name: string, xml: string): ArchiveError {
    const code = errorCode(xml) ?? 'no code';
    const text = `${this.#options.endpoint} answers ${status} (${code}) for ${name}`;
    return new ArchiveError(status >= 500 ? 'ARCHIVE_UNREACHABLE' : 'ARCHIVE_REFUSED', text);
  }

  #key(name: string): string {
    return (this.#options.prefix ?? '') + name;
  }
}

/** Whether a page ends behind another; ids of versions have no order. */
function isBehind(next: PageEnd, before: PageEnd): boolean {
  return next.key > before.key || (next.key === before.key && next.versionId !== before.versionId);
}

/** Whole seconds, not before the moment that was asked for. */
function isoOf(until: number): string {
  return new Date(Math.ceil(until / SECOND) * SECOND).toISOString();
}

async function textOf(answer: Response, name: string): Promise<string> {
  return Buffer.from(await bytesOf(answer, name, XML_BYTES_MAX)).toString('utf8');
}

/** The body of an answer, within a bound. */
async function bytesOf(answer: Response, name: string, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body ?? []) {
      size += part.length;
      if (size > most) throw damaged(name, `is longer than ${most} bytes`);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('ARCHIVE_UNREACHABLE', `the answer about ${name} broke off`, cause);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function damaged(name: string, what: string): ArchiveError {
  return new ArchiveError('ARCHIVE_DAMAGED', `${name} ${what}`);
}
