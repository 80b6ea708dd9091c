import { configs, from } from 'opencc-js/preset/t2cn';

// One character for one character: words that are written in two ways do not matter here, since
// phrases are normalised by the same table. The data is OpenCC's.

type Dictionary = string | readonly (readonly [string, string])[];
type Chain = readonly (readonly Dictionary[])[];

const simplified = build();

/** The simplified form of a traditional, regional or Japanese character; others as they are. */
export function simplify(character: string): string {
  return simplified.get(character) ?? character;
}

function build(): ReadonlyMap<string, string> {
  const traditional = new Map(pairsOf(configs?.['t2s']?.conversionChain));
  const table = new Map(traditional);
  const targets = new Set(traditional.values());
  // A regional form leads to the standard traditional one, and that to the simplified. Where the
  // standard form has no other simplified one, the regional may be what everybody writes today.
  const regional = [from['hk'], from['tw'], from['jp']].flatMap((chain) => pairsOf(chain));
  for (const [form, standard] of regional) {
    const target = traditional.get(standard);
    if (target !== undefined && !table.has(form) && !targets.has(form)) table.set(form, target);
  }
  // A few simplified forms have a simpler one themselves.
  for (const [form, target] of table) table.set(form, table.get(target) ?? target);
  return table;
}

/** Pairs of single characters; where several targets are given, the first is the usual one. */
function pairsOf(chain: Chain = []): [string, string][] {
  return chain.flatMap((group) =>
    group.flatMap((dictionary) => {
      const entries = typeof dictionary === 'string' ? dictionary.split('|') : dictionary;
      return entries.flatMap((entry): [string, string][] => {
        const [source = '', target = ''] = typeof entry === 'string' ? entry.split(' ') : entry;
        return [...source].length === 1 && [...target].length === 1 ? [[source, target]] : [];
      });
    }),
  );
}
