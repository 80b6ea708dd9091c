import {
  askAgain,
  FileField,
  type OwnSession,
  Pane,
  Refused,
  rolesText,
  setParams,
  UnsignedActPage,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { ask, base64url } from '../../api.ts';
import { type PersonLine, type SlotLine, usePeople, useSlots } from './answers.ts';
import { DocumentDone } from './document-done.tsx';
import { handInFault, mediaTypeOf } from './hand-in.ts';
import { ATTESTERS, KEEPERS } from './roles.ts';

const FILES = '.pdf,.png,.jpg,.jpeg,.txt';

/** Handing in a version of a document with its file; it counts when another has attested it. */
export function HandInPage({ session }: { readonly session: OwnSession }) {
  const slots = useSlots();
  const people = usePeople();
  if (!KEEPERS.includes(session.role)) return <Refused roles={KEEPERS} />;
  return (
    <Pane answer={slots}>
      {(found) => (
        <Pane answer={people}>
          {(staff) => <HandIn slots={found.slots} people={staff.people} />}
        </Pane>
      )}
    </Pane>
  );
}

interface HandInProps {
  readonly slots: readonly SlotLine[];
  readonly people: readonly PersonLine[];
}

function HandIn({ slots, people }: HandInProps) {
  const say = useText();
  const { params } = usePlace();
  const [file, setFile] = useState<File>();
  const read = (name: string) => params.get(name) ?? '';
  const said = {
    ...{ slot: read('slot'), issuer: read('issuer').trim(), owner: read('owner') },
    ...{ issued_on: read('issued'), expires_on: read('expires') },
  };
  const fault = handInFault(said, file);
  return (
    <UnsignedActPage
      title={say('documents.handIn.title')}
      changes={
        <>
          <HandInFields slots={slots} people={people} />
          <FileField
            name="file"
            label={say('documents.file')}
            note={say('documents.handIn.kinds')}
            accept={FILES}
            onFile={setFile}
          />
        </>
      }
      undo={say('documents.handIn.undo')}
      expiry={said.expires_on || say('documents.handIn.day')}
      pending={fault === undefined ? undefined : say(`documents.handIn.lacks.${fault}`)}
      label={say('documents.handIn.send')}
      carryOut={async () => {
        const chosen = file as File;
        const bytes = new Uint8Array(await chosen.arrayBuffer());
        const form = { ...said, file_name: chosen.name, media_type: mediaTypeOf(chosen.name) };
        const example = params.get('example') === 'true';
        const path = '/v1/management/documents';
        await ask({ path, json: { ...form, example, file: base64url(bytes) } });
        await askAgain('documents');
      }}
      after={() => (
        <DocumentDone
          title={say('documents.handIn.done')}
          slot={said.slot}
          names={[say('documents.handIn.next', { roles: rolesText(ATTESTERS, say('kit.comma')) })]}
        />
      )}
    />
  );
}

function HandInFields({ slots, people }: HandInProps) {
  const say = useText();
  const { language, params } = usePlace();
  const owners = people
    .filter(({ appointed }) => appointed)
    .map(({ id, name, officer }) => ({ value: id, label: `${name} ${officer ?? ''}` }));
  const kinds = slots.map(({ slot, title }) => ({ value: slot, label: title[language] }));
  const choices = { slot: kinds, owner: owners };
  return (
    <>
      {(['slot', 'owner'] as const).map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{say(`documents.handIn.${name}`)}</label>
          <Select
            id={name}
            aria-label={say(`documents.handIn.${name}`)}
            value={params.get(name)}
            placeholder={say('documents.handIn.choose')}
            onChange={(value: string) => setParams({ [name]: value })}
            options={choices[name]}
          />
        </div>
      ))}
      {(['issuer', 'issued', 'expires'] as const).map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{say(`documents.${name}`)}</label>
          <Input
            id={name}
            maxLength={120}
            value={params.get(name) ?? ''}
            placeholder={name === 'issuer' ? '' : '2026-12-31'}
            onChange={({ target }) => setParams({ [name]: target.value })}
          />
        </div>
      ))}
      <p className="field">
        <Checkbox
          checked={params.get('example') === 'true'}
          onChange={({ target }) => setParams({ example: target.checked ? 'true' : undefined })}
        >
          {say('documents.handIn.example')}
        </Checkbox>
      </p>
    </>
  );
}
