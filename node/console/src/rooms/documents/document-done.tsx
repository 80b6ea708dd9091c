import { Link, useText, Waiting } from '@mingjing/console-kit';

export interface DocumentDoneProps {
  readonly title: string;
  readonly slot: string;
  readonly names?: readonly string[];
}

/** After an act on a document: for whom it waits, and the way back. */
export function DocumentDone({ title, slot, names = [] }: DocumentDoneProps) {
  const say = useText();
  return (
    <Waiting title={title} names={names}>
      <Link path={`documents/${slot}`}>{say('documents.back')}</Link>
    </Waiting>
  );
}
