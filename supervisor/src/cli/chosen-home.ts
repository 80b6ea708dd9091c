import { chainsConfig, isChainsHome } from '../chains/chains-config.ts';
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
export function chosenHome({ chain, home }: ChosenOptions): string {
  if (!isChainsHome(home)) {
    if (chain === undefined) return home;
    throw new SupervisorError('CHAIN_ONE', { home });
  }
  const { chains } = chainsConfig(home);
  const names = chains.map(({ name }) => name).join(', ');
  if (chain === undefined) throw new SupervisorError('CHAIN_NOT_NAMED', { chains: names });
  const found = chains.find(({ name }) => name === chain);
  if (found === undefined) throw new SupervisorError('CHAIN_UNKNOWN', { chain, chains: names });
  return found.home;
}

/** Every chain of a service by its name and home; of another home nothing. */
export function chainsIn(
  home: string,
): readonly { readonly name: string; readonly home: string }[] {
  return isChainsHome(home) ? chainsConfig(home).chains : [];
}
