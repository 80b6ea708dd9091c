import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { type Archive, FilesystemArchive, S3Archive } from '@mingjing/archive';
import Type, { type Static } from 'typebox';
import { HostError } from '../errors.ts';

const text = Type.String({ minLength: 1, maxLength: 4096 });
const closed = { additionalProperties: false } as const;

/** The section `archive` of a configuration: off unless it is there. */
export const archiveSchema = Type.Object(
  {
    folder: Type.Optional(text),
    s3: Type.Optional(
      Type.Object(
        {
          endpoint: Type.String({ pattern: '^https?://[^/]+$', maxLength: 256 }),
          region: text,
          bucket: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' }),
          prefix: Type.String({ pattern: '^([A-Za-z0-9][A-Za-z0-9._-]*/)*$', default: '' }),
          access_key: text,
          // Path from the folder of the configuration file.
          secret_file: text,
        },
        closed,
      ),
    ),
    // Nobody removes anything before: no shorter than what the law asks for, ten years at most.
    retention_days: Type.Integer({ minimum: 184, maximum: 3660, default: 184 }),
  },
  closed,
);
export type ArchiveConfig = Static<typeof archiveSchema>;

const PRIVATE_BITS = 0o077;
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Opens the archive that a configuration names; throws `HostError`. */
export function openArchive(
  { folder: archiveFolder, s3 }: ArchiveConfig,
  folder: string,
  now: () => number,
): Archive {
  if ((archiveFolder === undefined) === (s3 === undefined)) {
    throw refused('请在 folder 与 s3 中选择其一', 'give either a folder or s3');
  }
  if (archiveFolder !== undefined) {
    if (!isAbsolute(archiveFolder))
      throw refused('folder 须为绝对路径', 'folder is no absolute path');
    return new FilesystemArchive({ folder: archiveFolder, now });
  }
  return s3Archive(s3 as NonNullable<ArchiveConfig['s3']>, folder);
}

function s3Archive(config: NonNullable<ArchiveConfig['s3']>, folder: string): Archive {
  const { access_key: accessKeyId, bucket, endpoint, prefix, region, secret_file: file } = config;
  if (!endpoint.startsWith('https://') && !LOOPBACK.test(endpoint)) {
    throw refused('s3.endpoint 须使用 https', 's3.endpoint has to be https');
  }
  const secretAccessKey = readPrivate(resolve(folder, file)).trimEnd();
  return new S3Archive({ endpoint, region, bucket, prefix, accessKeyId, secretAccessKey });
}

function readPrivate(path: string): string {
  try {
    if ((statSync(path).mode & PRIVATE_BITS) === 0) return readFileSync(path, 'utf8');
  } catch (cause) {
    throw refused(`读不到密钥文件 ${path}`, `the secret file ${path} cannot be read`, cause);
  }
  throw refused(`密钥文件 ${path} 的权限过宽`, `others may read the secret file ${path}`);
}

function refused(zh: string, en: string, cause?: unknown): HostError {
  return new HostError('ARCHIVE_REFUSED', `归档配置：${zh}`, `archive: ${en}`, cause);
}
