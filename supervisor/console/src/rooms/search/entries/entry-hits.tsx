import type { JournalHit } from '@mingjing/client';
import {
  DataTable,
  Empty,
  Facts,
  Hash,
  Pager,
  Partial,
  ProofBadge,
  SideDrawer,
  State,
  type StateKind,
  setParams,
  Time,
  useText,
} from '@mingjing/console-kit';
import { type ReactNode, useCallback } from 'react';
import type { CheckedEntry, FoundEntries } from './checked-entries.ts';

const RESULTS: Readonly<Record<string, StateKind>> = { done: 'met', refused: 'due' };
const keyOf = ({ hit: { index, node, source } }: CheckedEntry) => `${node}/${source}/${index}`;

export interface EntryHitsProps {
  readonly found: FoundEntries;
  readonly openId: string | null;
}

/** Entries that were found, each with its badge; one of them open beside the list. */
export function EntryHits({ found, openId }: EntryHitsProps) {
  const say = useText();
  const close = useCallback(() => setParams({ open: undefined }), []);
  const { entries, isPartial, next } = found;
  if (entries.length === 0) {
    return (
      <Empty
        what={say('search.entry.empty')}
        why={say('search.entry.emptyWhy')}
        next={say('search.empty.next')}
      />
    );
  }
  return (
    <div className="stack">
      <Partial missing={isPartial ? [say('search.entry.rest')] : []} />
      <Entries entries={entries} openId={openId} />
      <Pager next={next} />
      <SideDrawer title={say('search.entry.entry')} isOpen={openId !== null} onClose={close}>
        <Opened entry={entries.find((each) => keyOf(each) === openId)} />
      </SideDrawer>
    </div>
  );
}

function Entries({ entries, openId }: Pick<FoundEntries, 'entries'> & { openId: string | null }) {
  const say = useText();
  return (
    <DataTable
      label={say('search.entries')}
      isCompact
      rows={entries}
      keyOf={keyOf}
      isOpen={(entry) => keyOf(entry) === openId}
      onOpen={(entry) => setParams({ open: keyOf(entry) })}
      columns={[
        { title: say('search.field.time'), cell: ({ hit }) => <Time ms={hit.time} /> },
        { title: say('search.entry.node'), cell: ({ hit }) => hit.node },
        {
          title: say('search.entry.source'),
          cell: ({ hit }) => `${say(`kit.source.${hit.source}`)} ${hit.index}`,
        },
        {
          title: say('search.entry.event'),
          cell: ({ hit }) => <code>{hit.entry?.event ?? ''}</code>,
        },
        { title: say('search.entry.result'), cell: ({ hit }) => <Result entry={hit.entry} /> },
        { title: say('search.entry.actor'), cell: ({ hit }) => hit.entry?.actor ?? '' },
        { title: say('search.proof'), cell: ({ proof }) => <ProofBadge proof={proof} /> },
      ]}
    />
  );
}

function Result({ entry }: Pick<JournalHit, 'entry'>) {
  const say = useText();
  if (entry === null) return <State kind="unknown">{say('search.entry.disposed')}</State>;
  const { result } = entry;
  return <State kind={RESULTS[result] ?? 'failed'}>{say(`search.result.${result}`)}</State>;
}

function Opened({ entry }: { readonly entry: CheckedEntry | undefined }) {
  const say = useText();
  if (entry === undefined) {
    return <Empty what={say('search.entry.entry')} why={say('search.entry.notHere')} />;
  }
  const { hit, proof } = entry;
  const words = hit.entry;
  const items: (readonly [string, ReactNode])[] = [
    [say('search.proof'), <ProofBadge key="proof" proof={proof} />],
    [say('search.field.time'), <Time key="time" ms={hit.time} />],
    [say('search.entry.node'), `${hit.node} (${hit.organisation})`],
    [say('search.entry.source'), `${say(`kit.source.${hit.source}`)} ${hit.index}`],
    [say('search.entry.result'), <Result key="result" entry={words} />],
    [say('search.entry.event'), words && <code key="event">{words.event}</code>],
    [say('search.entry.reason'), words?.reason],
    [say('search.entry.actor'), words?.actor],
    [say('search.entry.route'), words && `${words.method} ${words.resource}`.trim()],
    [say('search.entry.object'), words?.object],
    [say('search.field.height'), words?.block_height],
    [
      say('search.entry.transaction'),
      words?.transaction_id && <Hash key="id" value={words.transaction_id} />,
    ],
  ];
  return <Facts items={items.filter(([, value]) => value !== '' && value != null)} />;
}
