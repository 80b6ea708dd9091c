import { Button } from 'antd';
import { useState } from 'react';
import { faultText } from '../states/fault.ts';
import { useText } from '../text/texts.ts';
import { saveBytes } from './proof-badge.tsx';

const FILES = [
  ['bundle', 'bundle', ''],
  ['pdf', 'pdfZh', 'zh-CN'],
  ['pdf', 'pdfEn', 'en'],
  ['html', 'htmlZh', 'zh-CN'],
  ['html', 'htmlEn', 'en'],
] as const;
type RecordFile = (typeof FILES)[number];

export interface RecordDownloadsProps {
  readonly id: string;
  /** Asks the program for a file of the record: `bundle`, or `pdf?language=en`. */
  readonly askFile: (file: string) => Promise<Uint8Array>;
  readonly textOf: (file: RecordFile[1]) => string;
}

/** What a signed inspection leaves behind, and the command that verifies it. */
export function RecordDownloads({ id, askFile, textOf }: RecordDownloadsProps) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const save = async ([what, , paper]: RecordFile) => {
    try {
      const bytes = await askFile(paper === '' ? what : `${what}?language=${paper}`);
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
            {textOf(file[1])}
          </Button>
        ))}
      </p>
      <code className="command">{`mingjing verify ${id}.inspection`}</code>
      {fault !== undefined && <p role="alert">{faultText(say, fault)}</p>}
    </>
  );
}
