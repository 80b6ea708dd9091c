import { sep } from 'node:path';

/** A chain as the configuration has it, and what lies in its home. */
export interface ChainFacts {
  readonly name: string;
  /** Absolute, links followed. */
  readonly home: string;
  /** Hash that the configuration gives, 64 lower-case hex. */
  readonly genesis: string;
  /** Hash of the genesis in the home; absent: it cannot be read. */
  readonly found?: string;
}

export interface ChainsRefusal {
  readonly code:
    | 'CHAIN_NAME_TWICE'
    | 'CHAIN_HOME_SHARED'
    | 'CHAIN_TWICE'
    | 'CHAIN_GENESIS_OTHER'
    | 'CHAIN_HOME_OF_SERVICE';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * What keeps chains from being followed side by side: a name, a home or a chain that stands there
 * twice, and a home that holds another chain than the operator says. Undefined: nothing.
 */
export function judgeChains(
  serviceHome: string,
  chains: readonly ChainFacts[],
): ChainsRefusal | undefined {
  for (const [index, chain] of chains.entries()) {
    const { found, genesis, home, name } = chain;
    if (home === serviceHome)
      return { code: 'CHAIN_HOME_OF_SERVICE', fields: { chain: name, home } };
    for (const other of chains.slice(0, index)) {
      const twice = sharedBy(other, chain);
      if (twice !== undefined) return twice;
    }
    if (found !== undefined && found !== genesis) {
      return { code: 'CHAIN_GENESIS_OTHER', fields: { chain: name, genesis, found } };
    }
  }
  return undefined;
}

function sharedBy(one: ChainFacts, other: ChainFacts): ChainsRefusal | undefined {
  const fields = { one: one.name, other: other.name };
  if (one.name === other.name) return { code: 'CHAIN_NAME_TWICE', fields };
  if (isWithin(one.home, other.home) || isWithin(other.home, one.home)) {
    return { code: 'CHAIN_HOME_SHARED', fields: { ...fields, home: other.home } };
  }
  return one.genesis === other.genesis ? { code: 'CHAIN_TWICE', fields } : undefined;
}

function isWithin(home: string, outer: string): boolean {
  return home === outer || home.startsWith(outer + sep);
}
