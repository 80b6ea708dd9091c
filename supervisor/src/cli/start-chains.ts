import { chainsConfig } from '../chains/chains-config.ts';
import { startChains } from '../chains/start-chains.ts';
import { type CommonOptions, explain, say } from './output.ts';

export interface StartChainsCommand extends CommonOptions {
  readonly home: string;
  readonly consolePort?: string;
}

/** Follows every chain of a service until told to stop; a chain that fails stops no other. */
export async function startChainsCommand(options: StartChainsCommand): Promise<void> {
  const { consolePort, home } = options;
  const config = chainsConfig(home, { 'console.port': consolePort });
  const running = await startChains(home, config);
  const { console: address } = running;
  const chains = config.chains.map(({ name }) => name);
  const scheme = config.console.tls === undefined ? 'http' : 'https';
  const url = `${scheme}://${address.host}:${address.port}`;
  const fields = { chains: chains.join(', '), console: url };
  say(options, 'chainsStarted', fields, { chains, console: address });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.stop().catch((error) => {
        explain(error, options);
        process.exit(1);
      });
    });
  }
}
