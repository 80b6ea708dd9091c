import { prepareDocument } from '@mingjing/client';
import {
  Card,
  DataTable,
  Empty,
  Failed,
  type GivenKey,
  Hash,
  KeyField,
  Pane,
  readUserKey,
  State,
  shanghaiTime,
  Time,
  takeKey,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { node } from '../../../api.ts';
import { carryOut } from '../../../chain/act.ts';

const RECORDS_MS = 5000;
/** Latest records of the chain among which those of the subject are looked for. */
const LOOKED_THROUGH = 50;

export interface SubjectRecordsProps {
  readonly user: string;
  readonly chosen: string | undefined;
  onChoose(record: string): void;
}

/** Records of the test subject, one of which a takedown is drilled on. */
export function SubjectRecords({ user, chosen, onChoose }: SubjectRecordsProps) {
  const say = useText();
  const answer = useAnswer(
    ['records', 'of', user],
    async () => {
      const { records } = await node().records({ limit: LOOKED_THROUGH });
      return records.filter(({ author }) => author === user);
    },
    RECORDS_MS,
  );
  return (
    <Card title={say('inspection.records.title')}>
      <div className="stack">
        <Pane answer={answer}>
          {(records) =>
            records.length === 0 ? (
              <Empty what={say('inspection.records.title')} why={say('inspection.records.none')} />
            ) : (
              <DataTable
                label={say('inspection.records.title')}
                isCompact
                rows={records}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: say('inspection.records.choose'),
                    cell: ({ id, standing }) => (
                      <Radio
                        checked={chosen === id}
                        disabled={standing === 'taken-down'}
                        aria-label={say('inspection.records.chooseOne', { id: id.slice(0, 8) })}
                        onChange={() => onChoose(id)}
                      />
                    ),
                  },
                  {
                    title: say('inspection.records.record'),
                    cell: ({ id }) => <Hash value={id} />,
                  },
                  {
                    title: say('inspection.records.standing'),
                    cell: ({ standing }) => (
                      <State kind={standing === 'published' ? 'met' : 'unknown'}>
                        {say(`content.standing.${standing}`)}
                      </State>
                    ),
                  },
                  { title: say('inspection.records.at'), cell: ({ time }) => <Time ms={time} /> },
                ]}
              />
            )
          }
        </Pane>
        <PublishOne onPublished={() => void answer.refetch()} />
      </div>
    </Card>
  );
}

/** A harmless text under the test subject's own key, which never leaves this browser. */
function PublishOne({ onPublished }: { onPublished(): void }) {
  const say = useText();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const publish = async (given: GivenKey) => {
    setBusy(true);
    setFault(undefined);
    try {
      await publishTestText(
        given,
        say('inspection.records.text', { time: shanghaiTime(Date.now()) }),
      );
      onPublished();
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return (
    <form
      className="subject"
      onSubmit={(event) => {
        event.preventDefault();
        void publish(takeKey(event.currentTarget));
      }}
    >
      <KeyField label={say('inspection.records.key')} note={say('inspection.records.keyNote')} />
      <Button htmlType="submit" loading={isBusy}>
        {say('inspection.records.publish')}
      </Button>
      {fault !== undefined && <Failed error={fault} unchanged={say('kit.act.unchanged')} />}
    </form>
  );
}

async function publishTestText(given: GivenKey, text: string): Promise<void> {
  const key = await readUserKey(given);
  const { chain_id: chainId } = await node().status();
  const document = {
    ...{ fileName: 'drill.txt', mediaType: 'text/plain', title: text },
    content: new TextEncoder().encode(`${text}\n`),
  };
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const { record, contents } = prepareDocument(document, chainId, random);
  await carryOut(key, { type: 'recordsPublish', value: { records: [record] } }, contents);
}
