// Characters that stand in for others and that Unicode's compatibility forms do not bring back.

/** Cyrillic, Greek, small capitals and others that look like a Latin letter, in lower case. */
const LETTERS = tableOf(
  'aаαɑᴀ bвʙ cсϲᴄ dԁᴅ eеεєᴇ fꜰ gɡɢ hнһʜ iіιɩıɪ jјᴊ kкκᴋ lӏʟ mмᴍ nпηɴ oоοσօᴏ pрρᴘ ' +
    'qԛ rгʀ sѕꜱ tтτᴛ uυսᴜ vνѵᴠ wԝᴡ xхχ yуγʏ zᴢ',
);

/** Numerals as banks write them. */
const NUMERALS = tableOf('零〇 一壹弌 二贰弍 三叁弎 四肆 五伍 六陆 七柒 八捌 九玖 十拾 百佰 千仟');

/** What is typed in place of a letter: digits and signs. */
const STAND_INS = tableOf('o0 il1!| e3 a4@ s5$ t7 b8 g9');

/** Blocks of letters in squares, circles and flags, by their first character. */
const LETTER_BLOCKS = [0x1f150, 0x1f170, 0x1f1e6];
/** Blocks of the numbers 1 to 10 in circles. */
const NUMBER_BLOCKS = [0x2776, 0x2780, 0x278a];
const CIRCLED_ZERO = 0x24ff;

/** Letter or digit that a framed sign shows, if it is one. */
export function framed(code: number): string | undefined {
  if (code === CIRCLED_ZERO) return '0';
  for (const first of LETTER_BLOCKS) {
    if (code >= first && code < first + 26) return String.fromCharCode(0x61 + code - first);
  }
  for (const first of NUMBER_BLOCKS) {
    if (code >= first && code < first + 10) return String(code - first + 1);
  }
  return undefined;
}

/** The character that a lower-case letter or a numeral is read as. */
export function lookAlike(character: string): string {
  return LETTERS.get(character) ?? NUMERALS.get(character) ?? character;
}

/** The letter that a Latin letter, digit or sign may stand for; undefined for other signs. */
export function standIn(character: string): string | undefined {
  return STAND_INS.get(character) ?? (/^[a-z0-9]$/.test(character) ? character : undefined);
}

/** True for signs, neither letters nor digits, that may stand for a letter. */
export function isStandInSign(character: string): boolean {
  return STAND_INS.has(character) && !/^[a-z0-9]$/.test(character);
}

/** A table from words whose first character is what the others are read as. */
function tableOf(words: string): ReadonlyMap<string, string> {
  const pairs = words.split(' ').flatMap((word) => {
    const [target = '', ...sources] = word;
    return sources.map((source) => [source, target] as const);
  });
  return new Map(pairs);
}
