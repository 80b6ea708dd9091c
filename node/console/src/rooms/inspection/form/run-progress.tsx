import { askAgain, Card, faultText, usePlace, useText } from '@mingjing/console-kit';
import type { RecordedForm } from '@mingjing/proofs';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../../api.ts';
import type { Run } from '../../../inspection/answers.ts';

export interface RunProgressProps {
  readonly form: RecordedForm;
  readonly run: Run;
  readonly mayStop: boolean;
}

/** How far the run under way is, and a way to break it off: what was answered stays. */
export function RunProgress({ form, mayStop, run }: RunProgressProps) {
  const say = useText();
  const { language } = usePlace();
  const [fault, setFault] = useState<unknown>();
  const { done, item, total } = run.progress;
  const title = form.items.find(({ id }) => id === item)?.title[language];
  const stop = async () => {
    try {
      await ask({ path: `/v1/inspection/runs/${run.id}/stop`, json: {} });
      await askAgain('inspection');
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <Card
      title={say('inspection.run.running', { phrase: run.phrase })}
      extra={mayStop && <Button onClick={stop}>{say('inspection.run.stop')}</Button>}
    >
      <progress
        className="run"
        max={total}
        value={done}
        aria-label={say('inspection.run.progress')}
      />
      <p className="meta" role="status">
        {done}/{total} {title ?? ''}
      </p>
      {fault !== undefined && <p role="alert">{faultText(say, fault)}</p>}
    </Card>
  );
}
