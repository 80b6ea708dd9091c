// Elements without a framework: texts are always text nodes, never markup.
import { isEncrypted, textOf } from './key-file.js';

/** An element; `on…` attributes are listeners, false and undefined leave an attribute out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return element;
}

export function field(name, label, attributes = {}) {
  return h('label', {}, h('span', {}, label), h('input', { name, ...attributes }));
}

/** The fields for a key file and its passphrase, which is asked for where the file has one. */
export function keyField(label, passphraseLabel) {
  const passphrase = field('passphrase', passphraseLabel, {
    ...{ type: 'password', autocomplete: 'off', spellcheck: 'false' },
  });
  passphrase.hidden = true;
  const look = async ({ target }) => {
    const [file] = target.files;
    const isLocked = isEncrypted(await textOf(file));
    // Another may have been chosen while this one was read.
    if (target.files[0] === file) passphrase.hidden = !isLocked;
  };
  const accept = '.json,application/json';
  const key = field('key', label, { type: 'file', accept, required: true, onchange: look });
  return [key, passphrase];
}

/** What came of an act; a failure unless told. */
export function message(text, kind = '') {
  return h('p', { class: `said ${kind}`, role: kind === '' ? 'alert' : 'status' }, text);
}
