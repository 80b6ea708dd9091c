import { faultText, saveBytes, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { askBytes } from '../../../api.ts';
import type { ReviewAnswer } from '../answers.ts';

export interface ReviewedContentsProps {
  readonly review: ReviewAnswer;
  readonly isReviewer: boolean;
}

/** The attachments under review; each is opened by a press, since each reading is an entry. */
export function ReviewedContents({ review, isReviewer }: ReviewedContentsProps) {
  const say = useText();
  return (
    <ol className="plain">
      {review.attachments.map(({ commitment, role, size_bytes: size }, number) => (
        <li key={commitment}>
          {say('content.reviews.attachment', {
            role: say(`content.attachment.${role}`),
            size,
          })}{' '}
          {isReviewer ? (
            <OpenedContent path={`/v1/reviews/${review.id}/contents/${number}`} />
          ) : (
            <span className="meta">{say('content.reviews.reviewersOnly')}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

type Opened =
  | { readonly bytes: Uint8Array; readonly text: string | undefined }
  | { readonly fault: unknown };

function OpenedContent({ path }: { readonly path: string }) {
  const say = useText();
  const [opened, setOpened] = useState<Opened>();
  const open = async () => {
    try {
      const bytes = await askBytes(path);
      setOpened({ bytes, text: textIn(bytes) });
    } catch (fault) {
      setOpened({ fault });
    }
  };
  if (opened === undefined) {
    return (
      <Button size="small" onClick={open}>
        {say('content.reviews.readContent')}
      </Button>
    );
  }
  if ('fault' in opened) return <span role="alert">{faultText(say, opened.fault)}</span>;
  if (opened.text !== undefined) return <pre className="content">{opened.text}</pre>;
  return (
    <Button size="small" onClick={() => saveBytes('content.bin', opened.bytes)}>
      {say('content.reviews.save')}
    </Button>
  );
}

/** The text of a content in one of the encodings that screening reads; undefined for others. */
function textIn(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // The next encoding may fit.
    }
  }
  return undefined;
}
