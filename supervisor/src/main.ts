import { Command } from 'commander';
import { checkCommand } from './cli/check.ts';
import { type CommonOptions, explain } from './cli/output.ts';
import { startCommand } from './cli/start.ts';
import { statusCommand } from './cli/status.ts';
import { texts } from './texts.ts';

const program = new Command('mingjing-supervisor');
program.description(described('program')).showHelpAfterError().version('0.1.0');

/** A command on a home; errors become one line, and `false` or an error exit code 1. */
function command<O extends CommonOptions>(
  signature: string,
  act: (options: O, argument: string) => Promise<unknown>,
): Command {
  const name = signature.split(' ', 1)[0] ?? '';
  return program
    .command(signature)
    .description(described(name))
    .requiredOption('--home <dir>', described('home'))
    .option('--json', described('json'))
    .option('--lang <language>', described('lang'), 'zh-CN')
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

function described(key: string): string {
  const { 'zh-CN': zh, en } = texts.both(`cli.about.${key}`);
  return `${zh} · ${en}`;
}

command('start', startCommand)
  .option('--console-port <port>', described('consolePort'))
  .option('--join <how>', described('join'));
command('status', statusCommand);
command('check <record>', (options: Parameters<typeof checkCommand>[1], id) =>
  checkCommand(id, options),
);

await program.parseAsync();
