import Type, { type Static } from 'typebox';

/** How the files of consoles and portal are held against what was built. */
export const pagesSchema = Type.Object(
  {
    // Changed files are found and put back within that time.
    check_seconds: Type.Integer({ minimum: 1, maximum: 30, default: 10 }),
    // The key that the build prints; absent: the key that lies beside the pages is believed.
    signer: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  },
  { additionalProperties: false },
);
export type PagesConfig = Static<typeof pagesSchema>;
