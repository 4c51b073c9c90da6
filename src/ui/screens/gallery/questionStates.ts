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
};

export const REFUSED_PHOTO = trouble('photo-unreadable');
