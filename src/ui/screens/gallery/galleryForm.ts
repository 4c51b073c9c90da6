import type { FormDefinition, Row, Translated } from '../../../domain/form/definition.ts';
import { AGREE, ANIMALS, EXTENDED_ROWS, GRADES, LONG, NEEDS, TOWNS, WELLS } from './extendedRows.ts';

/** A form with one row a question type, for the gallery only. */
const say = (en: string, ur: string, es: string): Translated => ({ en, ur, es });

const hint = say(
  'Ask it in your own words too.',
  'اپنے لفظوں میں بھی پوچھیں۔',
  'Pregúntelo también con sus palabras.',
);

const rows: Row[] = [
  {
    type: 'select_one',
    list_name: 'heard',
    name: 'heard',
    label: say(
      'Have you heard that the vaccine causes infertility?',
      'کیا آپ نے سنا ہے کہ ویکسین سے بانجھ پن ہوتا ہے؟',
      '¿Ha oído que la vacuna causa infertilidad?',
    ),
  },
  {
    type: 'select_one',
    list_name: 'kinds',
    name: 'kind',
    appearance: 'columns-pack',
    label: say('What is it?', 'یہ کیا ہے؟', '¿Qué es?'),
  },
  {
    type: 'select_multiple',
    list_name: 'reasons',
    name: 'reasons',
    label: say('What keeps you from it?', 'آپ کو کیا چیز روکتی ہے؟', '¿Qué le impide vacunarse?'),
  },
  {
    type: 'integer',
    name: 'age',
    hint,
    label: say('How old are you?', 'آپ کی عمر کیا ہے؟', '¿Cuántos años tiene?'),
  },
  {
    type: 'decimal',
    name: 'width',
    label: say('How wide is it, in metres?', 'یہ کتنے میٹر چوڑا ہے؟', '¿Cuántos metros tiene de ancho?'),
  },
  { type: 'text', name: 'code', label: say('Code of the house', 'گھر کا کوڈ', 'Código de la casa') },
  {
    type: 'text',
    name: 'words',
    appearance: 'multiline',
    label: say('What else should we know?', 'اور کیا جاننا ضروری ہے؟', '¿Qué más debemos saber?'),
  },
  {
    type: 'date',
    name: 'visit',
    label: say('When was the visit?', 'ملاقات کب ہوئی؟', '¿Cuándo fue la visita?'),
  },
  {
    type: 'note',
    name: 'thanks',
    label: say('Thank you for your time.', 'وقت دینے کا شکریہ۔', 'Gracias por su tiempo.'),
    hint: say(
      'Your answers stay on this phone until they are sent.',
      'بھیجے جانے تک آپ کے جواب اسی فون پر رہتے ہیں۔',
      'Sus respuestas quedan en este teléfono hasta enviarse.',
    ),
  },
  {
    type: 'acknowledge',
    name: 'consent',
    label: say('Do you agree to take part?', 'کیا آپ شامل ہونے پر راضی ہیں؟', '¿Acepta participar?'),
  },
  { type: 'geopoint', name: 'place', label: say('Where is it?', 'یہ کہاں ہے؟', '¿Dónde está?') },
  {
    type: 'image',
    name: 'photo',
    label: say('Take a photo of the place', 'جگہ کی تصویر لیں', 'Tome una foto del lugar'),
    hint: say('Please show no faces.', 'چہرے نہ دکھائیں۔', 'Evite que se vean caras.'),
  },
];

export const GALLERY_FORM: FormDefinition = {
  form_id: 'gallery',
  version: '1',
  title: say('Gallery', 'نمونے', 'Muestras'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  survey: [...rows, ...EXTENDED_ROWS],
  choices: {
    heard: [
      { name: 'yes', label: say('Yes, I heard it', 'جی ہاں، سنا ہے', 'Sí, lo he oído') },
      { name: 'no', label: say('No, I did not', 'نہیں، نہیں سنا', 'No lo he oído') },
      { name: 'forgotten', label: say('I do not remember', 'یاد نہیں', 'No recuerdo') },
      {
        name: 'silent',
        label: say('Prefers not to answer', 'جواب نہیں دینا چاہتیں', 'Prefiere no responder'),
      },
    ],
    reasons: [
      { name: 'far', label: say('It is far from home', 'گھر سے دور ہے', 'Queda lejos de mi casa') },
      {
        name: 'children',
        label: say(
          'Nobody can look after my children',
          'بچوں کو دیکھنے والا کوئی نہیں',
          'No tengo quién cuide a mis hijos',
        ),
      },
      { name: 'fear', label: say('I am afraid', 'ڈر لگتا ہے', 'Me da miedo') },
    ],
    agree: AGREE,
    grades: GRADES,
    long: LONG,
    needs: NEEDS,
    towns: TOWNS,
    animals: ANIMALS,
    wells: WELLS,
    kinds: [
      { name: 'ramp', icon: 'kind-missing-ramp', label: say('No ramp', 'ریمپ نہیں', 'Falta rampa') },
      { name: 'obstacle', icon: 'kind-obstacle', label: say('Obstacle', 'رکاوٹ', 'Obstáculo') },
      {
        name: 'crossing',
        icon: 'kind-crossing-unsafe',
        label: say('Dangerous crossing', 'خطرناک گزرگاہ', 'Cruce peligroso'),
      },
      { name: 'light', icon: 'kind-no-light', label: say('No light', 'روشنی نہیں', 'Sin luz') },
      { name: 'lane', icon: 'kind-no-lane', label: say('No bike lane', 'سائیکل لین نہیں', 'Sin ciclovía') },
      { name: 'bench', icon: 'kind-no-bench', label: say('No bench', 'بینچ نہیں', 'Sin banca') },
    ],
  },
};
