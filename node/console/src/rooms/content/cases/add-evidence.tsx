import type { RecordAttachment } from '@mingjing/client';
import {
  Choice,
  FileField,
  Pane,
  shortHash,
  useAnswer,
  useText,
  useTyped,
} from '@mingjing/console-kit';
import { useState } from 'react';
import { ask, node } from '../../../api.ts';
import { CaseAct } from './case-act.tsx';
import { type CaseProps, useCase } from './case-details.tsx';
import { WORKERS } from './case-roles.ts';

/** As the node takes it; a larger file is divided before it is added. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;

/** Sealing to a case what a record holds now, or a file such as a letter. */
export function AddEvidence({ session, id }: CaseProps) {
  const say = useText();
  const [file, setFile] = useState<File>();
  const typed = useTyped({ commitment: '' });
  const commitment = typed.values['commitment'] ?? '';
  const add = async () => {
    if (file === undefined) {
      return ask({ path: `/v1/cases/${id}/evidence`, json: { commitment } });
    }
    const body = new Uint8Array(await file.arrayBuffer());
    return ask({ path: `/v1/cases/${id}/files`, query: { name: file.name }, body });
  };
  return (
    <CaseAct
      session={session}
      id={id}
      roles={WORKERS}
      title={say('content.cases.addEvidence')}
      undo={say('content.cases.evidenceUndo')}
      expiry={say('content.cases.untilClosed')}
      pending={pendingOf()}
      enterLabel={say('content.cases.enterEvidence')}
      carryOut={add}
    >
      <AttachmentChoice id={id} typed={typed} />
      <FileField
        name="file"
        label={say('content.cases.file')}
        note={say('content.cases.fileNote')}
        accept="*/*"
        onFile={setFile}
      />
    </CaseAct>
  );

  function pendingOf(): string | undefined {
    if (file !== undefined && commitment !== '') return say('content.cases.missing.oneEvidence');
    if (file !== undefined && file.size === 0) return say('content.cases.missing.emptyFile');
    if (file !== undefined && file.size > FILE_BYTES_MAX) {
      return say('content.cases.missing.largeFile');
    }
    const isChosen = file !== undefined || commitment !== '';
    return isChosen ? undefined : say('content.cases.missing.evidence');
  }
}

interface AttachmentChoiceProps {
  readonly id: string;
  readonly typed: ReturnType<typeof useTyped>;
}

/** Attachments of the records that the case names, as far as this node holds them. */
function AttachmentChoice({ id, typed }: AttachmentChoiceProps) {
  const say = useText();
  const file = useCase(id).data;
  const answer = useAnswer(['records', 'of-case', id, String(file?.records.length)], async () => {
    const records = await Promise.all((file?.records ?? []).map((each) => node().record(each)));
    return records.flatMap(({ attachments }) => attachments).filter(({ held }) => held);
  });
  const textOf = (attachments: readonly RecordAttachment[], value: string) => {
    const found = attachments.find(({ commitment }) => commitment === value);
    const role = say(`content.attachment.${found?.role ?? 1}`);
    return `${role} ${shortHash(value)} (${found?.size_bytes ?? 0} B)`;
  };
  return (
    <Pane answer={answer}>
      {(attachments) => (
        <Choice
          typed={typed}
          name="commitment"
          label={say('content.cases.attachment')}
          values={attachments.map(({ commitment }) => commitment)}
          textOf={(value) => textOf(attachments, value)}
        />
      )}
    </Pane>
  );
}
