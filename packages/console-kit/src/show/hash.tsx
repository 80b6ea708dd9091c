import { useState } from 'react';
import { useText } from '../text/texts.ts';
import { CopyIcon } from './icon.tsx';

const [HEAD, TAIL] = [8, 6];

/** A hash as lists show it: the first eight and the last six digits. */
export function shortHash(hash: string): string {
  return hash.length <= HEAD + TAIL ? hash : `${hash.slice(0, HEAD)}…${hash.slice(-TAIL)}`;
}

/**
 * A hash or id in monospace, shortened, with a button that copies all of it where the browser lets
 * a page do so.
 */
export function Hash({ value }: { readonly value: string }) {
  const say = useText();
  const [isCopied, setCopied] = useState(false);
  if (value === '') return null;
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const label = say(isCopied ? 'kit.copied' : 'kit.copy', { value: shortHash(value) });
  return (
    <span className="hash">
      <code title={value}>{shortHash(value)}</code>
      {globalThis.isSecureContext && (
        <button
          type="button"
          className="icon-button"
          onClick={copy}
          aria-label={label}
          title={label}
        >
          <CopyIcon />
        </button>
      )}
    </span>
  );
}
