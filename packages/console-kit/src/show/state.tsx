import type { ReactNode } from 'react';
import { StateIcon, type StateKind } from './icon.tsx';

export interface StateProps {
  readonly kind: StateKind;
  readonly children: ReactNode;
}

/** A state as it is always shown: colour, icon and word. */
export function State({ kind, children }: StateProps) {
  return (
    <span className={`state ${kind}`}>
      <StateIcon kind={kind} />
      <span>{children}</span>
    </span>
  );
}
