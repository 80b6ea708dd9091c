import { Link, State, Time, usePlace, useText } from '@mingjing/console-kit';
import { tallyOf } from '@mingjing/inspection/sheet';
import type { RecordedForm } from '@mingjing/proofs';
import type { Run } from './answers.ts';
import { LOOKS, readinessOf, verdictText } from './words.ts';

const SHOWN = ['met', 'mostly-met', 'not-met', 'not-measured'] as const;

interface RunProps {
  readonly form: RecordedForm;
  readonly run: Run;
}

/** If they come now: one sentence that counts what a run found. */
export function Readiness({ run, now }: { readonly run: Run; readonly now: number }) {
  const say = useText();
  const { ending, met, mostly, notMet, toConfirm, unmeasured } = readinessOf(run.answers, now);
  return (
    <p className="readiness">
      {say('frame.readiness', { met, mostly, notMet, toConfirm, ending, unmeasured })}
    </p>
  );
}

/** The sections of the form: counts by verdict, the oldest measurement, a way to the items. */
export function SectionTiles({ form, run }: RunProps) {
  const { language } = usePlace();
  const say = useText();
  const { sections } = tallyOf(form, run.answers);
  const titles = new Map(form.sections.map(({ id, title }) => [id, title[language]]));
  return (
    <ul className="tiles">
      {sections.map(({ id, tally }) => (
        <li key={id} className="card tile">
          <h3>
            <Link path="inspection/form" params={{ section: id }}>
              {titles.get(id)}
            </Link>
          </h3>
          <p className="counts">
            {SHOWN.filter((verdict) => tally.verdicts[verdict] > 0).map((verdict) => (
              <State key={verdict} kind={LOOKS[verdict]}>
                {verdictText(verdict, language)} {tally.verdicts[verdict]}
              </State>
            ))}
          </p>
          <p className="meta">
            {tally.oldest === null ? (
              say('frame.neverMeasured')
            ) : (
              <>
                {say('frame.oldest')} <Time ms={tally.oldest} />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
