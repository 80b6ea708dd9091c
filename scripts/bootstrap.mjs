// Starts a script of this repository under the Node it pins, installing first when that is needed.
//
//   node scripts/bootstrap.mjs scripts/test.ts --project pure
//
// Plain JavaScript without a dependency: it must start under any Node from 18 on, before anything
// is installed. Everything else in the repository may assume the pinned Node and all packages.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const MINIMUM_NODE_MAJOR = 18;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, 'node_modules', '.bin');
/**
 * What V8 made of the sources, for this and every program it starts: halves what loading costs. An
 * installed program is started without: what runs there is what its release manifest measures.
 */
const compiled = join(root, 'node_modules', '.cache', 'compile');

/** Ends the program with one line in both languages. */
function refuse(zh, en) {
  process.stderr.write(`mingjing: ${zh} / ${en}\n`);
  process.exit(1);
}

/** Runs the pinned Node on `args`; this process ends the way that one does. */
function runPinned(args) {
  const path = `${binaries}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(join(binaries, 'node'), args, {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: path },
  });
  child.on('error', (error) => refuse(`无法启动固定版本的 Node：${error.message}`, error.message));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to the whole foreground group: the child has it already, and a
      // second one would mean "at once" to programs that stop in order on the first.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
  });
}

const [script, ...rest] = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < MINIMUM_NODE_MAJOR) {
  refuse(
    `需要 Node ${MINIMUM_NODE_MAJOR} 或更新版本，当前为 ${process.versions.node}`,
    `Node ${MINIMUM_NODE_MAJOR} or newer is needed, this is ${process.versions.node}`,
  );
}
if (script === undefined) refuse('缺少要运行的脚本', 'name the script to run');
try {
  await ensureInstalled(root);
} catch (error) {
  refuse(`依赖安装失败：${error.message}`, `installation failed: ${error.message}`);
}
runPinned([join(root, script), ...rest]);
