/** What a state is, beside its word: shapes of 20 by 20 that differ without colour. */
export const STATE_SHAPES = {
  met: 'M5 10.5l3.2 3.2L15 6.8',
  due: 'M10 5v6M10 14.2v.3',
  failed: 'M6 6l8 8M14 6l-8 8',
  unknown: 'M7.6 7.6a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.7M10 14.2v.3',
} as const;

export type StateKind = keyof typeof STATE_SHAPES;

export function StateIcon({ kind }: { readonly kind: StateKind }) {
  return (
    <svg className="state-icon" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
      <circle cx="10" cy="10" r="8.5" />
      <path d={STATE_SHAPES[kind]} />
    </svg>
  );
}

/** Opens a copy of what stands beside it. */
export function CopyIcon() {
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" className="line-icon">
      <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
    </svg>
  );
}
