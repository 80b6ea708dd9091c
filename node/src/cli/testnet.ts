import { resolve } from 'node:path';
import { createTestnet } from '../testnet/create-testnet.ts';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';

export interface TestnetCommand extends CommonOptions {
  readonly output: string;
  readonly name: string;
  readonly organisations: string;
  readonly users: string;
}

/** Writes the homes of a network for trying out. */
export async function testnetCommand(options: TestnetCommand): Promise<void> {
  const output = new Output(options);
  const testnet = await createTestnet({
    output: resolve(options.output),
    name: options.name,
    organisations: count(options.organisations, 'organisations'),
    users: count(options.users, 'users'),
  });
  for (const { nodeId, home } of testnet.homes) output.line('cli.home', { node: nodeId, home });
  output.line('cli.testnetReady', { count: testnet.homes.length });
  output.json(testnet);
}

function count(text: string, name: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0 && value <= 10_000) return value;
  throw new CliError('BAD_NUMBER', `--${name} 须为整数`, `--${name} takes a whole number`);
}
