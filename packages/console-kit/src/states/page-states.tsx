import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { StateIcon } from '../show/icon.tsx';
import { Time } from '../show/time.tsx';
import { findText, useText } from '../text/texts.ts';
import { faultOf, faultText, isOutcomeUnknown } from './fault.ts';

/** Before that a page shows nothing rather than something that flickers. */
const QUIET_MS = 300;

/** Loading: after 300 ms the outline of what will stand here. */
export function Loading() {
  const say = useText();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return <div className="quiet" />;
  return (
    <div role="status" aria-label={say('kit.loading')}>
      <Skeleton title={false} paragraph={{ rows: 4 }} />
    </div>
  );
}

export interface EmptyProps {
  /** What would stand here. */
  readonly what: string;
  /** Why it does not. */
  readonly why: string;
  /** The one next step. */
  readonly next?: ReactNode;
}

export function Empty({ what, why, next }: EmptyProps) {
  return (
    <div className="page-state empty" data-state="empty">
      <p>
        <b>{what}</b>
      </p>
      <p>{why}</p>
      {next !== undefined && <p className="next">{next}</p>}
    </div>
  );
}

/** Partial: who did not answer, above what is here. */
export function Partial({ missing }: { readonly missing: readonly string[] }) {
  const say = useText();
  if (missing.length === 0) return null;
  return (
    <p className="bar due" role="status" data-state="partial">
      <StateIcon kind="due" /> {say('kit.partial', { missing: missing.join(say('kit.comma')) })}
    </p>
  );
}

/** Stale: what is shown is of then; in grey, above it. */
export function Stale({ at, height }: { readonly at: number; readonly height?: number }) {
  const say = useText();
  return (
    <p className="bar stale" role="status" data-state="stale">
      {height === undefined ? say('kit.stale') : say('kit.staleAt', { height })} <Time ms={at} />
    </p>
  );
}

export interface RefusedProps {
  readonly roles: readonly string[];
  /** The rule by which it is refused, such as a line of the access table. */
  readonly rule?: string;
}

/** Refused: which role may, by which rule. */
export function Refused({ roles, rule }: RefusedProps) {
  const say = useText();
  return (
    <div className="page-state refused" data-state="refused">
      <p>
        <b>{say('kit.refused.title')}</b>
      </p>
      <p>{say('kit.refused.roles', { roles: rolesText(roles, say('kit.comma')) })}</p>
      <p>{rule ?? say('kit.refused.rule')}</p>
    </div>
  );
}

/** An address that leads nowhere, and the way back. */
export function NoSuchPage({ home }: { readonly home: ReactNode }) {
  const say = useText();
  return <Empty what={say('kit.noSuchPage.what')} why={say('kit.noSuchPage.why')} next={home} />;
}

export interface FailedProps {
  readonly error: unknown;
  /** What stayed as it was when an act was refused; reading changes nothing. */
  readonly unchanged?: string;
  /** What to do where nobody can tell whether the act took effect. */
  readonly unknown?: string;
  readonly retry?: () => void;
}

/** Error: its code, what was not changed or may have been, what to do. */
export function Failed({ error, unchanged, unknown, retry }: FailedProps) {
  const say = useText();
  const fault = faultOf(error);
  // Who is not logged in has no role that could be wrong.
  if (fault.roles.length > 0 && fault.status !== 401) return <Refused roles={fault.roles} />;
  const isOpen = unchanged !== undefined && isOutcomeUnknown(error);
  return (
    <div className="page-state failed" role="alert" data-state="failed">
      <p>
        <StateIcon kind="failed" /> <b>{faultText(say, error)}</b>
      </p>
      <p>
        {isOpen ? (unknown ?? say('kit.act.unknown')) : (unchanged ?? say('kit.failed.unchanged'))}
      </p>
      <p className="meta">{say('kit.failed.code', { code: fault.code })}</p>
      {retry !== undefined && <Button onClick={retry}>{say('kit.failed.retry')}</Button>}
    </div>
  );
}

/** Names of roles as the page says them. */
export function rolesText(roles: readonly string[], comma: string): string {
  return roles.map((role) => findText(`kit.role.${role}`) ?? role).join(comma);
}
