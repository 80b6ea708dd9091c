import { count, flag, hash, list, nullable, recordId, shape, text } from './answer-shapes.ts';
import type {
  AccessOrderAnswer,
  AccessReaderAnswer,
  CustodyShareAnswer,
  EnvelopeKeyAnswer,
  EpochAnswer,
  EpochSideAnswer,
  EpochsAnswer,
} from './look-through-answers.ts';

const side = shape<EpochSideAnswer>({
  threshold: count,
  commitments: list(hash),
  holders: list(shape<EpochSideAnswer['holders'][number]>({ holder: text, index: count })),
});

export const isEpochsAnswer = shape<EpochsAnswer>({
  suite: count,
  epochs: list(
    shape<EpochAnswer>({
      ...{ number: count, authority: text, origin: text, current: flag, seal: hash },
      ...{ officers: side, custodians: side },
    }),
  ),
});

export const isEnvelopeKeyAnswer = shape<EnvelopeKeyAnswer>({ key_id: hash, public_key: hash });

export const isAccessOrderAnswer = shape<AccessOrderAnswer>({
  ...{ id: hash, kind: text, state: text, authority: text, officer: text, notice: text },
  ...{ record_id: nullable(recordId), user_id: nullable(text), point: nullable(hash) },
  ...{ epoch: nullable(count), approved_by: nullable(text) },
  readers: list(shape<AccessReaderAnswer>({ officer: text, sealing_key: hash })),
  shares: list(
    shape<CustodyShareAnswer>({ custodian: text, node: text, answer_hash: hash, height: count }),
  ),
});
