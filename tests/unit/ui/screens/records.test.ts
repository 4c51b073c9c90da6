import { expect, test } from 'vitest';
import type { RecordSummary } from '../../../../src/app/index.ts';
import { recordForm, recordName, recordTitle } from '../../../../src/ui/screens/records/naming.ts';
import { translated } from '../../../../src/ui/translated.tsx';

const survey: RecordSummary = {
  id: 'response:1',
  state: 'phone',
  subject: 'survey',
  title: { en: 'Vaccine awareness', ur: 'ویکسین سے آگاہی' },
  photos: 0,
  files: 0,
  filesWaiting: 0,
  bytes: 900,
  finalizedAt: '2026-03-01T09:00:00+05:00',
};

test('a survey is called by the code of whom amina asked, else by its form', () => {
  expect(recordName({ ...survey, respondent: '204815' }, 'ur')).toBe('204815');
  expect(recordName(survey, 'ur')).toBe('ویکسین سے آگاہی');
});

test('a report is called by its kind, in the language of the page', () => {
  const report = { ...survey, kind: { en: 'Broken sidewalk', es: 'Banqueta rota' } };
  expect(recordName(report, 'es')).toBe('Banqueta rota');
  expect(recordForm(report, 'en')).toBe('Vaccine awareness');
});

test('a name tells the language that it is in; a code and what a form made of answers are in none', () => {
  const report = { ...survey, kind: { en: 'Broken sidewalk' } };
  expect(recordTitle(report, 'ur')).toEqual({ words: 'Broken sidewalk', lang: 'en' });
  expect(recordTitle(survey, 'es')).toEqual({ words: 'Vaccine awareness', lang: 'en' });
  expect(recordTitle({ ...report, instanceName: 'Amina, 3' }, 'ur')).toEqual({ words: 'Amina, 3' });
  expect(recordTitle({ ...survey, respondent: '204815' }, 'ur')).toEqual({ words: '204815' });
});

test('the form is not said twice', () => {
  expect(recordForm(survey, 'en')).toBeUndefined();
});

test('a text that has no words in a language tells which language it is in', () => {
  expect(translated({ en: 'Sidewalk' }, 'ur')).toEqual({ words: 'Sidewalk', lang: 'en' });
  expect(translated({ es: 'Banqueta' }, 'ur')).toEqual({ words: 'Banqueta', lang: 'es' });
  expect(translated({ en: '', es: 'Banqueta' }, 'en')).toEqual({ words: 'Banqueta', lang: 'es' });
  expect(translated(undefined, 'ur')).toEqual({ words: '', lang: 'ur' });
});
