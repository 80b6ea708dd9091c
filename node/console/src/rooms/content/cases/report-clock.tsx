import { durationText, State, type StateKind, useNow, useText } from '@mingjing/console-kit';

const KINDS: Readonly<Record<string, StateKind>> = {
  running: 'unknown',
  remind: 'due',
  overdue: 'failed',
  'in-time': 'met',
  late: 'failed',
};
const RUNNING = ['running', 'remind'];

export interface ReportClockProps {
  readonly clock: string;
  readonly dueAt: number;
}

/** Where the 24 hours of a report stand, with what is left of them. */
export function ReportClock({ clock, dueAt }: ReportClockProps) {
  const say = useText();
  const left = durationText(say, Math.max(0, dueAt - useNow()));
  return (
    <State kind={KINDS[clock] ?? 'unknown'}>
      {say(`content.clock.${clock}`)}
      {RUNNING.includes(clock) && ` · ${left}`}
    </State>
  );
}
