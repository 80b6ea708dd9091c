import { faultText, saveBytes, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { askBytes } from '../../../api.ts';
import { INSPECTIONS } from './answers.ts';

const FILES = [
  ['bundle', 'bundle', ''],
  ['pdf', 'pdfZh', 'zh-CN'],
  ['pdf', 'pdfEn', 'en'],
  ['html', 'htmlZh', 'zh-CN'],
  ['html', 'htmlEn', 'en'],
] as const;

/** What a signed inspection leaves behind, and the command that verifies it. */
export function Downloads({ id }: { readonly id: string }) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const save = async ([what, , paper]: (typeof FILES)[number]) => {
    const query = paper === '' ? '' : `?language=${paper}`;
    try {
      const bytes = await askBytes(`${INSPECTIONS}/${id}/${what}${query}`);
      saveBytes(paper === '' ? `${id}.inspection` : `${id}.${paper}.${what}`, bytes);
      setFault(undefined);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <>
      <p className="acts">
        {FILES.map((file) => (
          <Button key={file.join()} onClick={() => save(file)}>
            {say(`visits.download.${file[1]}`)}
          </Button>
        ))}
      </p>
      <code className="command">{`mingjing verify ${id}.inspection`}</code>
      {fault !== undefined && <p role="alert">{faultText(say, fault)}</p>}
    </>
  );
}
