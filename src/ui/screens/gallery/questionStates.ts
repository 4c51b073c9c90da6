import type { Answer } from '../../../domain/answer.ts';
import { trouble } from '../../../domain/result.ts';
import type { PositionSight, PositionSource } from '../../questions/types.ts';

/** What each question of the gallery's form is shown with: answered, wrong, or with the phone in some condition. */
export interface QuestionState {
  name: string;
  value?: Answer;
  /** Why the domain would refuse it. */
  why?: 'required' | 'constraint' | 'wrong-type';
  readOnly?: boolean;
  position?: PositionSource;
  refusesPhoto?: boolean;
}

const sees = (sight: PositionSight): PositionSource => ({
  watch(next) {
    next(sight);
    return () => {};
  },
});
const fixedAt = '2025-02-03T10:42:00+05:00';
const fix = (accuracyMetres: number) =>
  sees({ state: 'fixed', fix: { lat: 31.52037, lon: 74.35875, accuracyMetres, fixedAt } });

const photo: Answer = {
  media: 'media:gallery',
  sha256: 'a'.repeat(64),
  contentType: 'image/jpeg',
  bytes: 290_000,
  widthPx: 1600,
  heightPx: 1200,
};
const recording = { media: 'media:gallery', sha256: 'b'.repeat(64), bytes: 92_000 };
const place: Answer = { lat: 31.52037, lon: 74.35875, accuracyMetres: 4, method: 'gps', fixedAt };

const states = (answer: Answer): QuestionState[] => [
  { name: 'open' },
  { name: 'answered', value: answer },
  { name: 'required', why: 'required' },
  { name: 'read-only', value: answer, readOnly: true },
];

/** By the name of the row in `galleryForm.ts`. */
export const QUESTION_STATES: Readonly<Record<string, readonly QuestionState[]>> = {
  heard: states('yes'),
  kind: states('crossing'),
  reasons: states(['far', 'children']),
  age: [
    ...states(34),
    { name: 'wrong', value: '۳۴ سال', why: 'wrong-type' },
    { name: 'constraint', value: 340, why: 'constraint' },
  ],
  width: [...states(1.25), { name: 'comma', value: '1,500', why: 'wrong-type' }],
  code: states('UC12-0148'),
  words: states('The road is closed after rain.'),
  visit: states('2025-02-03'),
  thanks: [{ name: 'shown' }],
  consent: states('OK'),
  place: [
    { name: 'seeking', position: sees({ state: 'seeking' }) },
    { name: 'good', position: fix(4) },
    { name: 'fair', position: fix(17) },
    { name: 'poor', position: fix(85) },
    { name: 'refused', position: sees({ state: 'refused' }), why: 'required' },
    { name: 'unavailable' },
    { name: 'answered', value: place },
    { name: 'read-only', value: place, readOnly: true },
  ],
  photo: [...states(photo), { name: 'refused', refusesPhoto: true }],
  animal: states('goat'),
  animals: states(['goat', 'cow']),
  likert: states('rather'),
  likert_long: states('rather'),
  packed: states(['water']),
  table_head: [{ name: 'shown' }],
  heard_head: [{ name: 'shown' }],
  animals_ranked: states(['hen', 'goat', 'cow']),
  table_row: states('little'),
  nearest_well: states('w3'),
  town: states('t7'),
  needs_columns: states(['water', 'street']),
  needs_ranked: states(['street', 'water', 'clinic']),
  pain: states(7),
  agreed: states(3),
  rooms: states(3),
  income: states(1_250_000),
  secret: states('moon 7'),
  page: states('https://couchdb.apache.org/'),
  well: [
    { name: 'poor', position: fix(85) },
    { name: 'fair', position: fix(25) },
    { name: 'answered', value: place },
    {
      name: 'answered-poorly',
      value: { lat: 31.52037, lon: 74.35875, accuracyMetres: 85, method: 'gps', fixedAt },
    },
  ],
  upright: states(4),
  stars: states(4),
  width_picked: states(1.5),
  opens: states('08:30:00.000+05:00'),
  happened: states('2025-02-03T10:42:00.000+05:00'),
  born: states('2019-06-01'),
  hijri: states('2025-02-03'),
  path: [
    ...states('31.5203 74.3587 0 4;31.5207 74.3592 0 5;31.5206 74.3597 0 4'),
    { name: 'walking', position: fix(4) },
  ],
  field: states('31.5203 74.3587 0 4;31.5207 74.3592 0 5;31.5202 74.3597 0 4;31.5203 74.3587 0 4'),
  tag: states('7501055300075'),
  signed: states(photo),
  spoken: states({ ...recording, contentType: 'audio/webm' }),
  filmed: states({ ...recording, contentType: 'video/webm' }),
  paper: states({ ...recording, contentType: 'application/pdf', name: 'letter.pdf' }),
};

export const REFUSED_PHOTO = trouble('photo-unreadable');
