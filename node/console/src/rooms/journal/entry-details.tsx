import { Facts, Hash, ProofBadge, Time, useText } from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import type { CheckedHit } from './checked-search.ts';

/** One entry whole: frame, act, and what it has of a person. */
export function EntryDetails({ checked }: { readonly checked: CheckedHit }) {
  const say = useText();
  const { hit, proof } = checked;
  const { entry, personal, personal_withheld: withheld } = hit;
  const items: (readonly [string, ReactNode])[] = [
    [say('journal.proof'), <ProofBadge key="proof" proof={proof} />],
    [say('journal.time'), <Time key="time" ms={hit.time} />],
    [say('journal.node'), `${hit.node} (${hit.organisation})`],
    [say('journal.log'), `${say(`kit.source.${hit.source}`)} ${hit.index}`],
  ];
  if (entry === null)
    return <Facts items={[...items, [say('journal.result'), say('journal.disposed')]]} />;
  const words: (readonly [string, ReactNode])[] = [
    [say('journal.event'), <code key="event">{entry.event}</code>],
    [say('journal.result'), say(`chain.result.${entry.result}`)],
    [say('journal.reason'), entry.reason],
    [say('journal.actor'), entry.actor],
    [say('journal.route'), `${entry.method} ${entry.resource}`.trim()],
    [say('journal.object'), entry.object],
    [say('journal.height'), entry.block_height],
    [
      say('chain.transaction'),
      entry.transaction_id && <Hash key="id" value={entry.transaction_id} />,
    ],
  ];
  const ofPerson: (readonly [string, ReactNode])[] =
    personal === null
      ? [[say('journal.person'), withheld === null ? '' : say(`chain.withheld.${withheld}`)]]
      : [
          [say('journal.address'), placeOf(personal)],
          [say('journal.subject'), personal.subject ?? ''],
        ];
  const said = [...items, ...words, ...ofPerson].filter(([, value]) => value !== '');
  return <Facts items={said} />;
}

/** A role that sees networks alone sees no port of them. */
function placeOf(personal: NonNullable<CheckedHit['hit']['personal']>): string {
  const { source_address: address, source_port: port } = personal;
  return port === null ? (address ?? '') : `${address}:${port}`;
}
