import { DEMO_FORMS, STATEMENTS } from '../../domain/demo/knowledge.ts';
import { type Campaign, SCHEMA_VERSION } from '../../domain/document.ts';
import { wording } from './forms/knowledge.ts';
import { LANGUAGES, say } from './forms/say.ts';

export const DEMO_SLUG = 'demo';

const comparisons: Campaign['comparisons'] = [
  ...STATEMENTS.map(({ name, right }) => ({
    question: `knowledge/${name}`,
    counts: [right],
    label: wording[name].known,
  })),
  {
    question: 'uptake/doses',
    counts: ['one', 'two_or_more'],
    label: say('Has had at least one dose', 'کم از کم ایک خوراک لگوائی ہے', 'Tiene al menos una dosis'),
  },
];

const segments: Campaign['segments'] = [
  { question: 'about/gender', label: say('Gender', 'جنس', 'Género') },
  { question: 'about/age_band', label: say('Age', 'عمر', 'Edad') },
  { question: 'about/education', label: say('Education', 'تعلیم', 'Escolaridad') },
  { question: 'union_council', label: say('Union Council', 'یونین کونسل', 'Union Council') },
  {
    question: 'functioning/disability',
    label: say(
      'Difficulty in daily activities',
      'روزمرہ کاموں میں دشواری',
      'Dificultad en actividades diarias',
    ),
  },
];

/** @param forms current form versions: `form_id` to `form:<form_id>:<hash>` */
export const demoCampaign = (forms: Record<string, string>): Campaign => ({
  type: 'campaign',
  schema: SCHEMA_VERSION,
  campaign: DEMO_SLUG,
  title: say('Demo campaign', 'آزمائشی مہم', 'Campaña de prueba'),
  languages: LANGUAGES,
  purpose: say(
    'We ask people what they know about the COVID vaccine, before and after home visits. Volunteers report what helps and hinders on foot, by bicycle and by bus. This campaign is for trying out: please enter nothing about real people.',
    'ہم لوگوں سے پوچھتے ہیں کہ وہ کورونا ویکسین کے بارے میں کیا جانتے ہیں۔ یہ سوال گھر گھر ملاقاتوں سے پہلے اور بعد میں ہوتے ہیں۔ رضاکار پیدل، سائیکل اور بس کے راستوں کے مسائل اور خوبیاں بتاتے ہیں۔ یہ مہم صرف آزمانے کے لیے ہے: اصل لوگوں کی معلومات نہ لکھیں۔',
    'Preguntamos a la gente qué sabe de la vacuna contra el COVID. Lo hacemos antes y después de visitar las casas. Personas voluntarias reportan qué ayuda y qué estorba a pie, en bici y en camión. Esta campaña es solo para probar: no anote datos de personas reales.',
  ),
  readers: say(
    'Everyone who is a member of this shared database can read everything in it. That means all answers, places and photos, whoever collected them. So can whoever runs the server.',
    'اس مشترکہ ڈیٹابیس کا ہر رکن اس میں موجود ہر چیز پڑھ سکتا ہے۔ یعنی سب جواب، جگہیں اور تصویریں، خواہ کسی نے بھی جمع کی ہوں۔ سرور چلانے والا بھی یہ سب پڑھ سکتا ہے۔',
    'Cualquier miembro de esta base de datos compartida puede leer todo lo que contiene. Es decir: todas las respuestas, los lugares y las fotos, sin importar quién los reunió. También puede leerlo quien administra el servidor.',
  ),
  rounds: [
    { name: 'baseline', title: say('Baseline', 'پہلا دور', 'Ronda inicial'), form: DEMO_FORMS.baseline },
    { name: 'endline', title: say('Endline', 'آخری دور', 'Ronda final'), form: DEMO_FORMS.endline },
  ],
  currentRound: 'baseline',
  placeForm: DEMO_FORMS.place,
  forms,
  // León, Guanajuato. The survey keeps no places, so the map belongs to the reports.
  centre: { lon: -101.684, lat: 21.122, zoom: 12 },
  comparisons,
  segments,
});
