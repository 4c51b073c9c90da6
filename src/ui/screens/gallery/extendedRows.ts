import type { Choice, Row, Translated } from '../../../domain/form/definition.ts';

/** Rows of the types and looks that most surveys do without. */
const say = (en: string, ur: string, es: string): Translated => ({ en, ur, es });

export const AGREE: Choice[] = [
  { name: 'no', label: say('Not at all', 'بالکل نہیں', 'Nada') },
  { name: 'little', label: say('A little', 'کچھ', 'Poco') },
  { name: 'rather', label: say('Rather', 'کافی', 'Bastante') },
  { name: 'fully', label: say('Fully', 'پوری طرح', 'Del todo') },
];

/** Words that five columns of a narrow phone cannot hold. */
export const LONG: Choice[] = [
  { name: 'no', label: say('Unacceptable', 'ناقابلِ قبول', 'Inaceptable') },
  { name: 'little', label: say('Unsatisfactory', 'غیر تسلی بخش', 'Insatisfactorio') },
  { name: 'rather', label: say('**Satisfactory**', '**تسلی بخش**', '**Satisfactorio**') },
  { name: 'fully', label: say('Extraordinary', 'غیر معمولی', 'Extraordinario') },
];

/** The names of a scale's marks. */
export const GRADES: Choice[] = AGREE.map((one, at) => ({ ...one, name: String(at + 1) }));

/** Each is heard, and the last one seen too. */
export const ANIMALS: Choice[] = [
  { name: 'goat', label: say('Goat', 'بکری', 'Cabra') },
  { name: 'hen', label: say('Hen that lays eggs', 'انڈے دینے والی مرغی', 'Gallina que pone huevos') },
  { name: 'cow', label: say('Cow', 'گائے', 'Vaca') },
].map((one, at) => ({
  ...one,
  media: {
    audio: say('a.wav', 'a.wav', 'a.wav'),
    ...(at === 2 && { video: say('v.webm', 'v.webm', 'v.webm') }),
  },
}));

export const NEEDS: Choice[] = [
  { name: 'water', label: say('Clean water', 'صاف پانی', 'Agua limpia') },
  { name: 'clinic', label: say('A clinic nearby', 'قریب کلینک', 'Una clínica cerca') },
  { name: 'street', label: say('A safe street', 'محفوظ گلی', 'Una calle segura') },
];

const NAMES = ['Lahore', 'León', 'Karachi', 'Guanajuato', 'Multan', 'Silao', 'Quetta', 'Irapuato'];
/** As many as nobody scrolls through. */
export const TOWNS: Choice[] = Array.from({ length: 2000 }, (_, at) => {
  const name = `${NAMES[at % NAMES.length]} ${at + 1}`;
  return { name: `t${at}`, label: say(name, name, name) };
});

/** Some steps from each other, around one place. */
export const WELLS: Choice[] = Array.from({ length: 12 }, (_, at) => ({
  name: `w${at}`,
  label: say(`Well ${at + 1}`, `کنواں ${at + 1}`, `Pozo ${at + 1}`),
  columns: {
    geometry: `${31.52037 + ((at * 5) % 12) * 0.00011} ${74.35875 + ((at * 7) % 12) * 0.00013} 0 0`,
  },
}));

const clinic = say('How far do you agree?', 'آپ کس حد تک متفق ہیں؟', '¿Qué tan de acuerdo está?');

export const EXTENDED_ROWS: Row[] = [
  {
    type: 'select_one',
    list_name: 'animals',
    name: 'animal',
    label: say('Which animal do you keep?', 'آپ کون سا جانور پالتے ہیں؟', '¿Qué animal tiene?'),
  },
  {
    type: 'select_multiple',
    list_name: 'animals',
    name: 'animals',
    appearance: 'columns-2',
    label: say('Which animals do you sell?', 'آپ کون سے جانور بیچتے ہیں؟', '¿Qué animales vende?'),
  },
  { type: 'select_one', list_name: 'agree', name: 'likert', appearance: 'likert', label: clinic },
  { type: 'select_one', list_name: 'long', name: 'likert_long', appearance: 'likert', label: clinic },
  { type: 'select_multiple', list_name: 'needs', name: 'packed', appearance: 'columns-pack', label: clinic },
  { type: 'select_one', list_name: 'agree', name: 'table_head', appearance: 'label', label: clinic },
  {
    type: 'select_one',
    list_name: 'agree',
    name: 'table_row',
    appearance: 'list-nolabel',
    label: say('The clinic is clean', 'کلینک صاف ہے', 'La clínica está limpia'),
  },
  { type: 'select_one', list_name: 'animals', name: 'heard_head', appearance: 'label', label: clinic },
  {
    type: 'rank',
    list_name: 'animals',
    name: 'animals_ranked',
    label: say('Which matter most to you?', 'آپ کے لیے کون سے سب سے اہم ہیں؟', '¿Cuáles le importan más?'),
  },
  {
    type: 'select_one',
    list_name: 'wells',
    name: 'nearest_well',
    appearance: 'map',
    label: say('Which well do you use?', 'آپ کون سا کنواں استعمال کرتے ہیں؟', '¿Qué pozo usa?'),
  },
  {
    type: 'select_one',
    list_name: 'towns',
    name: 'town',
    appearance: 'autocomplete',
    label: say('Which town is it?', 'یہ کون سا شہر ہے؟', '¿Qué ciudad es?'),
  },
  {
    type: 'select_multiple',
    list_name: 'needs',
    name: 'needs_columns',
    appearance: 'columns-2',
    guidance_hint: say('Read all three aloud.', 'تینوں بلند آواز سے پڑھیں۔', 'Lea las tres en voz alta.'),
    label: say('What is missing here?', 'یہاں کس چیز کی کمی ہے؟', '¿Qué falta aquí?'),
  },
  {
    type: 'rank',
    list_name: 'needs',
    name: 'needs_ranked',
    label: say('What matters most?', 'سب سے اہم کیا ہے؟', '¿Qué es lo más importante?'),
  },
  {
    type: 'range',
    name: 'pain',
    parameters: { start: '0', end: '10', step: '1' },
    label: say('How strong is the pain?', 'درد کتنا ہے؟', '¿Qué tan fuerte es el dolor?'),
  },
  {
    type: 'range',
    name: 'agreed',
    parameters: {
      start: '1',
      end: '4',
      step: '0.5',
      tick_interval: '1',
      tick_labelset: 'grades',
      placeholder: '1',
    },
    label: clinic,
  },
  {
    type: 'integer',
    name: 'rooms',
    appearance: 'counter',
    label: say('How many rooms are there?', 'کتنے کمرے ہیں؟', '¿Cuántos cuartos hay?'),
  },
  {
    type: 'integer',
    name: 'income',
    appearance: 'thousands-sep',
    label: say(
      'What does the family earn in a year?',
      'خاندان سال میں کتنا کماتا ہے؟',
      '¿Cuánto gana la familia al año?',
    ),
  },
  {
    type: 'text',
    name: 'secret',
    appearance: 'masked',
    label: say('The code that you were given', 'جو کوڈ آپ کو دیا گیا', 'El código que le dieron'),
  },
  {
    type: 'text',
    name: 'page',
    appearance: 'url',
    parameters: { rows: '2' },
    label: say('Where can one read more?', 'مزید کہاں پڑھا جا سکتا ہے؟', '¿Dónde se puede leer más?'),
  },
  {
    type: 'geopoint',
    name: 'well',
    appearance: 'placement-map',
    parameters: { 'capture-accuracy': '3', 'warning-accuracy': '30' },
    label: say('Where is the well?', 'کنواں کہاں ہے؟', '¿Dónde está el pozo?'),
  },
  {
    type: 'range',
    name: 'upright',
    appearance: 'vertical',
    parameters: { start: '1', end: '10', step: '1' },
    label: say(
      'How **sure** are you? See [the guide](https://example.org/guide)',
      'آپ کو کتنا **یقین** ہے؟ دیکھیں [رہنما](https://example.org/guide)',
      '¿Qué tan <span style="color:red">segura</span> está?<br>Vea [la guía](https://example.org/guide)',
    ),
  },
  {
    type: 'range',
    name: 'stars',
    appearance: 'rating',
    parameters: { start: '1', end: '5', step: '1' },
    label: say('How was the visit?', 'ملاقات کیسی رہی؟', '¿Cómo fue la visita?'),
  },
  {
    type: 'range',
    name: 'width_picked',
    appearance: 'picker',
    parameters: { start: '0.5', end: '2.5', step: '0.5' },
    label: say('How wide is the path?', 'راستہ کتنا چوڑا ہے؟', '¿Qué ancho tiene el paso?'),
  },
  { type: 'time', name: 'opens', label: say('When does it open?', 'یہ کب کھلتا ہے؟', '¿A qué hora abre?') },
  {
    type: 'dateTime',
    name: 'happened',
    label: say('When did it happen?', 'یہ کب ہوا؟', '¿Cuándo ocurrió?'),
  },
  {
    type: 'date',
    name: 'born',
    appearance: 'month-year',
    label: say('When was the child born?', 'بچہ کب پیدا ہوا؟', '¿Cuándo nació la niña o el niño?'),
  },
  {
    type: 'date',
    name: 'hijri',
    appearance: 'islamic',
    label: say('Which day was it?', 'وہ کون سا دن تھا؟', '¿Qué día fue?'),
  },
  { type: 'geotrace', name: 'path', label: say('Walk along the path', 'راستے پر چلیں', 'Recorra el camino') },
  {
    type: 'geoshape',
    name: 'field',
    label: say('Walk around the field', 'کھیت کے گرد چلیں', 'Rodee el terreno'),
  },
  {
    type: 'barcode',
    name: 'tag',
    label: say('What is the code of the tap?', 'نلکے کا کوڈ کیا ہے؟', '¿Cuál es el código de la llave?'),
  },
  {
    type: 'image',
    name: 'signed',
    appearance: 'signature',
    label: say('Please sign', 'دستخط کریں', 'Firme, por favor'),
  },
  { type: 'audio', name: 'spoken', label: say('Tell it in your words', 'اپنے لفظوں میں بتائیں', 'Cuéntelo') },
  {
    type: 'video',
    name: 'filmed',
    label: say('Film the crossing', 'گزرگاہ کی ویڈیو بنائیں', 'Grabe el cruce'),
  },
  { type: 'file', name: 'paper', label: say('Add the letter', 'خط شامل کریں', 'Agregue la carta') },
];
