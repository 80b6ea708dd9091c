import { faultText, saveBytes, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { askBytes } from '../../../api.ts';

/** The case with all its evidence in one signed file, to be verified with nothing but a genesis. */
export function CaseBundle({ id }: { readonly id: string }) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const save = async () => {
    try {
      saveBytes(`${id}.case`, await askBytes(`/v1/cases/${id}/bundle`));
      setFault(undefined);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <section>
      <h3>{say('content.bundle.title')}</h3>
      <p className="meta">{say('content.bundle.what')}</p>
      <code className="command">{`mingjing verify ${id}.case`}</code>
      <p className="acts said">
        <Button onClick={save}>{say('content.bundle.save')}</Button>
      </p>
      {fault !== undefined && <p role="alert">{faultText(say, fault)}</p>}
    </section>
  );
}
