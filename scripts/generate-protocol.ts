// Regenerates packages/protocol/src/generated from the schemas.
//
//   node scripts/generate-protocol.ts
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const schemas = join(root, 'packages/protocol/proto');
const target = process.argv[2] ?? join(root, 'packages/protocol/src/generated/messages.js');
const pbjs = createRequire(import.meta.url).resolve('protobufjs-cli/bin/pbjs');
const options = ['create', 'verify', 'delimited', 'convert', 'typeurl', 'service', 'comments'];

execFileSync(
  process.execPath,
  [
    pbjs,
    ...['-t', 'static-module', '-w', 'esm', '--force-number', '-o', target],
    ...options.map((option) => `--no-${option}`),
    ...readdirSync(schemas)
      .sort()
      .map((file) => join(schemas, file)),
  ],
  { stdio: 'inherit' },
);
