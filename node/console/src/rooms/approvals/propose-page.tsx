import { FileField, type OwnSession, Refused, useText, useTyped } from '@mingjing/console-kit';
import { actionBadField, actionFromJson } from '@mingjing/protocol';
import { Input } from 'antd';
import { ProposeAct } from '../../chain/propose-act.tsx';

/** Proposing any action in its readable form, from a file or as it is typed. */
export function ProposePage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const typed = useTyped({ text: '' });
  const { text = '' } = typed.values;
  if (session.role !== 'system-admin') return <Refused roles={['system-admin']} />;
  const action = actionFromJson(text);
  const field = text === '' || action.ok ? '' : actionBadField(text);
  return (
    <ProposeAct
      title={say('approvals.propose.title')}
      action={action.ok ? action.value : undefined}
      pending={pendingOf()}
    >
      <FileField
        name="action"
        label={say('approvals.propose.file')}
        note={say('approvals.propose.form')}
        onFile={async (file) => typed.set('text', (await file?.text()) ?? '')}
      />
      <Input.TextArea
        className="text-area"
        aria-label={say('approvals.propose.text')}
        rows={8}
        value={text}
        onChange={({ target }) => typed.set('text', target.value)}
      />
    </ProposeAct>
  );

  function pendingOf(): string {
    if (text === '') return say('approvals.propose.none');
    return field === '' ? say('approvals.propose.bad') : say('approvals.propose.field', { field });
  }
}
