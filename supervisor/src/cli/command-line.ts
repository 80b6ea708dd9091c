import { Command } from 'commander';
import { texts } from '../texts.ts';
import { type ChosenOptions, chainsIn, chosenHome } from './chosen-home.ts';
import { COMMANDS, type CommandRow, type CommonOptions } from './commands.ts';
import { explain } from './output.ts';

/** The command `mingjing-supervisor` with all that it knows; errors become one line. */
export function commandLine(): Command {
  const program = new Command('mingjing-supervisor');
  program.description(described('program')).showHelpAfterError().version('0.1.0');
  const groups = new Map<string, Command>();
  for (const row of COMMANDS) add(parentOf(row.group, program, groups), row);
  return program;
}

/** The command that a signature such as `account invite <officer>` stands under. */
function parentOf(
  group: string | undefined,
  program: Command,
  groups: Map<string, Command>,
): Command {
  if (group === undefined) return program;
  const parent = groups.get(group) ?? program.command(group).description(described(group));
  groups.set(group, parent);
  return parent;
}

/** Adds a command on a home; `false` is exit code 1 as well. */
function add(parent: Command, { signature, options = [], run, runForAll }: CommandRow): void {
  const name = signature.split(' ', 1)[0] ?? '';
  const command = parent
    .command(signature)
    .description(described(name))
    .requiredOption('--home <dir>', described('home'))
    .option('--chain <name>', described('chain'))
    .option('--json', described('json'))
    .option('--lang <language>', described('lang'), 'zh-CN');
  for (const [flags, about] of options) command.option(flags, described(about));
  command.action(async (...parameters: unknown[]) => {
    const given = parameters.at(-2) as CommonOptions & ChosenOptions;
    try {
      const isForAll = given.chain === undefined && (await chainsIn(given.home)).length > 0;
      const done =
        isForAll && runForAll !== undefined
          ? await runForAll(given as never)
          : await run(
              { ...given, home: await chosenHome(given), service: given.home } as never,
              ...parameters.slice(0, -2).map(String),
            );
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
