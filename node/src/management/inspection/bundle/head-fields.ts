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
  const security = people.find(
    ({ form, leftOn }) => leftOn === null && form.posts.includes('security-lead'),
  );
  return {
    // Until somebody told its name, the id by which the chain knows it.
    organisation: filing?.operator ?? organisation,
    service: filing?.service.name ?? '',
    'filing-number': filing?.numbers.service ?? '',
    address: filing?.service.website ?? '',
    'security-lead': security === undefined ? '' : contactOf(security),
  };
}

/** A paper that goes from hand to hand has no name and no number in full. */
function contactOf({ form: { name, phone } }: Person): string {
  return phone === null ? maskName(name) : `${maskName(name)} ${maskedNumber(phone)}`;
}
