import type { JournalSourceName } from '@mingjing/protocol';

/**
 * What the journal says of a command. `asksNode`: every question it asks is an act of the program
 * that answers, journalled by the route. `notAnAct`: the reason why nothing is said.
 */
export type CommandAct =
  | { readonly source: JournalSourceName; readonly event: string }
  | { readonly asksNode: true }
  | { readonly notAnAct: string };
