import type { StateKind } from '@mingjing/console-kit';
import type { NodeState, Standing } from '../../../live/answers.ts';

/** A node that speaks of blocks so few ahead is merely quicker by a message. */
const AHEAD_BLOCKS = 2;

/** How a node stands as the map shows it: a colour, and the key of the word beside it. */
export interface NodeMark {
  readonly kind: StateKind;
  readonly word: string;
}

const OF_STANDING: Readonly<Record<Standing, StateKind>> = {
  agrees: 'met',
  ahead: 'unknown',
  differs: 'failed',
  silent: 'failed',
  unheard: 'unknown',
};

export function markOf(node: NodeState): NodeMark {
  const { height, compared_height: compared } = node;
  const isQuicker =
    node.standing === 'ahead' &&
    height !== null &&
    compared !== null &&
    height - compared <= AHEAD_BLOCKS;
  const standing = isQuicker ? 'agrees' : node.standing;
  const mark = { kind: OF_STANDING[standing], word: `words.standing.${standing}` };
  const isWhole = node.logs_whole === node.logs;
  return mark.kind === 'met' && !isWhole ? { kind: 'due', word: 'situation.map.withheld' } : mark;
}
