import { unwritable } from '../errors.ts';
import { type FieldKey, type PersonKeys, strangerPerson } from '../keys/person-keys.ts';
import { type EntryInput, personOf } from './entry-input.ts';

/** The keys under which the personal groups of entries are sealed. */
export class EntryKeys {
  readonly #keys: PersonKeys;

  constructor(keys: PersonKeys) {
    this.#keys = keys;
  }

  /** The key of an entry's person on a day; undefined when it was not made yet. */
  of(input: EntryInput, day: number): FieldKey | undefined {
    return this.#keys.fieldKey(personOf(input) ?? strangerPerson(day), day);
  }

  /** Whether a key is not there under which one of the entries is to be sealed. */
  lack(inputs: readonly EntryInput[], day: number): boolean {
    return inputs.some(
      (input) => input.personal !== undefined && this.of(input, day) === undefined,
    );
  }

  /** Makes the keys that lack, durable when it resolves. Throws `JournalError`. */
  async make(inputs: readonly EntryInput[], day: number): Promise<void> {
    const sealed = inputs.filter(({ personal }) => personal !== undefined);
    const persons = sealed.map((input) => personOf(input) ?? strangerPerson(day));
    try {
      await this.#keys.ensure(persons, day);
    } catch (cause) {
      throw unwritable(cause);
    }
  }
}
