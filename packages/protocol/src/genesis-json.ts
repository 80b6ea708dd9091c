import { badFieldOf, type JsonRefusal, messageFromJson, messageToJson } from './readable-json.ts';
import { type Action, actionCodec, type Genesis, genesisCodec } from './registry.ts';
import type { Checked } from './result.ts';

export type GenesisJsonRefusal = JsonRefusal;

/** The readable form of a genesis: genesis.json. */
export function genesisToJson(genesis: Genesis): string {
  return messageToJson(genesisCodec, genesis);
}

/** Parses the readable form: refused unless it says exactly what the message says. */
export function genesisFromJson(text: string): Checked<Genesis, JsonRefusal> {
  return messageFromJson(genesisCodec, text);
}

/** The readable form of what a proposal would do. */
export function actionToJson(action: Action): string {
  return messageToJson(actionCodec, action);
}

/** Parses the readable form: refused unless it says exactly what the message says. */
export function actionFromJson(text: string): Checked<Action, JsonRefusal> {
  return messageFromJson(actionCodec, text, 'free');
}

/** The field for which a readable action is refused; empty when no one field is to blame. */
export function actionBadField(text: string): string {
  return badFieldOf(actionCodec, text) ?? '';
}
