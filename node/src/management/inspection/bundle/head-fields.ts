import { maskName } from '@mingjing/protocol/numbers';
import type { FilingForm } from '../../filing/filing.ts';
import { maskedNumber } from '../../mask.ts';
import type { Person } from '../../people/person.ts';

/** What the organisation itself told of who it is; fields that nobody told stay empty for a pen. */
export function headFields(
  organisation: string,
  filing: FilingForm | undefined,
  people: readonly Person[],
): Readonly<Record<string, string>> {
  return {
    // Until somebody told its name, the id by which the chain knows it.
    organisation: filing?.operator ?? organisation,
    'credit-code': filing?.credit_code ?? '',
    service: filing?.service.name ?? '',
    'filing-number': filing?.numbers.service ?? '',
    address: filing?.service.website ?? '',
    lead: holderOf(people, 'person-in-charge'),
    'security-lead': holderOf(people, 'security-lead'),
  };
}

/** A paper that goes from hand to hand has no name and no number in full. */
function holderOf(people: readonly Person[], post: string): string {
  const holder = people.find(({ form, leftOn }) => leftOn === null && form.posts.includes(post));
  if (holder === undefined) return '';
  const { name, phone } = holder.form;
  return phone === null ? maskName(name) : `${maskName(name)} ${maskedNumber(phone)}`;
}
