import { Command } from 'commander';
import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandRow,
  type CommonOptions,
  GROUPS,
} from './commands.ts';
import { explain } from './explain.ts';

/** The command `mingjing` with all that it knows; its errors become one line and exit code 1. */
export function commandLine(): Command {
  const program = new Command('mingjing');
  program
    .description('明镜许可链节点 · Mingjing, a permissioned blockchain node')
    .showHelpAfterError()
    .version('0.1.0');
  const groups = new Map<string, Command>();
  for (const row of COMMANDS) add(parentOf(row.group, program, groups), row);
  return program;
}

/** The command that a signature such as `journal verify <folder>` stands under. */
function parentOf(
  group: string | undefined,
  program: Command,
  groups: Map<string, Command>,
): Command {
  if (group === undefined) return program;
  const parent = groups.get(group) ?? program.command(group).description(GROUPS[group] ?? '');
  groups.set(group, parent);
  return parent;
}

function add(parent: Command, { signature, about, options, run }: CommandRow): void {
  const command = parent.command(signature).description(about);
  for (const { flags, about: meaning, otherwise, required } of [...COMMON_OPTIONS, ...options]) {
    if (required) command.requiredOption(flags, meaning);
    else command.option(flags, meaning, otherwise);
  }
  command.action(async (...parameters: unknown[]) => {
    const given = parameters.at(-2) as CommonOptions;
    const args = parameters.slice(0, -2).map(String);
    try {
      if ((await run(given as never, ...args)) === false) process.exitCode = 1;
    } catch (error) {
      explain(error, given);
      process.exitCode = 1;
    }
  });
}
