// A field that takes a file, dropped or chosen.
import { element } from './dom.ts';

/** Texts of a field: what it is for, and the file in it or how to put one there. */
export interface DropFieldTexts {
  readonly name: string;
  readonly hint: string;
}

export function dropField(
  id: string,
  { name, hint }: DropFieldTexts,
  onFile: (file: File) => void,
): HTMLElement {
  const input = element('input', { type: 'file', id: `${id}-file` });
  input.addEventListener('change', () => take(input.files));
  const label = element(
    'label',
    { class: 'drop', id, for: input.id },
    element('strong', {}, name),
    element('span', { class: 'hint' }, hint),
    input,
  );
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  label.addEventListener('dragover', () => label.classList.add('over'));
  label.addEventListener('dragleave', () => label.classList.remove('over'));
  label.addEventListener('drop', (event) => {
    label.classList.remove('over');
    take(event.dataTransfer?.files);
  });
  return label;
}

/** Keeps the browser from leaving the page for a file that was dropped beside a field. */
export function keepDropsOnPage(): void {
  for (const kind of ['dragover', 'drop']) {
    document.addEventListener(kind, (event) => event.preventDefault());
  }
}
