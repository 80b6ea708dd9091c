/**
 * Objects that are put once and kept until a date: the port `Archive` over a folder and over S3
 * Object Lock. No store is believed before `proveRetention` tried it.
 *
 *     const archive = new S3Archive({ endpoint, region, bucket, accessKeyId, secretAccessKey });
 *     const verdict = await proveRetention(archive, { name, now });
 *     if (verdict.ok) await archive.put('blocks/1-1000.jsonl', content, until);
 */
export { type Archive, ArchiveError, type ArchiveErrorCode, type Retention } from './archive.ts';
export {
  FilesystemArchive,
  type FilesystemArchiveOptions,
} from './filesystem/filesystem-archive.ts';
export { clearProbes, proveRetention, type RetentionVerdict } from './prove-retention.ts';
export { S3Archive, type S3ArchiveOptions } from './s3/s3-archive.ts';
