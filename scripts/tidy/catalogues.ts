// The two languages of a catalogue say the same things: equal keys, equal blanks, nothing empty.

/** Problems of a pair of catalogues (`zh-CN.json`, `en.json`) of the folder `path`. */
export function catalogueProblems(path: string, zhText: string, enText: string): string[] {
  const zh = flatten(JSON.parse(zhText));
  const en = flatten(JSON.parse(enText));
  return [
    ...oneSided(path, 'en.json', zh, en),
    ...oneSided(path, 'zh-CN.json', en, zh),
    ...[...zh, ...en]
      .filter(([, value]) => typeof value !== 'string' || value.trim() === '')
      .map(([key]) => `${path}: '${key}' is empty or no text`),
    ...[...zh].filter(([key, value]) => differs(value, en.get(key))).map(blankProblem(path)),
  ];
}

/** All texts of a catalogue as `a.b.c` → text. */
export function flatten(value: unknown, prefix = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[prefix, value]]);
  const entries = Object.entries(value);
  if (entries.length === 0) return new Map([[prefix, '']]);
  return new Map(
    entries.flatMap(([key, child]) => [
      ...flatten(child, prefix === '' ? key : `${prefix}.${key}`),
    ]),
  );
}

/** Keys of `from` that `to` lacks. English needs plural forms that Chinese has not. */
function oneSided(
  path: string,
  lacking: string,
  from: Map<string, unknown>,
  to: Map<string, unknown>,
): string[] {
  const present = new Set([...to.keys()].map(withoutPlural));
  return [...from.keys()]
    .filter((key) => !present.has(withoutPlural(key)))
    .map((key) => `${path}/${lacking}: '${key}' is missing`);
}

function withoutPlural(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other)$/, '');
}

function differs(zh: unknown, en: unknown): boolean {
  return typeof zh === 'string' && typeof en === 'string' && blanks(zh) !== blanks(en);
}

/** The names a text leaves open, `{{count}}` or `{count}`, as one comparable string. */
function blanks(text: string): string {
  const names = [...text.matchAll(/\{\{?\s*([\w.]+)[^}]*\}?\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort().join(' ');
}

function blankProblem(path: string): (entry: [string, unknown]) => string {
  return ([key]) => `${path}: '${key}' leaves other names open in Chinese than in English`;
}
