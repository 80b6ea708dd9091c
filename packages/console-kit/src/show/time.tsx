const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A time (ms UTC) in Shanghai as `2026-11-22 15:04:05`. */
export function shanghaiTime(ms: number): string {
  return SHANGHAI.format(new Date(ms));
}

/** The start (ms UTC) of a day `2026-11-22` in Shanghai; undefined when it is none. */
export function shanghaiDay(text: string): number | undefined {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** The time (ms UTC) of a minute `2026-11-22 15:04` in Shanghai; undefined when it is none. */
export function shanghaiMinute(text: string): number | undefined {
  const isForm = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text);
  const ms = isForm ? Date.parse(`${text.replace(' ', 'T')}:00+08:00`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** A time in Shanghai, and in UTC when pointed at. */
export function Time({ ms }: { readonly ms: number }) {
  const utc = new Date(ms).toISOString();
  return (
    <time dateTime={utc} title={utc.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}>
      {shanghaiTime(ms)}
    </time>
  );
}
