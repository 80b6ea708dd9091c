import {
  Card,
  Hash,
  Link,
  type OwnSession,
  rolesText,
  State,
  type StateKind,
  Time,
  useText,
} from '@mingjing/console-kit';
import type { DrillLine, DrillStep } from './drill-line.ts';
import { type NextAct, nextAct } from './next-act.ts';

const KINDS: Readonly<Record<DrillStep['state'], StateKind>> = {
  ...{ done: 'met', waiting: 'due', next: 'due', later: 'unknown', failed: 'failed' },
};

export interface DrillCardProps {
  readonly session: OwnSession;
  readonly drill: DrillLine;
  /** The subject, when it may be drilled on. */
  readonly user: string | undefined;
  /** The record that a takedown is to be about. */
  readonly record: string | undefined;
  /** By which the acts name the drill. */
  readonly name: string;
}

/** One drill with its steps as the chain has them; what comes next is signed at its own desk. */
export function DrillCard({ session, drill, user, record, name }: DrillCardProps) {
  const say = useText();
  const { began_at: began, drill: id, reference, whole } = drill;
  const act = user === undefined ? undefined : nextAct(drill, { user, record: record ?? '', name });
  const lacksRecord = id === 'takedown' && record === undefined && reference === null;
  return (
    <Card title={say(`inspection.drill.${id}`)} extra={<Began at={began} whole={whole} />}>
      <ol className="drill-steps">
        {drill.steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
      <p className="acts">
        {act !== undefined && !lacksRecord && <Next act={act} session={session} drill={drill} />}
        {act !== undefined && lacksRecord && (
          <span className="meta">{say('inspection.drills.recordFirst')}</span>
        )}
        {whole && user !== undefined && id !== 'sanction-close' && (
          <Again session={session} drill={drill} user={user} record={record ?? ''} name={name} />
        )}
        {reference !== null && !id.startsWith('sanction-') && (
          <Link path="content/orders" params={{ open: reference }}>
            <Hash value={reference} />
          </Link>
        )}
      </p>
    </Card>
  );
}

function Began({ at, whole }: { readonly at: number | null; readonly whole: boolean }) {
  const say = useText();
  if (at === null) return <span className="meta">{say('inspection.drills.never')}</span>;
  return (
    <span className="meta">
      {say(whole ? 'inspection.drills.held' : 'inspection.drills.began')} <Time ms={at} />
    </span>
  );
}

function Step({ step: { by, height, receipts, state, step } }: { readonly step: DrillStep }) {
  const say = useText();
  const missing = receipts?.missing ?? [];
  return (
    <li>
      <State kind={KINDS[state]}>
        {say(`inspection.drillStep.${step}`)} · {say(`inspection.drillState.${state}`)}
      </State>
      <span className="meta">
        {[
          by,
          height === null || height === 0 ? null : say('inspection.drills.height', { height }),
          receipts === null
            ? null
            : say('inspection.drills.receipts', {
                ...{ answered: receipts.answered, expected: receipts.expected },
              }),
          missing.length === 0 ? null : missing.join(say('kit.comma')),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </li>
  );
}

interface NextProps extends Pick<DrillCardProps, 'session' | 'drill'> {
  readonly act: NextAct;
}

/** The act for whoever may do it; for others, for whom it waits. */
function Next({ act: { params, path, roles }, session, drill }: NextProps) {
  const say = useText();
  const next = drill.steps.find(({ state }) => state === 'next' || state === 'failed');
  if (!roles.some((role) => role === session.role)) {
    return (
      <span className="meta">
        {say('inspection.drills.waitsFor', { roles: rolesText(roles, say('kit.comma')) })}
      </span>
    );
  }
  return (
    <Link path={path} params={params}>
      {say(`inspection.drillAct.${next?.step}`)}
    </Link>
  );
}

/** The first step again: what was done stays on the chain. */
function Again(props: DrillCardProps & { readonly user: string; readonly record: string }) {
  const say = useText();
  const { drill, name, record, session, user } = props;
  const first = drill.drill.startsWith('sanction-') ? 'imposed' : 'ordered';
  const anew = drill.steps.map((step) => {
    return step.step === first ? { ...step, state: 'next' as const } : step;
  });
  const act = nextAct({ ...drill, steps: anew }, { user, record, name });
  const isTaken = drill.drill === 'takedown' && (record === '' || record === drill.record);
  if (act === undefined || isTaken || !act.roles.some((role) => role === session.role)) return null;
  return (
    <Link path={act.path} params={act.params}>
      {say('inspection.drills.again')}
    </Link>
  );
}
