import {
  addressOf,
  CHAIN_PARAM,
  DataTable,
  Pane,
  shanghaiTime,
  useInLanguage,
  useNow,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useStream } from '../live/stream.ts';
import { count } from '../words/count.ts';
import { type Chain, ownChain, useChains } from './chain-list.ts';
import { ChainState } from './chain-state.tsx';
import { verdictOf } from './chain-verdict.ts';
import { type Standing, type Standings, useStandings } from './standings.ts';

/** All chains of the service with their tips, what is verified of them, and their alarms. */
export function ChainTable() {
  // What the stream tells takes the place of what was read.
  useStream();
  return <Pane answer={useStandings()}>{(standings) => <Lines standings={standings} />}</Pane>;
}

function Lines({ standings }: { readonly standings: Standings }) {
  const say = useText();
  const chains = useChains();
  const now = useNow();
  const [room = ''] = usePlace().path.split('/');
  const of = ({ name }: Chain) => standings[name];
  return (
    <DataTable
      label={say('several.title')}
      rows={chains}
      keyOf={({ name }) => name}
      isOpen={({ name }) => name === ownChain()}
      onOpen={({ name }) => location.assign(addressOf(room, { [CHAIN_PARAM]: name }))}
      columns={[
        { title: say('several.chain'), cell: ({ title }) => title },
        {
          title: say('several.state.name'),
          cell: (chain) => <ChainState verdict={verdictOf(chain, of(chain), now)} />,
        },
        { title: say('several.tip'), isNumber: true, cell: (chain) => tipOf(of(chain)) },
        {
          title: say('several.time'),
          cell: (chain) => {
            const time = of(chain)?.situation?.block_time;
            return typeof time === 'number' ? shanghaiTime(time) : '—';
          },
        },
        {
          title: say('several.behind'),
          isNumber: true,
          cell: (chain) => count(of(chain)?.situation?.coverage.lag ?? null),
        },
        {
          title: say('several.journals'),
          isNumber: true,
          cell: (chain) => journalsOf(of(chain)),
        },
        {
          title: say('several.heads'),
          isNumber: true,
          cell: (chain) => headsOf(of(chain)),
        },
        {
          title: say('several.alarms'),
          isNumber: true,
          cell: (chain) => count(of(chain)?.situation?.alarms.open ?? null),
        },
        { title: say('several.why'), cell: (chain) => <Why chain={chain} /> },
      ]}
    />
  );
}

/** Why a chain is not followed, in the words of its own program. */
export function Why({ chain: { fault } }: { readonly chain: Chain }) {
  const inLanguage = useInLanguage();
  if (fault === undefined) return null;
  return (
    <span className="chain-fault">
      {inLanguage({ zh: fault.text['zh-CN'], en: fault.text.en })}{' '}
      <span className="meta">
        {fault.code} · {shanghaiTime(fault.at)}
      </span>
    </span>
  );
}

function tipOf(standing: Standing | undefined): string {
  return count(standing?.situation?.height ?? null);
}

function journalsOf(standing: Standing | undefined): string {
  const journals = standing?.situation?.journals;
  return journals === undefined ? '—' : `${journals.measured}/${journals.of}`;
}

function headsOf(standing: Standing | undefined): string {
  const heads = standing?.situation?.heads;
  return heads === undefined ? '—' : `${heads.agreeing}/${heads.of}`;
}
