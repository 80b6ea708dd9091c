// Elements without a framework: texts are always text nodes, never markup.

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

export function keyField(label) {
  return field('key', label, { type: 'file', accept: '.json,application/json', required: true });
}

/** What came of an act; a failure unless told. */
export function message(text, kind = '') {
  return h('p', { class: `said ${kind}`, role: kind === '' ? 'alert' : 'status' }, text);
}
