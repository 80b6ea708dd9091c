import { Command } from 'commander';
import { explain } from './cli/explain.ts';
import { getCommand } from './cli/get.ts';
import { keysCommand } from './cli/keys.ts';
import type { CommonOptions } from './cli/output.ts';
import { publishCommand } from './cli/publish.ts';
import { statusCommand } from './cli/status.ts';
import { verifyCommand } from './cli/verify.ts';

const program = new Command('mingjing');
program
  .description('明镜许可链节点 · Mingjing, a permissioned blockchain node')
  .showHelpAfterError()
  .version('0.1.0');

/** A command with the options that every command has; errors become one line and exit code 1. */
function command<O extends CommonOptions>(
  signature: string,
  description: string,
  act: (options: O, argument: string) => unknown,
  parent = program,
): Command {
  return parent
    .command(signature)
    .description(description)
    .option('--json', '输出一个 JSON 对象 · one JSON object')
    .option('--lang <language>', 'zh-CN | en', 'zh-CN')
    .action(async (...parameters: unknown[]) => {
      const options = parameters.at(-2) as O;
      const argument = parameters.length > 2 ? String(parameters[0]) : '';
      try {
        if ((await act(options, argument)) === false) process.exitCode = 1;
      } catch (error) {
        explain(error, options);
        process.exitCode = 1;
      }
    });
}

// What runs or makes nodes is loaded by its command alone: it brings the whole network stack along.
command('testnet', '建立试用网络 · write the homes of a trial network', async (options) =>
  (await import('./cli/testnet.ts')).testnetCommand(options as never),
)
  .requiredOption('--output <dir>', '空目录 · an empty folder')
  .option('--organisations <n>', '组织数,至少 4 · organisations, at least 4', '4')
  .option('--users <n>', '合成用户数 · synthetic users', '4')
  .option('--name <name>', '链名 · name of the chain', 'testnet');

command('start', '运行节点 · run a node', async (options) =>
  (await import('./cli/start.ts')).startCommand(options as never),
)
  .requiredOption('--home <dir>', '节点目录 · home of the node')
  .option('--api-port <port>', '接口端口,0 为任意 · port of the API, 0 for a free one')
  .option('--join <how>', '空目录如何加入:blocks 或 snapshot · how an empty home joins')
  .option('--sign-above <height>', '确认此高度以下没有签过名 · nothing up to here was signed');

command('keys', '查看或新建密钥 · show or make keys', (options) => keysCommand(options))
  .option('--home <dir>', '节点目录 · home of a node')
  .option('--file <file>', '密钥文件 · a key file')
  .option('--create <purpose>', '新建此用途的密钥 · make a key for this purpose');

command('publish <path>', '发布文件或目录 · publish a file or a folder', (options, path) =>
  publishCommand(path, options as never),
)
  .requiredOption('--key <file>', '用户密钥文件 · key file of the user')
  .option('--node <url>', '节点地址 · address of a node')
  .option('--home <dir>', '本机节点目录 · home of a node on this machine')
  .option('--receipts <dir>', '把回执存到此目录 · save receipts here');

command('get <record>', '查看存证记录 · show a record', (options, id) =>
  getCommand(id, options as never),
)
  .option('--node <url>', '节点地址 · address of a node')
  .option('--home <dir>', '本机节点目录 · home of a node on this machine')
  .option('--output <file>', '把内容存到此文件 · save the content here')
  .option('--receipt', '改为保存回执 · save the receipt instead');

command('verify <receipt>', '离线验证回执 · verify a receipt offline', (options, path) =>
  verifyCommand(path, options as never),
)
  .option('--genesis <file>', '可信的创世文件 · a genesis file that you trust')
  .option('--trust <hash>', '或其哈希 · or its hash')
  .option('--file <file>', '核对原文件 · compare with the document');

command('status', '查看节点状态 · show where a node stands', (options) =>
  statusCommand(options as never),
)
  .option('--node <url>', '节点地址 · address of a node')
  .option('--home <dir>', '本机节点目录 · home of a node on this machine');

const journal = program.command('journal').description('留存日志 · the journal');
command(
  'search',
  '检索日志条目并在本机核验 · find entries and check their proofs here',
  async (options) =>
    (await import('./cli/journal-search.ts')).journalSearchCommand(options as never),
  journal,
)
  .option('--node <url>', '节点地址 · address of a node')
  .option('--home <dir>', '本机节点目录 · home of a node on this machine')
  .option('--genesis <file>', '可信的创世文件 · a genesis file that you trust')
  .option('--text <text>', '文字,短语用双引号 · words; a phrase in double quotes')
  .option('--actor <id>', '主体 · who acted')
  .option('--actor-tag <tag>', '主体标签 · tag of who acted')
  .option('--object <object>', '对象 · what was acted on')
  .option('--event <event>', '事件 · event')
  .option('--result <result>', 'done | refused | failed')
  .option('--source <source>', '分日志 · log: access, auth, publish, …')
  .option('--address <address>', '来源地址或网段 · source address or prefix')
  .option('--from <time>', '起始时间 · from: 2026-03-01T10:00:00Z')
  .option('--to <time>', '结束时间,不含 · to, not included')
  .option('--origins <origins>', '日志起源行,逗号分隔 · origin lines, separated by commas')
  .option('--limit <n>', '条数 · hits')
  .option('--cursor <cursor>', '继续上一页 · continue a page');

await program.parseAsync();
