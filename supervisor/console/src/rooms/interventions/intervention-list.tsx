import {
  DataTable,
  Empty,
  Hash,
  Link,
  type OwnSession,
  Pane,
  State,
  type StateKind,
  Time,
  useText,
} from '@mingjing/console-kit';
import { type Intervention, useInterventions } from './answers.ts';

const NAME_CHARS_MAX = 32;
const KINDS: Readonly<Record<Intervention['state'], StateKind>> = {
  ...{ drafted: 'due', posting: 'due', taken: 'met', lapsed: 'failed', withdrawn: 'unknown' },
};

export function InterventionList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  return (
    <>
      <p className="acts section-acts">
        <Link path="interventions/list/new">{say('interventions.draft')}</Link>
        <Link path="interventions/list/advise">{say('interventions.advise')}</Link>
      </p>
      <Pane answer={useInterventions()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              what={say('interventions.what')}
              why={say('interventions.empty')}
              next={say('interventions.next')}
            />
          ) : (
            <Interventions items={items} session={session} />
          )
        }
      </Pane>
    </>
  );
}

interface InterventionsProps {
  readonly items: readonly Intervention[];
  readonly session: OwnSession;
}

function Interventions({ items, session }: InterventionsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('interventions.heading')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          title: say('interventions.kind'),
          cell: ({ draft }) => say(`interventions.kindOf.${draft.kind}`),
        },
        { title: say('interventions.subject'), cell: ({ draft }) => <Subject draft={draft} /> },
        { title: say('interventions.draftedBy'), cell: (each) => each.drafted_by },
        { title: say('interventions.draftedAt'), cell: (each) => <Time ms={each.drafted_at} /> },
        {
          title: say('interventions.signedBy'),
          cell: ({ signed }) => signed?.by ?? say('interventions.none'),
        },
        { title: say('interventions.state'), cell: (each) => <InterventionState of={each} /> },
        {
          title: say('interventions.act'),
          isScreenOnly: true,
          cell: ({ drafted_by: by, id, state }) => (
            <span className="acts">
              <Link path={`interventions/list/${id}/follow`}>{say('interventions.open')}</Link>
              {state === 'drafted' && by !== session.officer && (
                <Link path={`interventions/list/${id}/sign`}>{say('interventions.sign')}</Link>
              )}
              {state === 'drafted' && (
                <Link path={`interventions/list/${id}/withdraw`}>
                  {say('interventions.withdraw')}
                </Link>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}

function Subject({ draft }: { readonly draft: Intervention['draft'] }) {
  const text = draft.kind === 'advisory' ? draft.organisation : draft.subject;
  return isName(text) ? <code>{text}</code> : <Hash value={text} />;
}

/** Records and orders have numbers; users and organisations have names. */
function isName(text: string): boolean {
  return text.length <= NAME_CHARS_MAX;
}

export function InterventionState({ of }: { readonly of: Intervention }) {
  const say = useText();
  return <State kind={KINDS[of.state]}>{say(`interventions.stateOf.${of.state}`)}</State>;
}
