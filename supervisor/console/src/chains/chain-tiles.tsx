import { addressOf, CHAIN_PARAM, useNow, useText } from '@mingjing/console-kit';
import { count } from '../words/count.ts';
import { type Chain, ownChain, useChains } from './chain-list.ts';
import { ChainState } from './chain-state.tsx';
import { Why } from './chain-table.tsx';
import { verdictOf } from './chain-verdict.ts';
import type { Standing, Standings } from './standings.ts';

export interface TilesProps {
  readonly standings: Standings;
  /** A wall has no control. */
  readonly isWall?: boolean;
}

/** Each chain at a glance; the one that the page is about stands out. */
export function ChainTiles({ standings, isWall = false }: TilesProps) {
  const say = useText();
  return (
    <ul className="chain-tiles" aria-label={say('several.title')}>
      {useChains().map((chain) => (
        <Tile key={chain.name} chain={chain} standing={standings[chain.name]} isWall={isWall} />
      ))}
    </ul>
  );
}

interface TileProps {
  readonly chain: Chain;
  readonly standing: Standing | undefined;
  readonly isWall: boolean;
}

function Tile({ chain, standing, isWall }: TileProps) {
  const verdict = verdictOf(chain, standing, useNow());
  const { name, title } = chain;
  const isOwn = !isWall && name === ownChain();
  return (
    <li
      className={`chain-tile ${verdict.kind}`}
      data-chain={name}
      data-state={verdict.kind}
      aria-current={isOwn ? 'true' : undefined}
    >
      <header>
        {isWall || isOwn ? (
          <strong>{title}</strong>
        ) : (
          <a href={addressOf('situation', { [CHAIN_PARAM]: name })}>{title}</a>
        )}
        <ChainState verdict={verdict} />
      </header>
      {chain.fault === undefined ? <Numbers standing={standing} /> : <Why chain={chain} />}
    </li>
  );
}

function Numbers({ standing }: Pick<TileProps, 'standing'>) {
  const say = useText();
  const { situation } = standing ?? {};
  if (situation === undefined) return null;
  const { alarms, coverage, heads, height, journals } = situation;
  return (
    <p className="meta">
      {[
        say('several.at', { height: count(height), lag: count(coverage.lag) }),
        say('several.whole', { measured: journals.measured, of: journals.of }),
        say('several.agree', { agreeing: heads.agreeing, of: heads.of }),
        say('several.open', { open: alarms.open, critical: alarms.critical }),
      ].join(' · ')}
    </p>
  );
}
