import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const CATEGORY_MAX = 65_535;

/** How this node reviews what is published through it. */
export const settingsForm = Type.Object(
  {
    /** Categories of records that need a reviewer before they are published. */
    reviewed_categories: Type.Array(Type.Integer({ minimum: 0, maximum: CATEGORY_MAX }), {
      maxItems: 256,
      uniqueItems: true,
    }),
    /** Of so many published transactions one is put before a reviewer; 0: none. */
    sample_every: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** Time that a review may take before it is overdue. */
    review_hours: Type.Integer({ minimum: 1, maximum: 30 * 24 }),
  },
  { additionalProperties: false },
);
export type Settings = Static<typeof settingsForm>;

const DEFAULTS: Settings = { reviewed_categories: [], sample_every: 50, review_hours: 24 };
const ID = 'current';

/** The settings in force; read once, and kept in memory. */
export class ScreeningSettings {
  readonly #collection: Collection<Settings>;
  current: Settings = DEFAULTS;

  private constructor(shelf: Shelf) {
    this.#collection = new Collection<Settings>(shelf, {
      name: 'screening-settings',
      isValid: (value): value is Settings => Value.Check(settingsForm, value),
    });
  }

  static async open(shelf: Shelf): Promise<ScreeningSettings> {
    const settings = new ScreeningSettings(shelf);
    settings.current = (await settings.#collection.get(ID)) ?? DEFAULTS;
    return settings;
  }

  /** To be made in the shelf's turn. */
  async change(settings: Settings): Promise<void> {
    await this.#collection.shelf.change([this.#collection.put(ID, settings)]);
    this.current = settings;
  }
}
