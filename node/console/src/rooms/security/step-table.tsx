import { DataTable, Time, useText } from '@mingjing/console-kit';
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
          cell: ({ step }) => say(`security.${group}.${step['what']}`),
        },
        { title: say('security.said'), cell: ({ step }) => saidIn(step).join(' · ') },
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

/** What a step says besides what it is. */
function saidIn({ what: _, ...said }: TakenStep['step']): string[] {
  return Object.values(said).filter((each): each is string => each !== null && each !== '');
}
