import {
  DataTable,
  Empty,
  Facts,
  Hash,
  Link,
  Pager,
  Partial,
  ProofBadge,
  SideDrawer,
  setParams,
  Time,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { type FoundRecords, proofOf, type RecordHit } from './answers.ts';

export interface RecordHitsProps {
  readonly found: FoundRecords;
  readonly openId: string | null;
}

/** Records that were found, each with its badge; one of them open beside the list. */
export function RecordHits({ found, openId }: RecordHitsProps) {
  const say = useText();
  const close = useCallback(() => setParams({ open: undefined }), []);
  const behind = found.records - found.indexed;
  if (found.hits.length === 0) {
    return (
      <Empty
        what={say('search.empty.what')}
        why={say('search.empty.why')}
        next={say('search.empty.next')}
      />
    );
  }
  return (
    <div className="stack">
      <Partial missing={found.is_partial ? [say('search.rest')] : []} />
      {behind > 0 && <p className="meta">{say('search.behind', { count: behind })}</p>}
      <Records hits={found.hits} openId={openId} />
      <Pager next={found.next_cursor} />
      <SideDrawer title={say('search.record')} isOpen={openId !== null} onClose={close}>
        <Opened hit={found.hits.find(({ id }) => id === openId)} />
      </SideDrawer>
    </div>
  );
}

function Records({ hits, openId }: { hits: readonly RecordHit[]; openId: string | null }) {
  const say = useText();
  return (
    <DataTable
      label={say('search.records')}
      isCompact
      rows={hits}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === openId}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('search.field.time'), cell: ({ time }) => <Time ms={time} /> },
        { title: say('search.field.height'), isNumber: true, cell: ({ height }) => height },
        { title: say('search.field.record'), cell: ({ id }) => <Hash value={id} /> },
        { title: say('search.field.author'), cell: ({ author }) => author },
        { title: say('search.field.organisation'), cell: ({ organisation }) => organisation },
        { title: say('search.field.subject'), cell: ({ subject }) => subject },
        {
          title: say('search.field.standing'),
          cell: ({ standing }) => say(`search.standing.${standing}`),
        },
        { title: say('search.proof'), cell: (hit) => <ProofBadge proof={proofOf(hit, say)} /> },
      ]}
    />
  );
}

function Opened({ hit }: { readonly hit: RecordHit | undefined }) {
  const say = useText();
  if (hit === undefined) return <Empty what={say('search.record')} why={say('search.notHere')} />;
  return (
    <div className="stack">
      <ProofBadge proof={proofOf(hit, say)} />
      <Facts
        items={[
          [say('search.field.record'), <Hash key="id" value={hit.id} />],
          [say('search.field.time'), <Time key="time" ms={hit.time} />],
          [say('search.field.height'), hit.height],
          [say('search.field.author'), hit.author],
          [say('search.field.organisation'), hit.organisation],
          [say('search.field.category'), hit.category],
          [say('search.field.subject'), hit.subject],
          [say('search.field.standing'), say(`search.standing.${hit.standing}`)],
          ...hit.contents.map(
            ({ commitment, taken_down: isTakenDown }) =>
              [
                say(isTakenDown ? 'search.takenDown' : 'search.field.content'),
                <Hash key={commitment} value={commitment} />,
              ] as const,
          ),
          ...hit.text_hashes.map(
            (hash) => [say('search.textHash'), <Hash key={hash} value={hash} />] as const,
          ),
        ]}
      />
      <p className="acts">
        <Link path="search" params={{ trace: `record:${hit.id}` }}>
          {say('search.trace.from')}
        </Link>
      </p>
    </div>
  );
}
