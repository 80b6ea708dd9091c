import { DataTable, type Say, Time, useText } from '@mingjing/console-kit';
import type { TakenStep } from './answers.ts';

export interface StepTableProps {
  readonly steps: readonly TakenStep[];
  /** Group of texts that names the steps. */
  readonly group: 'incidentStep' | 'requestStep';
}

/** Every step that was taken, with what its officer said. */
export function StepTable({ steps, group }: StepTableProps) {
  const say = useText();
  if (steps.length === 0) return <p className="meta">{say('security.noSteps')}</p>;
  return (
    <DataTable
      label={say('security.steps')}
      isCompact
      rows={steps}
      keyOf={({ at, by, step }) => `${at}/${by}/${step['what']}`}
      columns={[
        {
          title: say('security.step'),
          cell: ({ step }) => (
            <span className="word">{say(`security.${group}.${step['what']}`)}</span>
          ),
        },
        { title: say('security.said'), cell: ({ step }) => saidIn(say, step).join(' · ') },
        {
          title: say('security.byAt'),
          cell: ({ at, by }) => (
            <>
              {by} <Time ms={at} />
            </>
          ),
        },
      ]}
    />
  );
}

/** What a step says besides what it is, names of timers and levels in words. */
function saidIn(say: Say, { what: _, ...said }: TakenStep['step']): string[] {
  return Object.entries(said).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    if (name === 'timer') return [say(`security.timer.${value}`)];
    return [name === 'level' ? say(`security.incidentLevel.${value}`) : value];
  });
}
