// The suite of every archive against a real store with Object Lock:
//
//   ARCHIVE_ENDPOINT=https://s3.example ARCHIVE_REGION=cn-north-1 ARCHIVE_BUCKET=locked \
//   ARCHIVE_ACCESS_KEY=... ARCHIVE_SECRET_KEY=... node scripts/archive-suite.ts
//
// Objects stay an hour in the bucket, since nobody can remove them before: take one made for this.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { S3Archive } from '@mingjing/archive';
import { ARCHIVE_CHECKS } from '@mingjing/archive/suite';

function setting(name: string): string {
  const value = process.env[`ARCHIVE_${name}`];
  if (value !== undefined && value !== '') return value;
  console.error(`缺少环境变量 / missing variable: ARCHIVE_${name}`);
  process.exit(2);
}

const archive = new S3Archive({
  endpoint: setting('ENDPOINT'),
  region: setting('REGION'),
  bucket: setting('BUCKET'),
  accessKeyId: setting('ACCESS_KEY'),
  secretAccessKey: setting('SECRET_KEY'),
  prefix: `suite-${randomBytes(6).toString('hex')}/`,
});
const tried = {
  ...{ archive, prefix: '', now: () => Date.now() },
  // The store's clock may be behind by some seconds.
  passed: (until: number) => pause(Math.max(0, until - Date.now()) + 5000),
};
let failed = 0;
for (const { name, run } of ARCHIVE_CHECKS) {
  try {
    await run(tried);
    console.log(`ok     ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error}`);
  }
}
console.log(`${ARCHIVE_CHECKS.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
