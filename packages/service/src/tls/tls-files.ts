import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { ServiceError, type ServiceErrorCode } from '../errors.ts';
import { createTexts } from '../text/texts.ts';

/** Where the certificate (a chain, its own first) and the private key of a listener lie, as PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** What a listener shows and answers with. */
export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Ms since 1970. */
  readonly validTo: number;
  /** Changes when a file is replaced. */
  readonly mark: string;
}

const PRIVATE_MODE = 0o600;
const FILE_BYTES_MAX = 256 * 1024;
const texts = createTexts();

/**
 * Reads both files and checks that they belong together, that the key is private and that the
 * certificate is valid at `now`; throws `ServiceError`.
 */
export async function readTls(files: TlsFiles, now: number): Promise<TlsMaterial> {
  const { mode } = await statOf(files.key);
  if ((mode & 0o777 & ~PRIVATE_MODE) !== 0) throw fault('TLS_KEY_MODE', files.key);
  const mark = await markOf(files);
  const [cert, key] = [await read(files.certificate), await read(files.key)];
  const certificate = parsed(files.certificate, () => new X509Certificate(cert));
  const privateKey = parsed(files.key, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) throw fault('TLS_MISMATCH', files.certificate);
  const { validToDate, validFromDate } = certificate;
  if (now < validFromDate.getTime() || now >= validToDate.getTime()) {
    throw fault('TLS_NOT_VALID', files.certificate);
  }
  return { cert, key, validTo: validToDate.getTime(), mark };
}

/** Says whether the files are those that were read, without reading them. */
export async function markOf({ certificate, key }: TlsFiles): Promise<string> {
  const both = await Promise.all([statOf(certificate), statOf(key)]);
  return both.map(({ ino, mtimeMs, size }) => `${ino}:${mtimeMs}:${size}`).join(' ');
}

async function statOf(path: string) {
  const found = await stat(path).catch((cause: unknown) => {
    throw fault('TLS_UNREADABLE', path, cause);
  });
  if (found.size > FILE_BYTES_MAX) throw fault('TLS_UNREADABLE', path);
  return found;
}

function read(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw fault('TLS_UNREADABLE', path, cause);
  });
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw fault('TLS_UNREADABLE', path, cause);
  }
}

function fault(code: ServiceErrorCode, path: string, cause?: unknown): ServiceError {
  return new ServiceError(code, texts.both(`service.${code}`, { path }), cause);
}
