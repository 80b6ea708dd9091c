import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const CHANNELS_MAX = 16;
const address = Type.String({ pattern: '^[^\\s@<>]{1,64}@[A-Za-z0-9.-]{1,253}$' });

/** The section `notify` of the configuration: who is told of alarms; nobody when it is absent. */
export const notifySchema = Type.Object(
  {
    /** The mildest severity that is told. */
    least: Type.Union([Type.Literal('critical'), Type.Literal('major'), Type.Literal('minor')], {
      default: 'major',
    }),
    smtp: Type.Optional(
      Type.Object(
        {
          host: Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' }),
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          /** `tls`: from the first byte; `starttls`: refused without; `none`: in the clear. */
          security: Type.Union([
            Type.Literal('tls'),
            Type.Literal('starttls'),
            Type.Literal('none'),
          ]),
          /** A file beside the configuration, mode 0600: user on the first line, then password. */
          credentials: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })),
          /** A PEM file beside the configuration: who signed the server's certificate. */
          ca_file: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })),
          from: address,
          to: Type.Array(address, { minItems: 1, maxItems: CHANNELS_MAX }),
        },
        closed,
      ),
    ),
    webhooks: Type.Array(Type.String({ pattern: '^https?://[^\\s]{1,1000}$' }), {
      default: [],
      maxItems: CHANNELS_MAX,
    }),
  },
  closed,
);
export type NotifyConfig = Static<typeof notifySchema>;
