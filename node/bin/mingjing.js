#!/usr/bin/env node
// Runs on whatever Node the machine has, and starts the pinned one, which runs TypeScript as it is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pinned = join(program, '..', 'node_modules', '.bin', 'node');
const node = existsSync(pinned) ? pinned : process.execPath;
// As NODE_FLAGS of the host package, which says why.
const flags = ['--min-semi-space-size=24', '--max-semi-space-size=24', '--v8-pool-size=1'];
const main = join(program, 'src', 'main.ts');
const child = spawn(node, [...flags, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
