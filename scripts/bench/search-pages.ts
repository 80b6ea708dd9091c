// What the two pages of `bench -- search` say of their figures.
import type { SearchReport } from './search-report.ts';

const QUERY_METHOD = `\
- A search counts from the query to the answer in the same process, without HTTP: index, each hit
  read from the journal and compared with its row, inclusion proof and signed checkpoint. A page
  has 20 hits. 200 queries of each kind from a seed, after 20 that do not count; nothing else runs
  in the process meanwhile.
- \`load_average\` well above the number of cores says that others had the machine: rates and times
  are then lower bounds of what it can do, and CPU is the better figure.`;

const LOAD = [
  'load_average',
  '',
  'processes that wanted a core at the end, mean of a minute',
] as const;

/** Poems: Chinese prose, which an index of pairs of characters finds hardest. */
export const poemReport: SearchReport = {
  name: 'search',
  title: 'Search in a journal',
  meanings: [
    ['items', '', 'entries of the journal'],
    ['text_bytes_per_item', 'B', 'UTF-8 of the object of an entry'],
    ['items_per_s', '1/s', 'entries taken from the journal into the index'],
    ['items_per_cpu_s', '1/s', 'the same in a second of CPU, of all threads'],
    ['cpu_us_per_item', 'us', 'CPU of all threads for one entry'],
    ['bytes_per_item', 'B', 'size of the index for one entry'],
    LOAD,
  ],
  asked: {
    name2: "a poet's name of two characters, in open and personal texts",
    phrase4: 'four characters out of a poem',
    exact: 'actor, event and result',
    address: 'source address by a /24 prefix',
    time_actor: 'one day of thirty, and an actor',
  },
  method: `## How it was measured

- Entries are Chinese poems (Tang and Song, npm package \`chinese-poetry\` 2.0.1, fetched for the
  run and dropped after it): title, author and lines as the object, cut at 1,000 bytes; the author
  also as the personal subject; 200 actors, many source addresses, spread over thirty days. They are
  written to a real journal first, which does not count; beyond the number of poems they repeat.
- Ingest is the whole way: stubs and bodies read from the journal's files, commitments checked,
  personal groups opened, documents handed to the thread that writes, rows and positions committed.
${QUERY_METHOD}
- Bytes are those of the index alone: database and write-ahead file.
- \`--folder DIR\` keeps journal, index and poems, and goes on with an earlier run.
`,
};

/** The usual entries of a journal, with all that lies on disk. */
export const journalReport: SearchReport = {
  name: 'search-ten-million',
  title: 'Journal and index of the usual entries',
  meanings: [
    ['entries', '', 'entries of the journal'],
    ['fill_cpu_us_per_entry', 'us', 'CPU of writing one entry to the journal'],
    ['ingest_cpu_us_per_entry', 'us', 'CPU of all threads for one entry into the index'],
    ['stub_bytes_per_entry', 'B', 'stubs'],
    ['body_bytes_per_entry', 'B', 'bodies, frames and seals'],
    ['tile_bytes_per_entry', 'B', 'hash tiles'],
    ['journal_bytes_per_entry', 'B', 'all files of the journal'],
    ['index_bytes_per_entry', 'B', 'the index: database and write-ahead file'],
    ['index_terms_data_bytes_per_entry', 'B', 'of these: which rows have a word'],
    ['index_block_bytes_per_entry', 'B', 'of these: the rows with their words'],
    ['json_bytes_per_entry', 'B', 'the same fields as lines of JSON, empty ones left out'],
    ['ratio_without_index', '', 'the journal in units of the lines of JSON'],
    ['ratio_with_index', '', 'journal and index in units of the lines of JSON'],
    LOAD,
  ],
  asked: {
    time_actor: 'a thirtieth of the time, and an actor',
    time_source: 'a thirtieth of the time, and a source',
    time_result: 'a thirtieth of the time, and a result',
    actor: 'an actor, at any time',
    actor_event: 'an actor and an event, at any time',
    address: 'a source address, at any time',
    id: 'a transaction or record id, at any time',
  },
  method: `## How it was measured

- Of a hundred entries 70 are submissions of users, 20 reads, 5 refusals of strangers, 5 of the
  program itself, as in [the journal's own measurement](journal-ten-million.md); 5,000 users, each
  with an address; every entry has an id of its own. One entry every 259.2 ms is ten million in
  thirty days.
- Stubs, bodies, tiles and index are the files of one real journal and its index after the run; of
  as many entries as stated: nothing is continued in a straight line.
- Ingest is the whole way: stubs and bodies read from the journal's files, commitments checked,
  personal groups opened, documents handed to the thread that writes, rows and positions committed.
${QUERY_METHOD}
- \`--folder DIR\` goes on with an earlier run, maybe to more entries, such as
  \`--entries 10000000\`; CPU is that of all its calls. Ten million need 6 GB of disk.
`,
};

/** Records of a chain, each hit with the checks and the proof that the console shows. */
export const recordReport: SearchReport = {
  name: 'search-records',
  title: 'Search of records',
  meanings: [
    ['records', '', 'records of the chain, each with a text and a description'],
    ['texts', '', 'different texts, each with a name and a number of its record'],
    ['items_per_s', '1/s', 'records taken from blocks and attachments into the index'],
    ['items_per_cpu_s', '1/s', 'the same in a second of CPU, of all threads'],
    ['cpu_us_per_item', 'us', 'CPU of all threads for one record'],
    ['bytes_per_item', 'B', 'size of the index for one record'],
    LOAD,
  ],
  asked: {
    name2: 'a name of two Chinese characters, each hit in a block of its own',
    record: 'a record by its id',
    author: 'an author of half of all records',
    organisation_category: 'organisation and category',
    commitment: 'a content by its commitment',
    time_author: 'ten minutes, and an author',
    poet2: 'with poems: the name of a poet, two characters',
  },
  method: `## How it was measured

- Blocks of 400 records (50 transactions of 8) with signatures and certificates of three of four
  validators are executed and written to a real store, with their attachments; that does not count.
  Texts are sentences of the project's Chinese catalogues, or with \`--poems\` those of the npm
  package \`chinese-poetry\` 2.0.1, each with one of 600 names of two characters.
- Ingest is the whole way: blocks read and parsed, records held against the leaves of the record
  tree, contents against their commitments, texts taken out of them, rows and positions committed.
- A search counts from the query to the proved page of 20 hits in the same process, without HTTP:
  index, each record read from its block and compared with its row, and each of its blocks verified
  again: certificate, transactions and results root, the signature of the transaction, attachments
  held, inclusion proof. 200 queries of each kind from a seed, after 20 that do not count.
- \`name2\` is the hardest page: one of 600 names comes once in 600 records, so each of its hits
  lies in a block of its own. Records, contents and poets are asked for from anywhere in the chain.
- \`load_average\` well above the number of cores says that others had the machine: rates and times
  are then lower bounds of what it can do, and CPU is the better figure.
- \`--folder DIR\` keeps chain, index and poems, and goes on with an earlier run, maybe to more
  records.
`,
};

/** The same with the index in a database. */
export const postgresReport: SearchReport = {
  ...recordReport,
  name: 'search-records-postgres',
  title: 'Search of records, the index in PostgreSQL',
  method: `${recordReport.method}\
- The index lies in Debian's PostgreSQL 15 as it is installed, on the same machine, reached through
  its socket (\`--postgres\`). Its processes are its own: CPU is that of the node alone, and bytes
  are those of tables and their indexes.
`,
};
