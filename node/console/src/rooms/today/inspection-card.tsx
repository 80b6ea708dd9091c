import { Card, Link, Pane, useNow, useText } from '@mingjing/console-kit';
import { useLatestRuns } from '../../inspection/latest.ts';
import { Readiness, SectionTiles } from '../../inspection/tiles.tsx';

/** If they come now, are we ready: one sentence, and the sections of the form below it. */
export function InspectionCard() {
  const say = useText();
  const now = useNow();
  return (
    <Card
      className="today-inspection"
      title={say('today.inspection.title')}
      extra={<Link path="inspection">{say('today.inspection.open')}</Link>}
    >
      <Pane answer={useLatestRuns()}>
        {({ form, latest }) =>
          latest === undefined ? (
            <>
              <p>{say('today.inspection.none')}</p>
              <p className="meta">{say('today.inspection.next')}</p>
            </>
          ) : (
            <>
              <Readiness run={latest} now={now} />
              <SectionTiles form={form.form} run={latest} />
            </>
          )
        }
      </Pane>
    </Card>
  );
}
