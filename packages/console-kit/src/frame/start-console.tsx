import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Answers } from '../states/pane.tsx';
import { addTexts, type Catalogue } from '../text/texts.ts';
import { Console, type ConsoleProps } from './console.tsx';

export interface ConsoleStart extends ConsoleProps {
  /** Catalogues beside those of the rooms, by name; `frame` has the console's `title` and name. */
  readonly texts: Readonly<Record<string, Catalogue>>;
}

/** Puts a console into its page. */
export function startConsole({ texts, ...props }: ConsoleStart): void {
  for (const [name, catalogue] of Object.entries(texts)) addTexts(name, catalogue);
  for (const { id, texts: own } of [...props.rooms, ...(props.bare ?? [])]) addTexts(id, own);
  const place = document.getElementById('console');
  if (place === null) throw new Error('the page has no place for the console');
  // A page that fails is shown as such by its guard: the browser's console has nobody to read it.
  createRoot(place, { onCaughtError: () => undefined }).render(
    <StrictMode>
      <Answers>
        <Console {...props} />
      </Answers>
    </StrictMode>,
  );
}
