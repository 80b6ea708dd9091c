import { Component, type ReactNode } from 'react';
import { Failed } from './page-states.tsx';

interface GuardState {
  readonly error?: unknown;
}

/** Keeps the frame when a page cannot be shown: what failed stands in its place. */
export class Guard extends Component<{ readonly children: ReactNode }, GuardState> {
  override state: GuardState = {};

  static getDerivedStateFromError(error: unknown): GuardState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <Failed error={error} retry={() => location.reload()} />;
  }
}
