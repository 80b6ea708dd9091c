import { useText } from '@mingjing/console-kit';
import { EntrySearch } from './entry-search.tsx';
import { Retention } from './retention.tsx';

/** What the node has retained: for how long, and what stands in it. */
export default function JournalPage() {
  const say = useText();
  return (
    <>
      <header className="page-head">
        <h1>{say('journal.heading')}</h1>
      </header>
      <div className="stack">
        <EntrySearch />
        <Retention />
      </div>
    </>
  );
}
