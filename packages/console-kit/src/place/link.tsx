import type { MouseEvent, ReactNode } from 'react';
import { addressOf, go, type Params } from './place.ts';

export interface LinkProps {
  readonly path: string;
  readonly params?: Params;
  readonly className?: string;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
}

/** A link inside the console; with a key held down the browser opens it as it always does. */
export function Link({ path, params, className, isCurrent, children }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(path, params);
  };
  return (
    <a
      href={addressOf(path, params)}
      onClick={follow}
      className={className}
      aria-current={isCurrent ? 'page' : undefined}
    >
      {children}
    </a>
  );
}
