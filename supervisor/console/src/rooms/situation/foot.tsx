import { useText } from '@mingjing/console-kit';
import type { Day, Situation } from '../../live/answers.ts';
import { count } from '../../words/count.ts';

export interface FootProps {
  readonly situation: Situation;
  readonly day: Day | undefined;
}

/** What we did today, and what is owed. */
export function Foot({ situation, day }: FootProps) {
  const say = useText();
  const { access, alarms, coverage } = situation;
  const reads = day?.today.reads;
  const said = [
    reads === null || reads === undefined
      ? say('situation.foot.counting')
      : say('situation.foot.reads', { count: count(reads) }),
    say('situation.foot.access', { orders: count(access.orders) }),
    say('situation.foot.overdue', { overdue: count(access.overdue) }),
    say('situation.foot.alarms', { open: alarms.open, critical: alarms.critical }),
    say('situation.foot.gaps', { gaps: coverage.gaps }),
  ];
  return (
    <footer className="foot">
      <span>{said.join(' · ')}</span>
      <span className="meta">{say('situation.foot.own')}</span>
    </footer>
  );
}
