import {
  askAgain,
  Card,
  DataTable,
  faultText,
  Pane,
  State,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { ask } from '../../../api.ts';
import type { Question, Rehearsals } from '../../../inspection/answers.ts';
import { LOOKS, verdictText } from '../../../inspection/words.ts';

const PATH = '/v1/inspection/rehearsals';
const CONSOLE = '/console/';

/** What an inspector is likely to ask, where the live answer stands, and who could show it. */
export function RehearsalPage() {
  const answer = useAnswer(['inspection', 'rehearsal'], () => ask<Rehearsals>({ path: PATH }));
  return <Pane answer={answer}>{(rehearsals) => <Rehearsal {...rehearsals} />}</Pane>;
}

function Rehearsal({ latest, questions }: Rehearsals) {
  const say = useText();
  const [shown, setShown] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<unknown>();
  const tick = (id: string, isShown: boolean) =>
    setShown((now) => (isShown ? [...now, id] : now.filter((each) => each !== id)));
  const keep = async () => {
    const answers = questions.map(({ id }) => ({ question: id, shown: shown.includes(id) }));
    try {
      await ask({ path: PATH, json: { answers } });
      await askAgain('inspection');
      setFault(undefined);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <div className="stack">
      <Card
        title={say('inspection.rehearsal.title')}
        extra={<Button onClick={keep}>{say('inspection.rehearsal.keep')}</Button>}
      >
        <p>{say('inspection.rehearsal.how')}</p>
        {latest === null ? (
          <p className="meta">{say('inspection.rehearsal.never')}</p>
        ) : (
          <p className="figure">
            {latest.ready}/{latest.count}{' '}
            <span className="unit">
              {say('inspection.rehearsal.ready')} <Time ms={latest.at} />
            </span>
          </p>
        )}
        {fault !== undefined && <p role="alert">{faultText(say, fault)}</p>}
      </Card>
      <Questions questions={questions} shown={shown} onTick={tick} />
    </div>
  );
}

interface QuestionsProps {
  readonly questions: readonly Question[];
  readonly shown: readonly string[];
  readonly onTick: (id: string, isShown: boolean) => void;
}

function Questions({ onTick, questions, shown }: QuestionsProps) {
  const say = useText();
  const { language } = usePlace();
  return (
    <DataTable
      label={say('inspection.section.rehearsal')}
      rows={questions}
      keyOf={({ id }) => id}
      columns={[
        { title: say('inspection.rehearsal.question'), cell: (each) => each[language] },
        { title: say('inspection.rehearsal.live'), cell: ({ live }) => <Live live={live} /> },
        {
          title: say('inspection.rehearsal.look'),
          cell: ({ look }) => (
            <a className="word" href={addressIn(look, language)}>
              {look}
            </a>
          ),
        },
        {
          title: say('inspection.rehearsal.shown'),
          cell: ({ id, ...question }) => (
            <Checkbox
              aria-label={`${say('inspection.rehearsal.shown')}: ${question[language]}`}
              checked={shown.includes(id)}
              onChange={({ target }) => onTick(id, target.checked)}
            />
          ),
        },
      ]}
    />
  );
}

function Live({ live }: { readonly live: Question['live'] }) {
  const say = useText();
  const { language } = usePlace();
  if (live === null) return <State kind="unknown">{say('inspection.rehearsal.none')}</State>;
  return (
    <>
      <State kind={LOOKS[live.verdict]}>{verdictText(live.verdict, language)}</State>
      <small className="block">{live.lines[language][0] ?? ''}</small>
    </>
  );
}

/** Pages of the console keep the language of this one. */
function addressIn(look: string, language: string): string {
  return look.startsWith(CONSOLE) && language === 'en' ? `${look}?lang=en` : look;
}
