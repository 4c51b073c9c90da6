// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${} is how XLSForm refers to an answer
import { UNION_COUNCILS, type UnionCouncil } from '../../../domain/demo/knowledge.ts';
import type { Choice, Row } from '../../../domain/form/definition.ts';
import { consented, say } from './say.ts';

/** What both rounds ask first: whose card, where, consent, and three facts about the person. */
export const door: Row[] = [
  {
    type: 'text',
    name: 'respondent',
    label: say(
      'Which code is on this person’s card?',
      'اس فرد کے کارڈ پر کون سا کوڈ لکھا ہے؟',
      '¿Qué código tiene la tarjeta de esta persona?',
    ),
    hint: say(
      'Six digits, for example 204815. Never write a name here.',
      'چھ ہندسے، مثلاً ۲۰۴۸۱۵۔ یہاں کبھی نام نہ لکھیں۔',
      'Seis cifras, por ejemplo 204815. Nunca escriba aquí un nombre.',
    ),
    required: 'yes',
    required_message: say(
      'Without the code the two visits cannot be compared.',
      'کوڈ کے بغیر دونوں ملاقاتوں کا موازنہ نہیں ہو سکتا۔',
      'Sin el código no se pueden comparar las dos visitas.',
    ),
    // Digits only: a keyboard set to Urdu then need not be switched to type the code.
    constraint: "regex(., '^[0-9]{6}$')",
    constraint_message: say(
      'The code has six digits. Please look at the card again.',
      'کوڈ میں چھ ہندسے ہوتے ہیں۔ براہِ کرم کارڈ دوبارہ دیکھیں۔',
      'El código tiene seis cifras. Por favor, revise la tarjeta.',
    ),
    appearance: 'numbers',
  },
  {
    type: 'select_one',
    list_name: 'union_councils',
    name: 'union_council',
    label: say(
      'In which Union Council is this home?',
      'یہ گھر کس یونین کونسل میں ہے؟',
      '¿En qué Union Council está esta casa?',
    ),
    hint: say(
      'If in doubt, ask at the door.',
      'یقین نہ ہو تو گھر والوں سے پوچھ لیں۔',
      'Es el gobierno local del barrio. Si tiene duda, pregunte en la puerta.',
    ),
    required: 'yes',
    required_message: say(
      'Please choose the Union Council; results are shown by area.',
      'براہِ کرم یونین کونسل چنیں؛ نتائج علاقے کے حساب سے دکھائے جاتے ہیں۔',
      'Elija el Union Council; los resultados se muestran por zona.',
    ),
  },
];

/** Shown only after a "no": the visit ends with thanks, and nothing else is asked. */
export const refused: Row = {
  type: 'note',
  name: 'not_consented',
  relevant: "${consent} = 'no'",
  label: say(
    'Thank you for your time. We ask nothing more.',
    'آپ کے وقت کا شکریہ۔ اب ہم اور کچھ نہیں پوچھیں گے۔',
    'Gracias por su tiempo. No le preguntaremos nada más.',
  ),
  hint: say(
    'Finish here. Only the code, the area and the “no” are kept.',
    'سروے یہیں مکمل کریں۔ صرف کوڈ، علاقہ اور انکار محفوظ رہے گا۔',
    'Termine aquí. Solo se guardan el código, la zona y el “no”.',
  ),
};

export const about: Row = {
  type: 'group',
  name: 'about',
  label: say('About you', 'آپ کے بارے میں', 'Sobre usted'),
  relevant: consented,
  children: [
    {
      type: 'select_one',
      list_name: 'age_bands',
      name: 'age_band',
      label: say('How old are you?', 'آپ کی عمر کتنی ہے؟', '¿Cuántos años tiene usted?'),
    },
    {
      type: 'select_one',
      list_name: 'genders',
      name: 'gender',
      label: say('What is your gender?', 'آپ کی جنس کیا ہے؟', '¿Cuál es su género?'),
      hint: say('Ask; do not guess.', 'پوچھ کر لکھیں، اندازہ نہ لگائیں۔', 'Pregunte; no lo suponga.'),
    },
    {
      type: 'select_one',
      list_name: 'education_levels',
      name: 'education',
      label: say(
        'How far did you go in school?',
        'آپ نے کہاں تک تعلیم حاصل کی ہے؟',
        '¿Hasta qué grado estudió usted?',
      ),
    },
  ],
};

const councilLabels: Record<UnionCouncil, Choice['label']> = {
  ratta_amral: say('Ratta Amral', 'رتہ امرال', 'Ratta Amral'),
  pirwadhai: say('Pirwadhai', 'پیرودھائی', 'Pirwadhai'),
  dhok_hassu: say('Dhok Hassu', 'ڈھوک حسو', 'Dhok Hassu'),
  dhok_kala_khan: say('Dhok Kala Khan', 'ڈھوک کالا خان', 'Dhok Kala Khan'),
  sadiqabad: say('Sadiqabad', 'صادق آباد', 'Sadiqabad'),
  khayaban_e_sir_syed: say('Khayaban-e-Sir Syed', 'خیابانِ سرسید', 'Khayaban-e-Sir Syed'),
};

export const householdChoices: Record<string, Choice[]> = {
  union_councils: UNION_COUNCILS.map((name) => ({ name, label: councilLabels[name] })),
  consent_answers: [
    { name: 'yes', label: say('Yes, I agree', 'جی ہاں، اجازت ہے', 'Sí, acepto') },
    { name: 'no', label: say('No, thank you', 'جی نہیں، شکریہ', 'No, gracias') },
  ],
  age_bands: [
    { name: '18_24', label: say('18 to 24 years', '۱۸ سے ۲۴ سال', 'De 18 a 24 años') },
    { name: '25_34', label: say('25 to 34 years', '۲۵ سے ۳۴ سال', 'De 25 a 34 años') },
    { name: '35_44', label: say('35 to 44 years', '۳۵ سے ۴۴ سال', 'De 35 a 44 años') },
    { name: '45_54', label: say('45 to 54 years', '۴۵ سے ۵۴ سال', 'De 45 a 54 años') },
    { name: '55_64', label: say('55 to 64 years', '۵۵ سے ۶۴ سال', 'De 55 a 64 años') },
    { name: '65_plus', label: say('65 years or more', '۶۵ سال یا زیادہ', '65 años o más') },
  ],
  genders: [
    { name: 'woman', label: say('Woman', 'خاتون', 'Mujer') },
    { name: 'man', label: say('Man', 'مرد', 'Hombre') },
    {
      name: 'transgender_other',
      label: say('Transgender or other', 'خواجہ سرا یا دیگر', 'Transgénero u otro'),
    },
    { name: 'not_said', label: say('I would rather not say', 'جواب نہیں دینا', 'Prefiero no decirlo') },
  ],
  education_levels: [
    { name: 'none', label: say('No school', 'اسکول کی تعلیم نہیں', 'Sin escuela') },
    { name: 'madrasa', label: say('Madrasa only', 'صرف مدرسہ', 'Solo escuela religiosa') },
    {
      name: 'primary',
      label: say('Primary (class 1 to 5)', 'پرائمری (جماعت ۱ تا ۵)', 'Primaria (1.º a 5.º)'),
    },
    { name: 'middle', label: say('Middle (class 6 to 8)', 'مڈل (جماعت ۶ تا ۸)', 'Secundaria (6.º a 8.º)') },
    {
      name: 'matric',
      label: say('Matric (class 9 and 10)', 'میٹرک (جماعت ۹ اور ۱۰)', 'Matric (9.º y 10.º)'),
    },
    {
      name: 'intermediate',
      label: say(
        'Intermediate (class 11 and 12)',
        'انٹرمیڈیٹ (جماعت ۱۱ اور ۱۲)',
        'Bachillerato (11.º y 12.º)',
      ),
    },
    { name: 'university', label: say('University', 'یونیورسٹی', 'Universidad') },
  ],
};
