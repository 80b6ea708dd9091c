import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
/** As many as a network has organisations that anybody would post to. */
const NODES_MAX = 64;

const postedTo = Type.Object(
  {
    node_id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
    /** Base address of its API. */
    url: Type.String({ pattern: '^https?://[^\\s/]{1,253}/?$' }),
  },
  closed,
);

/** The section `interventions`: nodes whose API takes what officers signed. */
export const interventionsSchema = Type.Object(
  { nodes: Type.Array(postedTo, { default: [], maxItems: NODES_MAX }) },
  { ...closed, default: {} },
);
export type InterventionsConfig = Static<typeof interventionsSchema>;
