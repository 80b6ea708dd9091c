import type { Alarm } from '@mingjing/oversight';
import Type, { type Static } from 'typebox';

export type NoticeEvent = 'raised' | 'overdue' | 'disposed';

/** What is told of an alarm: who is answerable and what for, and nothing of any person. */
export const noticeBody = Type.Object(
  {
    /** Names the notice: one that comes twice is the same. */
    id: Type.String(),
    event: Type.Union([Type.Literal('raised'), Type.Literal('overdue'), Type.Literal('disposed')]),
    chain_id: Type.String(),
    /** The supervision node that tells it. */
    from: Type.String(),
    time: Type.Integer(),
    alarm: Type.Object({
      id: Type.String(),
      rule: Type.String(),
      severity: Type.String(),
      since: Type.Integer(),
      nodes: Type.Array(Type.String()),
      /** Of a rule of the authority: its id; else null. */
      watch_rule: Type.Union([Type.String(), Type.Null()]),
    }),
  },
  { additionalProperties: false },
);
export type NoticeBody = Static<typeof noticeBody>;

/** What of an alarm leaves the house. */
export function toldOf({ evidence, id, nodes, rule, severity, since }: Alarm): NoticeBody['alarm'] {
  const watchRule = evidence.kind === 'finding' ? evidence.finding.rule : null;
  return { id, rule, severity, since, nodes: [...nodes], watch_rule: watchRule };
}
