#!/usr/bin/env node
// Runs on whatever Node the machine has, and starts the pinned one, which runs TypeScript as it is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = dirname(dirname(fileURLToPath(import.meta.url)));
const pinned = join(program, '..', 'node_modules', '.bin', 'node');
const node = existsSync(pinned) ? pinned : process.execPath;
// As NODE_FLAGS of the host package, which says why.
const flags = ['--min-semi-space-size=24', '--max-semi-space-size=24', '--v8-pool-size=1'];
const main = join(program, 'src', 'main.ts');
const child = spawn(node, [...flags, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
child.on('error', (error) => {
  process.stderr.write(`✗ 无法启动 Node · Node cannot be started: ${error.message}\n`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    // A terminal gives Ctrl-C to the whole foreground group: the child has it already.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('exit', (code, signal) => {
  process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
});
