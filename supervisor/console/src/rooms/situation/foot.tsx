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
  const { orders = null, reads = null } = day?.today ?? {};
  const overdue = count(access.overdue);
  const said = [
    reads === null || orders === null
      ? say('situation.foot.counting', { overdue })
      : say('situation.foot.reads', { count: count(reads), orders: count(orders), overdue }),
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
