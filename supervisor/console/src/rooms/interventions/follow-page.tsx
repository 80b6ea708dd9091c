import {
  DataTable,
  Facts,
  findText,
  Hash,
  Link,
  Pane,
  State,
  Time,
  useText,
} from '@mingjing/console-kit';
import { type Intervention, type Posting, useIntervention, useReceipts } from './answers.ts';
import { DraftFacts } from './draft-facts.tsx';
import { InterventionState } from './intervention-list.tsx';

/** An intervention as it is now: who took it, when it is in force, who has carried it out. */
export function FollowPage({ id }: { readonly id: string }) {
  const say = useText();
  return (
    <Pane answer={useIntervention(id)}>
      {(found) => (
        <div className="stack">
          <header className="page-head">
            <h1>{say(`interventions.kindOf.${found.draft.kind}`)}</h1>
            <InterventionState of={found} />
          </header>
          <DraftFacts of={found} />
          {found.signed !== null && <Signed of={found} />}
          {found.postings.length > 0 && <Postings of={found} />}
          {found.order !== null && <Effect order={found.order} />}
          <Link path="interventions">{say('interventions.back')}</Link>
        </div>
      )}
    </Pane>
  );
}

function Signed({ of: { signed } }: { readonly of: Intervention }) {
  const say = useText();
  if (signed === null) return null;
  return (
    <Facts
      items={[
        [say('interventions.signedBy'), signed.by],
        [say('interventions.signedAt'), <Time key="at" ms={signed.at} />],
      ]}
    />
  );
}

function Postings({ of: { draft, is_enough: isEnough, postings } }: { readonly of: Intervention }) {
  const say = useText();
  const taken = postings.filter((each) => each.taken);
  const organisations = new Set(taken.map(({ organisation }) => organisation));
  const counts = { taken: taken.length, of: postings.length, organisations: organisations.size };
  return (
    <>
      <h2>{say('interventions.posted', counts)}</h2>
      {draft.kind !== 'advisory' && (
        <State kind={isEnough ? 'met' : 'due'}>
          {say(isEnough ? 'interventions.enough' : 'interventions.tooFew')}
        </State>
      )}
      <DataTable
        label={say('interventions.posting')}
        isCompact
        rows={postings}
        keyOf={({ node }) => node}
        columns={[
          { title: say('interventions.node'), cell: ({ node }) => node },
          { title: say('interventions.organisation'), cell: (each) => each.organisation },
          {
            title: say('interventions.state'),
            cell: (each) => (
              <State kind={each.taken ? 'met' : 'failed'}>{postingText(say, each)}</State>
            ),
          },
          { title: say('interventions.at'), cell: ({ at }) => <Time ms={at} /> },
        ]}
      />
    </>
  );
}

/** Whether a node took it, and if not, why. */
function postingText(say: ReturnType<typeof useText>, { status, taken }: Posting): string {
  if (taken) return say('interventions.isTaken');
  const reason = findText(`interventions.notTakenOf.${status}`);
  return reason ?? say('interventions.notTaken', { status });
}

function Effect({ order }: { readonly order: NonNullable<Intervention['order']> }) {
  const say = useText();
  const { effective_height: height, id, status } = order;
  return (
    <>
      <h2>{say('interventions.effect')}</h2>
      <Facts
        items={[
          [say('interventions.order'), <Hash key="order" value={id} />],
          [
            say('interventions.status'),
            status === null
              ? say('interventions.inNoBlock')
              : say(`interventions.statusOf.${status}`),
          ],
          [
            say('interventions.height'),
            height === null ? say('interventions.none') : String(height),
          ],
        ]}
      />
      {status !== null && <Receipts order={id} />}
    </>
  );
}

function Receipts({ order }: { readonly order: string }) {
  const say = useText();
  return (
    <Pane answer={useReceipts(order)}>
      {({ answered, late, nodes }) => (
        <>
          <State kind={answered === nodes ? 'met' : 'due'}>
            {say('interventions.receipts', { answered, nodes })}
          </State>
          <ul className="plain">
            {late.map(({ node_id: node }) => (
              <li key={node}>
                <State kind="due">{say('interventions.late', { node })}</State>
              </li>
            ))}
          </ul>
        </>
      )}
    </Pane>
  );
}
