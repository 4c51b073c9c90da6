// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${} is how XLSForm refers to an answer
import { DEMO_FORMS } from '../../../domain/demo/knowledge.ts';
import type { Choice, FormDefinition, Row } from '../../../domain/form/definition.ts';
import { KINDS } from '../../../domain/mobility/kinds.ts';
import { kindLabels } from './kindLabels.ts';
import { placeChoices } from './placeChoices.ts';
import { LANGUAGES, metadata, say } from './say.ts';

const ratedKinds = KINDS.filter((kind) => kind.rated)
  .map((kind) => kind.name)
  .join(' ');

const kinds: Choice[] = KINDS.map(({ name, icon, mode, valence, rated }) => ({
  name,
  label: kindLabels[name],
  icon,
  columns: { mode, valence, rated: rated ? 'yes' : 'no' },
}));

const what: Row[] = [
  {
    type: 'select_one',
    list_name: 'modes',
    name: 'mode',
    required: 'yes',
    default: 'pedestrian',
    label: say(
      'Is it about walking, cycling or the bus?',
      'یہ پیدل چلنے، سائیکل یا بس کے بارے میں ہے؟',
      '¿Se trata de caminar, de la bici o del camión?',
    ),
  },
  {
    type: 'select_one',
    list_name: 'valences',
    name: 'valence',
    required: 'yes',
    default: 'problem',
    label: say('What do you want to report?', 'کس بارے میں بتانا ہے؟', '¿Qué quiere reportar?'),
  },
  {
    type: 'select_one',
    list_name: 'kinds',
    name: 'kind',
    required: 'yes',
    required_message: say(
      'Please choose what it is.',
      'براہِ کرم چنیں کہ یہ کیا ہے۔',
      'Elija de qué se trata.',
    ),
    choice_filter: 'mode = ${mode} and valence = ${valence}',
    label: say('What is it?', 'یہ کیا ہے؟', '¿Qué es?'),
  },
  {
    type: 'select_one',
    list_name: 'severities',
    name: 'severity',
    relevant: `selected('${ratedKinds}', \${kind})`,
    label: say('How bad is it?', 'مسئلہ کتنا سنگین ہے؟', '¿Qué tan grave es?'),
  },
  {
    type: 'select_multiple',
    list_name: 'who',
    name: 'who',
    label: say(
      'For whom does it matter most?',
      'یہ کن لوگوں کے لیے سب سے اہم ہے؟',
      '¿Para quién es más importante?',
    ),
  },
];

const where: Row[] = [
  {
    type: 'image',
    name: 'photo',
    label: say('Take a photo', 'تصویر لیں', 'Tome una foto'),
    hint: say(
      'Please show no faces and no number plates.',
      'چہرے اور گاڑیوں کی نمبر پلیٹیں نہ دکھائیں۔',
      'Evite que se vean caras o placas de autos.',
    ),
  },
  {
    type: 'geopoint',
    name: 'place',
    required: 'yes',
    required_message: say(
      'A report needs a place. You can also move the pin by hand.',
      'اطلاع کے لیے جگہ ضروری ہے۔ پن ہاتھ سے بھی رکھی جا سکتی ہے۔',
      'Hace falta el lugar. También puede mover el pin a mano.',
    ),
    label: say('Where is it?', 'یہ کہاں ہے؟', '¿Dónde está?'),
  },
  {
    type: 'select_one',
    list_name: 'sides',
    name: 'side',
    label: say('On which side of the street?', 'سڑک کے کس طرف؟', '¿De qué lado de la calle?'),
    hint: say(
      'As seen in the direction in which you walk or ride.',
      'جس طرف آپ جا رہے ہیں، اس کے حساب سے۔',
      'Visto en la dirección en que usted avanza.',
    ),
  },
  {
    type: 'text',
    name: 'note',
    appearance: 'multiline',
    label: say('Would you like to add anything?', 'کچھ اور بتانا ہے؟', '¿Quiere agregar algo?'),
    hint: say('Write no names.', 'کوئی نام نہ لکھیں۔', 'No escriba nombres.'),
  },
];

/** A place, map-first: kind, photo and pin are enough; the rest can be told afterwards or not at all. */
export const placeReport: FormDefinition = {
  form_id: DEMO_FORMS.place,
  version: '1',
  title: say(
    'Walk, cycle, ride: report a place',
    'پیدل، سائیکل، بس: جگہ کی اطلاع دیں',
    'A pie, en bici, en camión: reporte un lugar',
  ),
  subject: 'place',
  default_language: 'en',
  languages: LANGUAGES,
  survey: [...metadata, ...what, ...where],
  choices: { ...placeChoices, kinds },
};
