import {
  DataTable,
  faultText,
  Hash,
  Link,
  type OwnSession,
  saveBytes,
  Time,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { askBytes } from '../../../api.ts';
import type { CaseAction, CaseAnswer, Evidence } from '../answers.ts';
import { mayClose } from './case-roles.ts';

/** What was secured, each piece with its hash. */
export function CaseEvidence({ session, file }: { session: OwnSession; file: CaseAnswer }) {
  const say = useText();
  if (file.evidence.length === 0) return <p className="meta">{say('content.cases.noEvidence')}</p>;
  return (
    <DataTable
      label={say('content.cases.evidence')}
      isCompact
      rows={file.evidence}
      keyOf={({ id }) => id}
      columns={[
        { title: say('content.cases.name'), cell: (each) => <EvidenceName evidence={each} /> },
        { title: 'SHA-256', cell: ({ sha256 }) => <Hash value={sha256} /> },
        { title: say('content.bytes'), isNumber: true, cell: ({ size_bytes: size }) => size },
        {
          title: say('content.cases.copy'),
          isScreenOnly: true,
          cell: (each) =>
            mayClose(session) &&
            each.removed_at === null && <SavedEvidence id={file.id} evidence={each} />,
        },
      ]}
    />
  );
}

/** What it was, and what became of it by an order or by the end of its period. */
function EvidenceName({ evidence: { copy, name, removed_at: removedAt } }: EvidenceProps) {
  const say = useText();
  return (
    <>
      {name}
      {removedAt !== null && (
        <div className="meta">
          {say('content.cases.evidenceRemoved')} <Time ms={removedAt} />
        </div>
      )}
      {removedAt === null && copy !== null && (
        <div className="meta">
          {say('content.cases.evidenceSealed')}{' '}
          <Link path="content/orders" params={{ open: copy.order_id }}>
            {`${copy.order_id.slice(0, 8)}…${copy.order_id.slice(-6)}`}
          </Link>
        </div>
      )}
    </>
  );
}

interface EvidenceProps {
  readonly evidence: Evidence;
}

/** Opens a sealed piece; the node writes an entry before it answers. */
function SavedEvidence({ id, evidence }: { readonly id: string; readonly evidence: Evidence }) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const save = async () => {
    try {
      const path = `/v1/cases/${id}/evidence/${evidence.id}`;
      const name = evidence.copy === null ? evidence.name : `${evidence.name}.sealed`;
      saveBytes(name, await askBytes(path));
      setFault(undefined);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <>
      <Button size="small" onClick={save} aria-label={`${say('content.save')} ${evidence.name}`}>
        {say('content.save')}
      </Button>
      {fault !== undefined && <span role="alert">{faultText(say, fault)}</span>}
    </>
  );
}

/** What was done, with the orders on the chain. */
export function CaseActions({ actions }: { readonly actions: readonly CaseAction[] }) {
  const say = useText();
  if (actions.length === 0) return <p className="meta">{say('content.cases.noActions')}</p>;
  return (
    <DataTable
      label={say('content.cases.actions')}
      isCompact
      rows={actions}
      keyOf={({ at, kind }) => `${kind}/${at}`}
      columns={[
        {
          title: say('content.cases.action'),
          cell: ({ kind }) => <span className="word">{say(`content.actionKind.${kind}`)}</span>,
        },
        {
          title: say('content.orders.one'),
          cell: ({ order_id: id }) =>
            id !== '' && (
              <Link path="content/orders" params={{ open: id }}>
                {`${id.slice(0, 8)}…${id.slice(-6)}`}
              </Link>
            ),
        },
        { title: say('content.cases.note'), cell: ({ note }) => note },
        {
          title: say('content.cases.byAt'),
          cell: ({ at, by }) => (
            <>
              {by} <Time ms={at} />
            </>
          ),
        },
      ]}
    />
  );
}
