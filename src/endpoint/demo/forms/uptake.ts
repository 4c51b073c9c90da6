// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${} is how XLSForm refers to an answer
import type { Choice, Row } from '../../../domain/form/definition.ts';
import { say } from './say.ts';

/** Asked in both rounds under the same path `uptake/doses`. */
export const doses: Row = {
  type: 'select_one',
  list_name: 'dose_counts',
  name: 'doses',
  label: say(
    'How many doses of the vaccine have you had?',
    'آپ نے ویکسین کی کتنی خوراکیں لگوائی ہیں؟',
    '¿Cuántas dosis de la vacuna le han puesto?',
  ),
};

export const barriers: Row = {
  type: 'select_multiple',
  list_name: 'barriers',
  name: 'barriers',
  relevant: "${doses} = 'none'",
  label: say(
    'What stands in the way of getting vaccinated?',
    'ویکسین لگوانے میں کیا رکاوٹ ہے؟',
    '¿Qué le ha impedido vacunarse?',
  ),
  hint: say(
    'Mark everything that is mentioned. Do not read the list aloud.',
    'جو جو بتایا جائے، سب پر نشان لگائیں۔ فہرست پڑھ کر نہ سنائیں۔',
    'Marque todo lo que se mencione. No lea la lista en voz alta.',
  ),
};

export const rating: Row = {
  type: 'select_one',
  list_name: 'ratings',
  name: 'rating',
  label: say(
    'How well did the authorities here respond to COVID?',
    'کورونا کے دوران یہاں کے اداروں نے کیسا کام کیا؟',
    '¿Qué tan bien respondieron al COVID las autoridades de aquí?',
  ),
};

export const words: Row = {
  type: 'text',
  name: 'words',
  appearance: 'multiline',
  label: say(
    'What would you like to tell the authorities?',
    'اداروں کے لیے آپ کا کیا پیغام ہے؟',
    '¿Qué les quisiera decir a las autoridades?',
  ),
  hint: say(
    'In her or his own words. Write no names.',
    'انہی کے الفاظ میں لکھیں۔ کوئی نام نہ لکھیں۔',
    'En sus propias palabras. No escriba nombres.',
  ),
};

export const uptakeChoices: Record<string, Choice[]> = {
  dose_counts: [
    { name: 'none', label: say('None', 'ایک بھی نہیں', 'Ninguna') },
    { name: 'one', label: say('One', 'ایک', 'Una') },
    { name: 'two_or_more', label: say('Two or more', 'دو یا زیادہ', 'Dos o más') },
  ],
  barriers: [
    { name: 'too_far', label: say('The centre is too far', 'مرکز بہت دور ہے', 'El centro queda muy lejos') },
    {
      name: 'long_wait',
      label: say('The wait is too long', 'بہت انتظار کرنا پڑتا ہے', 'Hay que esperar mucho'),
    },
    { name: 'no_time', label: say('No time', 'وقت نہیں ملتا', 'Falta de tiempo') },
    {
      name: 'side_effects',
      label: say('Fear of side effects', 'مضر اثرات کا ڈر ہے', 'Miedo a los efectos secundarios'),
    },
    {
      name: 'family_against',
      label: say('The family does not agree', 'گھر والے راضی نہیں', 'La familia no está de acuerdo'),
    },
    { name: 'no_id_card', label: say('No identity card', 'شناختی کارڈ نہیں ہے', 'Falta de identificación') },
    {
      name: 'no_woman_vaccinator',
      label: say(
        'No woman gives the vaccine there',
        'وہاں ویکسین لگانے والی خاتون نہیں',
        'No hay una mujer que vacune',
      ),
    },
    {
      name: 'cannot_get_in',
      label: say(
        'The centre cannot be reached or entered',
        'مرکز تک یا اس کے اندر جانا ممکن نہیں',
        'No se puede llegar o entrar al centro',
      ),
    },
    {
      name: 'no_trust',
      label: say('No trust in the vaccine', 'ویکسین پر بھروسا نہیں', 'Desconfianza en la vacuna'),
    },
    {
      name: 'not_needed',
      label: say('It does not seem necessary', 'ضرورت محسوس نہیں ہوتی', 'No parece necesaria'),
    },
    { name: 'other', label: say('Another reason', 'کوئی اور وجہ', 'Otra razón') },
  ],
  ratings: [
    { name: 'very_good', label: say('Very well', 'بہت اچھا', 'Muy bien') },
    { name: 'good', label: say('Well', 'اچھا', 'Bien') },
    { name: 'neither', label: say('Neither well nor badly', 'نہ اچھا نہ برا', 'Ni bien ni mal') },
    { name: 'bad', label: say('Badly', 'برا', 'Mal') },
    { name: 'very_bad', label: say('Very badly', 'بہت برا', 'Muy mal') },
    { name: 'not_known', label: say('I don’t know', 'معلوم نہیں', 'No lo sé') },
  ],
};
