import { State, Time, useText } from '@mingjing/console-kit';
import type { Alarm } from '../../live/answers.ts';

/** Whether the reason of an alarm is still there, or when it went. */
export function AlarmState({ alarm }: { readonly alarm: Alarm }) {
  const say = useText();
  const { cleared_at: at } = alarm;
  if (at === null) return <State kind="due">{say('words.alarmState.open')}</State>;
  return (
    <State kind="met">
      {say('alarms.cleared')} <Time ms={at} />
    </State>
  );
}
