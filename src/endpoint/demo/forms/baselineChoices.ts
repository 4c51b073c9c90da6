import type { Choice } from '../../../domain/form/definition.ts';
import { say } from './say.ts';

const sources: Choice[] = [
  { name: 'lady_health_worker', label: say('Lady health worker', 'لیڈی ہیلتھ ورکر', 'Promotora de salud') },
  { name: 'doctor', label: say('Doctor or nurse', 'ڈاکٹر یا نرس', 'Personal médico') },
  {
    name: 'woman_leader',
    label: say('Woman leader of the area', 'علاقے کی خاتون رہنما', 'Lideresa de la zona'),
  },
  { name: 'family', label: say('Family', 'گھر والے', 'Familia') },
  { name: 'neighbours', label: say('Friends or neighbours', 'دوست یا پڑوسی', 'Amistades o vecinos') },
  { name: 'religious_leader', label: say('Religious leader', 'عالمِ دین', 'Líder religioso') },
  { name: 'government', label: say('The government', 'حکومت', 'El gobierno') },
  { name: 'tv_radio', label: say('Television or radio', 'ٹی وی یا ریڈیو', 'Televisión o radio') },
  { name: 'social_media', label: say('WhatsApp or Facebook', 'واٹس ایپ یا فیس بک', 'WhatsApp o Facebook') },
  { name: 'other', label: say('Somebody else', 'کوئی اور', 'Alguien más') },
];

export const baselineChoices: Record<string, Choice[]> = {
  yes_no: [
    { name: 'yes', label: say('Yes', 'جی ہاں', 'Sí') },
    { name: 'no', label: say('No', 'جی نہیں', 'No') },
  ],
  yes_unsure_no: [
    { name: 'yes', label: say('Yes', 'جی ہاں', 'Sí') },
    { name: 'not_sure', label: say('Not sure yet', 'ابھی فیصلہ نہیں کیا', 'Todavía no lo sé') },
    { name: 'no', label: say('No', 'جی نہیں', 'No') },
  ],
  sources,
  trusted_sources: [...sources, { name: 'nobody', label: say('Nobody', 'کسی پر نہیں', 'En nadie') }],
  shortcomings: [
    { name: 'late', label: say('Help came late', 'مدد دیر سے آئی', 'La ayuda llegó tarde') },
    {
      name: 'unclear',
      label: say('It was not clearly explained', 'بات صاف نہیں بتائی گئی', 'No se explicó con claridad'),
    },
    {
      name: 'disrespect',
      label: say('The staff lacked respect', 'عملے کا رویہ اچھا نہیں تھا', 'El personal no fue respetuoso'),
    },
    {
      name: 'ran_out',
      label: say(
        'Vaccine or supplies ran out',
        'ویکسین یا سامان ختم ہو گیا',
        'Se acabaron las vacunas o los insumos',
      ),
    },
    {
      name: 'women_forgotten',
      label: say('Women were forgotten', 'خواتین کا خیال نہیں رکھا گیا', 'No se pensó en las mujeres'),
    },
    {
      name: 'disability_forgotten',
      label: say(
        'People with disabilities were forgotten',
        'معذوری والے افراد کا خیال نہیں رکھا گیا',
        'No se pensó en las personas con discapacidad',
      ),
    },
    { name: 'other', label: say('Something else', 'کوئی اور بات', 'Otra cosa') },
  ],
};
