import { Card, shanghaiTime, useText } from '@mingjing/console-kit';
import type { Day, DayKind } from '../../live/answers.ts';
import { count } from './statement-texts.ts';

const KINDS: readonly DayKind[] = ['blocks', 'records', 'alarms', 'reads'];
const [WIDTH, LANE, BAR] = [1120, 26, 20];
/** Names stand before the bars, sums behind them. */
const [LEFT, RIGHT] = [120, 76];
const TICK_MS = 4 * 60 * 60_000;
const HEIGHT = KINDS.length * LANE + 20;

/** The last day on one time axis: what the chain did, and what we looked at. */
export function DayAxis({ day }: { readonly day: Day }) {
  const say = useText();
  const sums = Object.fromEntries(KINDS.map((kind) => [kind, sumText(say, day.counts[kind])]));
  const isCounting = KINDS.some((kind) => day.counts[kind].includes(null));
  return (
    <Card
      title={say('situation.day.title')}
      className="day"
      extra={isCounting && <span className="meta">{say('situation.day.counting')}</span>}
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={say('situation.day.label', sums as Record<string, string>)}
      >
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 6L6 0" className="hatch" />
          </pattern>
        </defs>
        <Ticks day={day} />
        {KINDS.map((kind, lane) => (
          <g key={kind} transform={`translate(0 ${lane * LANE})`} className={`lane ${kind}`}>
            <text x="0" y="17">
              {say(`situation.day.${kind}`)}
            </text>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={BAR + 2.5} y2={BAR + 2.5} className="base" />
            <Bars day={day} kind={kind} />
            <text x={WIDTH} y="17" textAnchor="end" className="sum">
              {sums[kind]}
            </text>
          </g>
        ))}
      </svg>
    </Card>
  );
}

interface BarsProps {
  readonly day: Day;
  readonly kind: DayKind;
}

function Bars({ day, kind }: BarsProps) {
  const say = useText();
  const counts = day.counts[kind];
  const most = Math.max(1, ...counts.map((each) => each ?? 0));
  const width = (WIDTH - LEFT - RIGHT) / counts.length;
  return counts.map((value, index) => {
    const from = day.from + index * day.bucket_ms;
    const x = LEFT + index * width;
    // What is small beside the most is still there.
    const height = value === null ? BAR : value === 0 ? 0 : Math.max(2, (value / most) * BAR);
    return (
      <rect
        key={from}
        className={value === null ? 'uncounted' : 'bar-of-day'}
        {...{ x: x + 0.5, y: BAR + 2 - height, width: width - 1, height }}
      >
        {value !== null && value > 0 && (
          <title>
            {say('situation.day.bar', { time: shanghaiTime(from).slice(11, 16), count: value })}
          </title>
        )}
      </rect>
    );
  });
}

function Ticks({ day }: { readonly day: Day }) {
  const span = day.counts.blocks.length * day.bucket_ms;
  const scale = (WIDTH - LEFT - RIGHT) / span;
  const first = Math.ceil(day.from / TICK_MS) * TICK_MS;
  const ticks = Array.from(
    { length: Math.floor((day.from + span - first) / TICK_MS) + 1 },
    (_, index) => first + index * TICK_MS,
  );
  return ticks.map((at) => (
    <g key={at} transform={`translate(${LEFT + (at - day.from) * scale} 0)`} className="tick">
      <line y1="0" y2={HEIGHT - 18} />
      <text y={HEIGHT - 4} textAnchor="middle">
        {shanghaiTime(at).slice(11, 16)}
      </text>
    </g>
  ));
}

function sumText(say: ReturnType<typeof useText>, counts: readonly (number | null)[]): string {
  const sum = counts.reduce<number>((total, each) => total + (each ?? 0), 0);
  const text = count(sum);
  return counts.includes(null) ? say('situation.day.partly', { count: text }) : text;
}
