import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '../text/texts.ts';
import { Hash } from './hash.tsx';
import type { StateKind } from './icon.tsx';
import { SideDrawer } from './side-drawer.tsx';
import { State } from './state.tsx';
import { Time } from './time.tsx';

/** What a machine can say of a statement. */
export type ProofState = 'checked' | 'stated' | 'unchecked' | 'failed';

/** One check, in the order in which it was made. */
export interface ProofCheck {
  /** A key of `kit.proof.check`, such as `signature` or `inclusion`. */
  readonly name: string;
  /** What the check is, where the kit has no text of that name. */
  readonly label?: string;
  readonly state: ProofState;
  /** A value that is no hash, such as `3/4`. */
  readonly value?: ReactNode;
  readonly hash?: string;
  readonly at?: number;
}

export interface Proof {
  readonly state: ProofState;
  /** Who states it, where nothing was checked against what is trusted. */
  readonly by?: string;
  readonly checks: readonly ProofCheck[];
  /** The bytes that another can check, with the name of their file. */
  readonly download?: { readonly name: string; readonly bytes: () => Uint8Array };
  /** The command that repeats the checks. */
  readonly command?: string;
}

const KINDS: Readonly<Record<ProofState, StateKind>> = {
  checked: 'met',
  stated: 'due',
  unchecked: 'unknown',
  failed: 'failed',
};

/** The one badge of every proof; it opens what was checked, in order. */
export function ProofBadge({ proof }: { readonly proof: Proof }) {
  const say = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="badge"
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        <State kind={KINDS[proof.state]}>
          {say(`kit.proof.${proof.state}`, { by: proof.by ?? '' })}
        </State>
      </button>
      {isOpen && <ProofDrawer proof={proof} onClose={() => setOpen(false)} />}
    </>
  );
}

function ProofDrawer({ proof, onClose }: { readonly proof: Proof; onClose(): void }) {
  const say = useText();
  const { checks, command, download } = proof;
  return (
    <SideDrawer title={say('kit.proof.title')} isOpen onClose={onClose}>
      <ol className="checks">
        {checks.map((check) => (
          <li key={check.name}>
            <State kind={KINDS[check.state]}>
              {check.label ?? say(`kit.proof.check.${check.name}`)}
            </State>
            <span className="value">
              {check.value} {check.hash !== undefined && <Hash value={check.hash} />}{' '}
              {check.at !== undefined && <Time ms={check.at} />}
            </span>
          </li>
        ))}
      </ol>
      {download !== undefined && (
        <Button onClick={() => saveBytes(download.name, download.bytes())}>
          {say('kit.proof.download')}
        </Button>
      )}
      {command !== undefined && (
        <p>
          {say('kit.proof.command')}
          <code className="command">{command}</code>
        </p>
      )}
    </SideDrawer>
  );
}

/** Gives the person a file of bytes that the page holds already. */
export function saveBytes(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
