import { shanghaiDay, type Values } from '@mingjing/console-kit';

/** Holidays of a year that every announcement has, by their Chinese and English names. */
export const USUAL_HOLIDAYS = [
  ...([
    ['元旦', 'New Year'],
    ['春节', 'Spring Festival'],
  ] as const),
  ...([
    ['清明节', 'Qingming'],
    ['劳动节', 'Labour Day'],
  ] as const),
  ...([
    ['端午节', 'Dragon Boat Festival'],
    ['中秋节', 'Mid-Autumn Festival'],
  ] as const),
  ...([['国庆节', 'National Day']] as const),
] as const;

interface BothTexts {
  readonly 'zh-CN': string;
  readonly en: string;
}

export interface ToldYear {
  readonly year: number;
  readonly source: BothTexts;
  readonly holidays: readonly {
    readonly name: BothTexts;
    readonly from: string;
    readonly to: string;
  }[];
  readonly working_days: readonly string[];
}

/** The year that was typed, or the name of the first field that does not fit. */
export function yearOf(values: Values): ToldYear | 'year' | 'source' | 'holidays' | 'workingDays' {
  const said = (name: string) => (values[name] ?? '').trim();
  if (!/^20\d\d$/.test(said('year'))) return 'year';
  const source = { 'zh-CN': said('source.zh'), en: said('source.en') };
  if (source['zh-CN'] === '' || source.en === '') return 'source';
  const holidays = USUAL_HOLIDAYS.map(([zh, en], index) => ({
    ...{ name: { 'zh-CN': zh, en }, from: said(`from.${index}`), to: said(`to.${index}`) },
  })).filter(({ from, to }) => `${from}${to}` !== '');
  const areDays = holidays.every(({ from, to }) => isDay(from) && isDay(to));
  if (holidays.length === 0 || !areDays) return 'holidays';
  const workingDays = said('workingDays')
    .split(/[\s,,、]+/)
    .filter(Boolean);
  if (!workingDays.every(isDay)) return 'workingDays';
  // Mid-Autumn may come before or after the National Day: they are told in the order of the year.
  const ordered = holidays.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return { year: Number(said('year')), source, holidays: ordered, working_days: workingDays };
}

function isDay(text: string): boolean {
  return shanghaiDay(text) !== undefined;
}
