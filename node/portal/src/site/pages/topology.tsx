import type { ValidatorAnswer } from '@mingjing/client';
import { State, useText } from '@mingjing/console-kit';

const [WIDTH, HEIGHT] = [320, 240];
const [CENTRE_X, CENTRE_Y, REACH_X, REACH_Y] = [160, 120, 110, 84];
const RADIUS = 12;

export interface TopologyProps {
  readonly validators: readonly ValidatorAnswer[];
  /** The node that answers. */
  readonly nodeId: string;
}

/** The nodes that vote, and the lines that the answering node has to them, as they are now. */
export function Topology({ validators, nodeId }: TopologyProps) {
  const say = useText();
  const places = validators.map((_, index) => placeOf(index, validators.length));
  const own = places[validators.findIndex(({ node_id: id }) => id === nodeId)];
  const here = validators.filter(({ connected }) => connected !== false).length;
  const summary = say('portal.about.connected', { here, all: validators.length });
  return (
    <figure className="topology">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary}>
        {validators.map(({ connected, node_id: id }, index) => {
          const [x, y] = places[index] ?? [0, 0];
          const line = connected === false ? 'line away' : 'line';
          return (
            own !== undefined && (
              <line key={id} className={line} x1={own[0]} y1={own[1]} x2={x} y2={y} />
            )
          );
        })}
        {validators.map(({ connected, node_id: id, organisation }, index) => {
          const [x, y] = places[index] ?? [0, 0];
          return (
            <g key={id} className={connected === false ? 'node away' : 'node'}>
              <circle cx={x} cy={y} r={RADIUS} />
              <text x={x} y={y < CENTRE_Y ? y - RADIUS - 6 : y + RADIUS + 14}>
                {organisation}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        {summary}
        <ul className="plain">
          {validators.map(({ connected, node_id: id, organisation, power }) => (
            <li key={id}>
              <State kind={connected === false ? 'failed' : 'met'}>
                {say(connected === false ? 'portal.about.away' : 'portal.about.here')}
              </State>{' '}
              {id}{' '}
              <span className="meta">{say('portal.about.power', { organisation, power })}</span>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Places round an ellipse, the first at its top. */
function placeOf(index: number, count: number): readonly [number, number] {
  const angle = (2 * Math.PI * index) / Math.max(1, count) - Math.PI / 2;
  return [
    Math.round(CENTRE_X + REACH_X * Math.cos(angle)),
    Math.round(CENTRE_Y + REACH_Y * Math.sin(angle)),
  ];
}
