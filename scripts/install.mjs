// Brings node_modules to what the lockfile says; does nothing when it is there already.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './install-lock.mjs';

// Named here and not in a `packageManager` field: under that field this pnpm refuses a frozen
// lockfile. It is a native binary, so the Node it is started from does not matter.
const PNPM = 'pnpm@12.21.0';
const OUTPUT_TAIL_LINES = 15;

/** Every package.json of the workspace, from the short list in pnpm-workspace.yaml. */
function manifests(root) {
  const text = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const block = /^packages:\n((?:[ \t]+-.*\n)+)/m.exec(text)?.[1] ?? '';
  const found = ['package.json'];
  for (const [, pattern] of block.matchAll(/-\s*['"]?([^'"\n]+?)['"]?\s*$/gm)) {
    const folders = pattern.endsWith('/*') ? children(root, pattern.slice(0, -2)) : [pattern];
    found.push(...folders.map((folder) => `${folder}/package.json`));
  }
  return found.filter((path) => existsSync(join(root, path))).sort();
}

function children(root, folder) {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
}

/** What an installation depends on, as one hash: lockfile, manifests, kind of machine. */
function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${PNPM}\n`);
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]) {
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function isInstalled(root) {
  const stamp = stampPath(root);
  return (
    existsSync(join(root, 'node_modules', '.bin', 'node')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(root)
  );
}

function stampPath(root) {
  return join(root, 'node_modules', '.mingjing-installed');
}

/** Runs pnpm; its output is shown only when it fails. */
function install(root) {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // CI=true: pnpm replaces an outdated node_modules without asking.
      env: { ...process.env, CI: 'true' },
    });
    // Whoever stops this process stops the installation: nobody else knows about it.
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => child.kill(name));
    const output = [];
    child.stdout.on('data', (bytes) => output.push(bytes));
    child.stderr.on('data', (bytes) => output.push(bytes));
    child.on('error', (error) => reject(new Error(`npx: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n');
      process.stderr.write(`${lines.slice(-OUTPUT_TAIL_LINES).join('\n')}\n`);
      reject(new Error(`pnpm install: ${signal ?? `exit ${code}`}`));
    });
  });
}

/**
 * Installs unless the stamp in node_modules names this very lockfile and these manifests. Safe to
 * call from several processes at once: one installs, the others wait for it.
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  mkdirSync(join(root, '.cache'), { recursive: true });
  await withLock(join(root, '.cache', 'install.lock'), async () => {
    if (isInstalled(root)) return;
    process.stderr.write('mingjing: 正在安装依赖 / installing packages (~30 s)\n');
    // Without its stamp a half-made node_modules is never taken for a whole one.
    rmSync(stampPath(root), { force: true });
    const startedAt = performance.now();
    await install(root);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    writeFileSync(join(root, 'node_modules', '.mingjing-install-seconds'), `${seconds}\n`);
    writeFileSync(stampPath(root), fingerprint(root));
  });
}
