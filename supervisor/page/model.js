// What the page knows, and how it learns of changes. One read at the start, then events: a page
// that is left open reads nothing again, since every read is an act.

/** The server speaks at least every ten seconds; twice that and a half without a word is a loss. */
const SILENCE_MS = 25_000;
const ALARMS_SHOWN = 50;
const RECORDS_SHOWN = 20;

export const model = {
  situation: undefined,
  records: undefined,
  recordsCursor: null,
  alarms: undefined,
  /** Code of what went wrong at the first read. */
  error: undefined,
  heardAt: 0,
  isLost: false,
};

/** Reads everything once; rejects with an `Error` whose message is a stable code. */
export async function readAll() {
  const [situation, records, alarms] = await Promise.all([
    readJson('/v1/situation'),
    readJson(`/v1/records?limit=${RECORDS_SHOWN}`),
    readJson(`/v1/alarms?limit=${ALARMS_SHOWN}`),
  ]);
  Object.assign(model, { situation, error: undefined, heardAt: Date.now(), isLost: false });
  model.records = records.items;
  model.recordsCursor = records.next_cursor;
  model.alarms = alarms.items;
}

/** Reads one answer; rejects with its problem code. */
export async function readJson(path) {
  let response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' } });
  } catch {
    // The browser says no more than that there was no answer.
    throw new Error('unreachable');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.code ?? `status-${response.status}`);
  return answer;
}

/** Adds the next page of records. */
export async function readMoreRecords() {
  const cursor = encodeURIComponent(model.recordsCursor);
  const page = await readJson(`/v1/records?limit=${RECORDS_SHOWN}&cursor=${cursor}`);
  model.records = [...model.records, ...page.items];
  model.recordsCursor = page.next_cursor;
}

/** Follows the events; `changed` is called after each change of the model. */
export function follow(changed) {
  const source = new EventSource('/v1/events');
  const on = (type, take) =>
    source.addEventListener(type, (event) => {
      model.heardAt = Date.now();
      take(JSON.parse(event.data));
      changed();
    });
  on('situation', (situation) => {
    model.situation = situation;
  });
  on('records', ({ items }) => addRecords(items));
  on('alarm', (alarm) => addAlarm(alarm));
  on('alarm-cleared', ({ id, cleared_at: at }) => {
    const alarm = model.alarms.find((each) => each.id === id);
    if (alarm) Object.assign(alarm, { state: 'cleared', cleared_at: at });
  });
  const again = () => readAll().then(changed, () => lose(changed));
  source.addEventListener('reset', again);
  source.addEventListener('open', () => {
    if (model.isLost) again();
  });
  source.addEventListener('error', () => lose(changed));
  setInterval(() => {
    if (Date.now() - model.heardAt > SILENCE_MS) lose(changed);
  }, 1000);
}

function lose(changed) {
  model.isLost = true;
  changed();
}

function addRecords(latest) {
  const known = new Set(latest.map(({ id }) => id));
  model.records = [...latest, ...model.records.filter(({ id }) => !known.has(id))];
}

function addAlarm(alarm) {
  const known = model.alarms.findIndex(({ id }) => id === alarm.id);
  if (known >= 0) model.alarms[known] = alarm;
  else model.alarms = [alarm, ...model.alarms].slice(0, ALARMS_SHOWN);
}
