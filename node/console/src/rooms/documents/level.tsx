import { State, type StateKind, useText } from '@mingjing/console-kit';

const KINDS: Readonly<Record<string, StateKind>> = { green: 'met', amber: 'due', red: 'failed' };

export interface LevelProps {
  readonly level: string;
  readonly faults: readonly string[];
}

/** How a document or post stands, and what is wrong with it. */
export function Level({ level, faults }: LevelProps) {
  const say = useText();
  const words = faults.map((fault) => say(`documents.faults.${fault}`)).join(say('kit.comma'));
  return (
    <State kind={KINDS[level] ?? 'unknown'}>
      {words === '' ? say(`documents.levels.${level}`) : words}
    </State>
  );
}
