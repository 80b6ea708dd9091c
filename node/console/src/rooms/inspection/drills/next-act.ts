import type { RoleName } from '@mingjing/protocol';
import type { DrillLine } from './drill-line.ts';

/** Where a step is done, and by whom. */
export interface NextAct {
  readonly roles: readonly RoleName[];
  readonly path: string;
  readonly params: Readonly<Record<string, string | undefined>>;
}

const ORDERING: readonly RoleName[] = ['reviewer', 'duty'];
const SANCTIONING: readonly RoleName[] = ['reviewer', 'security-admin'];

/**
 * The page on which the next step of a drill is signed, as its desk has it; undefined: nodes do it
 * by themselves, or the subject comes first. `reference` names the drill in what is ordered.
 */
export function nextAct(
  { drill, lift, reference, steps }: DrillLine,
  { user, record, name }: { readonly user: string; readonly record: string; readonly name: string },
): NextAct | undefined {
  const next = steps.find(({ state }) => state === 'next' || state === 'failed');
  const grade = drill.replace(/^sanction-/, '');
  const ordered = { drill: 'true', case: name };
  const begun = drill === 'takedown' ? { record } : { user };
  const order = { roles: ORDERING, path: 'content/orders/new' };
  const sanction = { roles: SANCTIONING, params: {} };
  switch (next?.step) {
    case 'ordered':
      return { ...order, params: { kind: drill, ...begun, ...ordered } };
    case 'approved':
      // What nobody approved in time is ordered anew.
      return next.state === 'failed'
        ? { ...order, params: { kind: drill, ...begun, ...ordered } }
        : approval(reference);
    case 'lift-ordered':
      return { ...order, params: { kind: 'lift', order: reference ?? '', ...ordered } };
    case 'lifted':
      if (drill === grade) return approval(lift);
      return { ...sanction, path: `users/${user}/lift/${reference}` };
    case 'imposed':
      return { ...sanction, path: `users/${user}/sanction`, params: { grade } };
    case 'confirmed':
      return next.state === 'failed'
        ? { ...sanction, path: `users/${user}/sanction`, params: { grade } }
        : { ...sanction, path: `users/${user}/confirm/${reference}` };
    default:
      return undefined;
  }
}

function approval(order: string | null): NextAct {
  return { roles: ['security-admin'], path: `content/orders/${order}/approve`, params: {} };
}
