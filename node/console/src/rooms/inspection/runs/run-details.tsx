import {
  Facts,
  Hash,
  type OwnSession,
  Pane,
  RecordDownloads,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { RecordedForm } from '@mingjing/proofs';
import type { RoleName } from '@mingjing/protocol';
import { ask, askBytes } from '../../../api.ts';
import type { FormAnswer } from '../../../inspection/answers.ts';
import { runOf } from '../../../inspection/latest.ts';
import { verdictText } from '../../../inspection/words.ts';
import { PAPERS } from '../roles.ts';

interface RecordAnswer {
  readonly record_hash: string;
  readonly sealed_at: number;
  readonly entry: string;
  readonly previous: string | null;
}

export interface RunDetailsProps {
  readonly id: string;
  readonly session: OwnSession;
}

/** What a run left behind: the signed record, its papers, and what changed since the one before. */
export function RunDetails({ id, session }: RunDetailsProps) {
  const say = useText();
  const { language } = usePlace();
  const run = useAnswer(['inspection', 'run', id], () => runWithForm(id));
  return (
    <Pane answer={run}>
      {({ form, run: { changes, only, state } }) => (
        <div className="stack">
          {only === null && state === 'done' ? (
            <SignedRecord id={id} session={session} />
          ) : (
            <p>{say('inspection.runs.unsigned')}</p>
          )}
          <h3>{say('inspection.runs.changes')}</h3>
          {changes === null || changes.length === 0 ? (
            <p>{say(changes === null ? 'inspection.runs.first' : 'inspection.runs.same')}</p>
          ) : (
            <ul className="lines">
              {changes.map(({ after, before, item }) => (
                <li key={item}>
                  {say('inspection.runs.change', {
                    item: titleIn(form, item, language),
                    before: before === null ? '–' : verdictText(before, language),
                    after: after === null ? '–' : verdictText(after, language),
                  })}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Pane>
  );
}

async function runWithForm(id: string) {
  const [run, { form }] = await Promise.all([
    runOf(id),
    ask<FormAnswer>({ path: '/v1/inspection/form' }),
  ]);
  return { run, form };
}

function titleIn({ items }: RecordedForm, item: string, language: 'zh-CN' | 'en'): string {
  return items.find(({ id }) => id === item)?.title[language] ?? item;
}

function SignedRecord({ id, session }: RunDetailsProps) {
  const say = useText();
  const answer = useAnswer(['inspection', 'record', id], () =>
    ask<RecordAnswer>({ path: `/v1/inspection/runs/${id}/record` }),
  );
  return (
    <Pane answer={answer}>
      {({ entry, previous, record_hash: hash, sealed_at: at }) => (
        <>
          <Facts
            items={[
              [say('inspection.runs.record'), <Hash key="hash" value={hash} />],
              [say('inspection.runs.sealed'), <Time key="at" ms={at} />],
              [say('inspection.runs.entry'), <code key="entry">{entry}</code>],
              [
                say('inspection.runs.previous'),
                previous === null ? '–' : <Hash key="previous" value={previous} />,
              ],
            ]}
          />
          {PAPERS.includes(session.role as RoleName) && (
            <RecordDownloads
              id={id}
              askFile={(file) => askBytes(`/v1/inspection/runs/${id}/${file}`)}
              textOf={(file) => say(`inspection.download.${file}`)}
            />
          )}
        </>
      )}
    </Pane>
  );
}
