import Type, { type Static } from 'typebox';

/** The section `accounts` of both programs' configuration. */
export const accountsSchema = Type.Object(
  {
    // Where officers log in from: addresses and networks, of the callers behind a proxy too.
    addresses: Type.Array(Type.String({ maxLength: 64 }), {
      default: ['127.0.0.0/8', '::1'],
      maxItems: 64,
    }),
    // Sites in front of this program, such as https://console.example; none: loopback alone.
    origins: Type.Array(Type.String({ pattern: '^https?://[^/]+$', maxLength: 256 }), {
      default: [],
      maxItems: 8,
    }),
    // A desk that was left is not a session; GB/T 22239 asks for an end and leaves the time open.
    idle_minutes: Type.Integer({ minimum: 1, maximum: 60, default: 15 }),
    // A working day: longer, and nobody has shown for a day that he still has both factors.
    absolute_hours: Type.Integer({ minimum: 1, maximum: 24, default: 8 }),
    // Half a year, then the second factor is bound anew.
    credential_days: Type.Integer({ minimum: 1, maximum: 366, default: 180 }),
    // A quarter without a login: whoever does not work here any more has no way in.
    stale_days: Type.Integer({ minimum: 1, maximum: 90, default: 90 }),
  },
  { additionalProperties: false },
);
export type AccountsConfig = Static<typeof accountsSchema>;
