import { STATE_SHAPES, type StateKind } from '../icon.tsx';

/** What a node is, which its shape says. */
export type NodeShape = 'validator' | 'full' | 'supervision';

const OUTLINES: Readonly<Record<NodeShape, string>> = {
  validator: 'M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0',
  full: 'M-12-12h24v24h-24z',
  supervision: 'M0-18L18 0L0 18L-18 0z',
};

export interface NodeGlyphProps {
  readonly shape: NodeShape;
  /** Absent: a shape that is explained stands for no node. */
  readonly kind?: StateKind;
  /** How much of its journal is whole, 0 to 1; absent: none is followed. */
  readonly ring?: number;
}

/** A node around its own origin: the shape of its role, the sign of its state, its ring. */
export function NodeGlyph({ shape, kind, ring }: NodeGlyphProps) {
  return (
    <>
      {ring !== undefined && (
        <>
          <circle r="19" className="ring" />
          <circle
            r="19"
            className="ring held"
            pathLength="1"
            strokeDasharray={`${ring} 1`}
            transform="rotate(-90)"
          />
        </>
      )}
      <path d={OUTLINES[shape]} className="outline" />
      {kind !== undefined && (
        <path d={STATE_SHAPES[kind]} transform="translate(-10 -10)" className="sign" />
      )}
    </>
  );
}
