import { Command } from 'commander';
import { COMMANDS, type CommandRow, type CommonOptions } from './cli/commands.ts';
import { explain } from './cli/output.ts';
import { texts } from './texts.ts';

const program = new Command('mingjing-supervisor');
program.description(described('program')).showHelpAfterError().version('0.1.0');

const groups = new Map<string, Command>();

/** The command that a signature such as `account invite <officer>` stands under. */
function parentOf(group: string | undefined): Command {
  if (group === undefined) return program;
  const parent = groups.get(group) ?? program.command(group).description(described(group));
  groups.set(group, parent);
  return parent;
}

/** Adds a command on a home; its errors become one line, and they or `false` exit code 1. */
function add({ group, signature, options = [], run }: CommandRow): void {
  const name = signature.split(' ', 1)[0] ?? '';
  const command = parentOf(group)
    .command(signature)
    .description(described(name))
    .requiredOption('--home <dir>', described('home'))
    .option('--json', described('json'))
    .option('--lang <language>', described('lang'), 'zh-CN');
  for (const [flags, about] of options) command.option(flags, described(about));
  command.action(async (...parameters: unknown[]) => {
    const given = parameters.at(-2) as CommonOptions;
    try {
      const done = await run(given as never, ...parameters.slice(0, -2).map(String));
      if (done === false) process.exitCode = 1;
    } catch (error) {
      explain(error, given);
      process.exitCode = 1;
    }
  });
}

function described(key: string): string {
  const { 'zh-CN': zh, en } = texts.both(`cli.about.${key}`);
  return `${zh} · ${en}`;
}

for (const row of COMMANDS) add(row);
await program.parseAsync();
