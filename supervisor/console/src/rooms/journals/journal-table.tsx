import {
  Card,
  DataTable,
  Empty,
  SideDrawer,
  State,
  setParams,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { count } from '../../words/count.ts';
import { Age } from './age.tsx';
import type { JournalsAnswer, NodeJournal } from './answers.ts';
import { JournalDetails } from './journal-details.tsx';
import { factsOf, type JournalFacts } from './journal-facts.ts';

/** One line for the journal of each node; its logs are in the drawer. */
export function JournalTable({ answer }: { readonly answer: JournalsAnswer }) {
  const say = useText();
  const open = usePlace().params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  const opened = answer.nodes.find(({ node_id: id }) => id === open);
  return (
    <Card title={say('journals.nodes')}>
      {answer.nodes.length === 0 ? (
        <Empty what={say('journals.nodes')} why={say('journals.none')} />
      ) : (
        <Journals answer={answer} open={open} />
      )}
      <SideDrawer
        title={say('journals.title', { node: open ?? '' })}
        isOpen={open !== null}
        onClose={close}
      >
        {opened === undefined ? (
          <Empty what={say('journals.gone')} why={say('journals.goneWhy')} />
        ) : (
          <JournalDetails journal={opened} time={answer.time} />
        )}
      </SideDrawer>
    </Card>
  );
}

interface JournalsProps {
  readonly answer: JournalsAnswer;
  readonly open: string | null;
}

interface Line {
  readonly journal: NodeJournal;
  readonly facts: JournalFacts;
}

function Journals({ answer, open }: JournalsProps) {
  const say = useText();
  const lines: Line[] = answer.nodes.map((journal) => ({
    journal,
    facts: factsOf(journal, answer.time),
  }));
  return (
    <DataTable
      label={say('journals.nodes')}
      rows={lines}
      keyOf={({ journal }) => journal.node_id}
      isOpen={({ journal }) => journal.node_id === open}
      onOpen={({ journal }) => setParams({ open: journal.node_id })}
      columns={[
        { title: say('journals.node'), cell: ({ journal }) => journal.node_id },
        { title: say('journals.organisation'), cell: ({ journal }) => journal.organisation },
        { title: say('journals.state'), cell: (line) => <JournalState line={line} /> },
        {
          title: say('journals.whole'),
          isNumber: true,
          cell: ({ facts }) => `${facts.whole}/${facts.logs}`,
        },
        {
          title: say('journals.entries'),
          isNumber: true,
          cell: ({ facts }) => count(facts.entries),
        },
        {
          title: say('journals.missing'),
          isNumber: true,
          cell: ({ facts }) =>
            facts.missing === 0 ? '0' : <State kind="failed">{count(facts.missing)}</State>,
        },
        {
          title: say('journals.kept'),
          isNumber: true,
          cell: ({ facts }) => `${facts.days}/${facts.periodDays}`,
        },
        {
          title: say('journals.cosigned'),
          cell: ({ facts }) => <Age at={facts.cosignedAt} />,
        },
        { title: say('journals.asOf'), cell: ({ facts }) => <Age at={facts.wholeAt} /> },
      ]}
    />
  );
}

function JournalState({ line: { journal, facts } }: { readonly line: Line }) {
  const say = useText();
  const [first] = journal.blame;
  if (first !== undefined) return <State kind="failed">{say(`words.rule.${first.rule}`)}</State>;
  return (
    <State kind={facts.state}>
      {say(facts.state === 'met' ? 'journals.complete' : 'journals.measuring')}
    </State>
  );
}
