import type { RecordAnswer } from '@mingjing/client';
import {
  Facts,
  Hash,
  Link,
  Pane,
  ProofBadge,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { node } from '../api.ts';
import { AttachmentLine } from './attachment-line.tsx';
import { type CheckedRecord, checkedRecord } from './check-record.ts';
import { recordTitle, Standing } from './names.tsx';

/** One record with all its parts, its receipt checked in this browser. */
export function RecordDrawer({ nodeId }: { readonly nodeId: string }) {
  const say = useText();
  const { params } = usePlace();
  const id = params.get('open');
  return (
    <SideDrawer
      title={say('portal.records.details')}
      isOpen={id !== null}
      onClose={() => setParams({ open: undefined })}
    >
      {id !== null && <Details id={id} nodeId={nodeId} />}
    </SideDrawer>
  );
}

function Details({ id, nodeId }: { readonly id: string; readonly nodeId: string }) {
  const record = useAnswer(['record', id], () => node().record(id));
  return <Pane answer={record}>{(found) => <Found record={found} nodeId={nodeId} />}</Pane>;
}

function Found({ record, nodeId }: { readonly record: RecordAnswer; readonly nodeId: string }) {
  const say = useText();
  const checked = useAnswer(['checked', record.id], () => checkedRecord(record, nodeId));
  return (
    <div className="stack">
      <h2>{recordTitle(say, record)}</h2>
      <Pane answer={checked}>{(found) => <Verdict found={found} />}</Pane>
      <Facts
        items={[
          [say('portal.records.id'), <Hash key="id" value={record.id} />],
          [say('portal.records.standing'), <Standing key="s" standing={record.standing} />],
          [say('portal.records.author'), record.author],
          [say('portal.records.time'), <Time key="time" ms={record.time} />],
          [say('portal.records.height'), record.height],
          [say('portal.records.transaction'), <Hash key="tx" value={record.transaction_id} />],
        ]}
      />
      <p className="meta">{say('portal.records.standingNote', { node: nodeId })}</p>
      <section>
        <h3>{say('portal.records.attachments', { count: record.attachments.length })}</h3>
        <ul className="attachments">
          {record.attachments.map((attachment) => (
            <AttachmentLine key={attachment.commitment} attachment={attachment} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Verdict({ found }: { readonly found: CheckedRecord }) {
  const say = useText();
  return (
    <div className="verdict">
      <ProofBadge proof={found.proof} />
      <p>{say(`portal.verdict.${found.proof.state}`)}</p>
      {found.proof.state === 'stated' && (
        <p>
          <Link path="verify">{say('portal.verdict.trust')}</Link>
        </p>
      )}
    </div>
  );
}
