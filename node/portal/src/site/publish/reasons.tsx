import { useInLanguage, useText } from '@mingjing/console-kit';
import type { Reason } from './publication.ts';

/** The rules that a text met, in the language of the page, with what was read in it. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const say = useText();
  const inLanguage = useInLanguage();
  return (
    <ul className="reasons">
      {reasons.map((reason) => (
        <li key={reason.rule}>
          <b>{inLanguage(reason)}</b>
          <br />
          <small>
            {say('portal.publish.rule')} <code>{reason.rule}</code>
            {reason.found.length > 0 && (
              <>
                {' · '}
                {say('portal.publish.found')} <q lang="zh-CN">{reason.found.join(' … ')}</q>
              </>
            )}
          </small>
        </li>
      ))}
    </ul>
  );
}
