import { isChainsHome } from '../chains/chains-home.ts';
import { SupervisorError } from '../errors.ts';

export interface ChosenOptions {
  readonly home: string;
  /** A chain of the service whose home this is. */
  readonly chain?: string;
}

/**
 * The home that a command works on: of the chain that is named, where the home is that of a service
 * of several chains. Throws `SupervisorError`.
 */
export async function chosenHome({ chain, home }: ChosenOptions): Promise<string> {
  if (!isChainsHome(home)) {
    if (chain === undefined) return home;
    throw new SupervisorError('CHAIN_ONE', { home });
  }
  const chains = await chainsIn(home);
  const names = chains.map(({ name }) => name).join(', ');
  if (chain === undefined) throw new SupervisorError('CHAIN_NOT_NAMED', { chains: names });
  const found = chains.find(({ name }) => name === chain);
  if (found === undefined) throw new SupervisorError('CHAIN_UNKNOWN', { chain, chains: names });
  return found.home;
}

/** Every chain of a service by its name and home; of another home nothing. */
export async function chainsIn(
  home: string,
): Promise<readonly { readonly name: string; readonly home: string }[]> {
  if (!isChainsHome(home)) return [];
  return (await import('../chains/chains-config.ts')).chainsConfig(home).chains;
}
