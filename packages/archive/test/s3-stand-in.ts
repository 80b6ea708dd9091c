// What of S3 with Object Lock the archive uses, in this process: versions, retention, refusals.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { AwsV4Signer } from 'aws4fetch';

export const REGION = 'cn-north-1';
export const BUCKET = 'archive';
export const ACCESS_KEY = 'access';
export const SECRET_KEY = 'a secret of the tests';

interface Version {
  readonly key: string;
  readonly id: string;
  readonly modified: number;
  readonly content: Buffer | 'mark';
  until: number | undefined;
}

/** How a store that calls itself compatible may behave. */
export interface Faults {
  /** Takes the headers of Object Lock and does nothing with them. */
  ignoresLock?: boolean;
  /** States a retention and removes all the same. */
  removesAnyway?: boolean;
  /** Keeps objects for a minute, whatever it is told. */
  keepsShort?: boolean;
  /** Answers this to everything. */
  status?: number;
  /** Ends the connection in the middle of an object. */
  breaksOff?: boolean;
  /** Entries of a page of versions. */
  pageSize?: number;
  /** Gives the first page again and again. */
  pagesAgain?: boolean;
}

export class S3StandIn {
  readonly faults: Faults = {};
  /** Added to the clock. */
  aheadMs = 0;
  readonly #server: Server;
  #versions: Version[] = [];
  #numbers = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error) => response.destroy(error));
    });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  now(): number {
    return Date.now() + this.aheadMs;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Puts a newer version, or a mark that hides, as whoever may write does. */
  hide(key: string, content: Buffer | 'mark'): void {
    this.#add(key, content, undefined);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const body = await buffer(request);
    const url = new URL(request.url ?? '', this.endpoint);
    const { status } = this.faults;
    if (status !== undefined) return refuse(response, status, 'InternalError');
    if (!(await isSigned(request, url, body)))
      return refuse(response, 403, 'SignatureDoesNotMatch');
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== BUCKET) return refuse(response, 404, 'NoSuchBucket');
    const key = rest.join('/');
    if (url.searchParams.has('versions')) return this.#list(url, response);
    if (request.method === 'PUT' && !url.searchParams.has('retention')) {
      return this.#put(key, body, request, response);
    }
    const version = this.#find(key, url.searchParams.get('versionId'));
    if (version === undefined) return refuse(response, 404, 'NoSuchVersion');
    if (url.searchParams.has('retention')) return this.#retention(version, body, request, response);
    if (request.method === 'DELETE') return this.#remove(version, response);
    if (version.content === 'mark') return refuse(response, 405, 'MethodNotAllowed');
    if (this.faults.breaksOff !== true) return response.end(version.content);
    response.writeHead(200, { 'content-length': version.content.length + 1 });
    return response.write(version.content, () => response.destroy());
  }

  #put(key: string, body: Buffer, { headers }: IncomingMessage, response: ServerResponse): unknown {
    const hash = createHash('sha256').update(body).digest('base64');
    if (headers['x-amz-checksum-sha256'] !== hash) return refuse(response, 400, 'BadDigest');
    const md5 = createHash('md5').update(body).digest('base64');
    if (headers['content-md5'] !== md5) return refuse(response, 400, 'InvalidDigest');
    const until = Date.parse(String(headers['x-amz-object-lock-retain-until-date']));
    const isLocked = headers['x-amz-object-lock-mode'] === 'COMPLIANCE';
    if (!isLocked || Number.isNaN(until) || until <= this.now()) {
      return refuse(response, 400, 'InvalidArgument');
    }
    const short = this.faults.keepsShort === true ? this.now() + 60_000 : until;
    this.#add(key, body, this.faults.ignoresLock === true ? undefined : short);
    return response.end();
  }

  #retention(
    version: Version,
    body: Buffer,
    { method }: IncomingMessage,
    response: ServerResponse,
  ): unknown {
    if (method === 'GET') {
      if (version.until === undefined) {
        return refuse(response, 404, 'NoSuchObjectLockConfiguration');
      }
      const date = new Date(version.until).toISOString();
      return response.end(
        `<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>${date}</RetainUntilDate></Retention>`,
      );
    }
    const [, date = ''] = /<RetainUntilDate>(.*)<\/RetainUntilDate>/.exec(body.toString()) ?? [];
    const until = Date.parse(date);
    // Compliance mode never lets a date come earlier.
    if (Number.isNaN(until) || until < (version.until ?? 0)) {
      return refuse(response, 403, 'AccessDenied');
    }
    version.until = until;
    return response.end();
  }

  #remove(version: Version, response: ServerResponse): unknown {
    const isKept = version.until !== undefined && version.until > this.now();
    if (isKept && this.faults.removesAnyway !== true) {
      return refuse(response, 403, 'AccessDenied');
    }
    this.#versions = this.#versions.filter((each) => each !== version);
    return response.writeHead(204).end();
  }

  /** Keys ascending, of each the newest first, a page at a time. */
  #list({ searchParams }: URL, response: ServerResponse): unknown {
    const prefix = searchParams.get('prefix') ?? '';
    const all = this.#versions
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => (a.key === b.key ? b.modified - a.modified : a.key < b.key ? -1 : 1));
    const marker = searchParams.get('version-id-marker');
    const isFirst = marker === null || this.faults.pagesAgain === true;
    const from = isFirst ? 0 : all.findIndex(({ id }) => id === marker) + 1;
    const page = all.slice(from, from + (this.faults.pageSize ?? 1000));
    const isMore = from + page.length < all.length;
    const last = page.at(-1);
    const next =
      isMore && last !== undefined
        ? `<NextKeyMarker>${last.key}</NextKeyMarker>` +
          `<NextVersionIdMarker>${last.id}</NextVersionIdMarker>`
        : '';
    const entries = page.map(({ content, id, key, modified }) => {
      const type = content === 'mark' ? 'DeleteMarker' : 'Version';
      const time = new Date(modified).toISOString();
      return (
        `<${type}><Key>${key}</Key><VersionId>${id}</VersionId>` +
        `<LastModified>${time}</LastModified></${type}>`
      );
    });
    return response.end(
      `<ListVersionsResult><IsTruncated>${isMore}</IsTruncated>${next}${entries.join('')}` +
        '</ListVersionsResult>',
    );
  }

  #find(key: string, id: string | null): Version | undefined {
    return this.#versions.find((each) => each.key === key && each.id === id);
  }

  #add(key: string, content: Buffer | 'mark', until: number | undefined): void {
    this.#numbers += 1;
    // A millisecond apart, as no real store lets two versions be of one moment and key.
    const modified = this.now() + this.#numbers;
    this.#versions.push({ key, id: randomBytes(8).toString('hex'), modified, content, until });
  }
}

/** Whether a request carries the signature that the secret gives it (AWS Signature Version 4). */
async function isSigned(request: IncomingMessage, url: URL, body: Buffer): Promise<boolean> {
  const { authorization = '' } = request.headers;
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const headers: Record<string, string> = {};
  for (const name of names.split(';')) {
    if (name !== 'host') headers[name] = String(request.headers[name]);
  }
  const signer = new AwsV4Signer({
    ...{ method: request.method ?? '', url: url.href, headers, body },
    ...{ accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY, service: 's3', region: REGION },
    datetime: String(request.headers['x-amz-date']),
  });
  return (await signer.authHeader()) === authorization;
}

function refuse(response: ServerResponse, status: number, code: string): unknown {
  return response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
}
