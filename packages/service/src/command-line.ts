/**
 * What a command takes from the shell. Of its own, since a command that serves nothing should not
 * load the server: half of what it would load is libraries of that.
 */
export { CONTROL_HEADER } from './accounts/control-header.ts';
export { ServiceError } from './errors.ts';
export type { Language } from './text/language.ts';
export { problemTexts } from './text/problem-texts.ts';
export { type BothTexts, type Catalogue, createTexts } from './text/texts.ts';
