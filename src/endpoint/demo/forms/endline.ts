// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${} is how XLSForm refers to an answer
import { DEMO_FORMS } from '../../../domain/demo/knowledge.ts';
import type { FormDefinition, Row } from '../../../domain/form/definition.ts';
import { endlineChoices } from './endlineChoices.ts';
import { functioning, functioningChoices } from './functioning.ts';
import { about, door, householdChoices, refused } from './household.ts';
import { knowledge, knowledgeChoices } from './knowledge.ts';
import { consented, LANGUAGES, metadata, say } from './say.ts';
import { barriers, doses, rating, uptakeChoices, words } from './uptake.ts';

const consent: Row = {
  type: 'select_one',
  list_name: 'consent_answers',
  name: 'consent',
  required: 'yes',
  label: say(
    'May we ask again what you think about the COVID vaccine?',
    'کیا ہم آپ سے کورونا ویکسین پر دوبارہ چند سوال پوچھ سکتے ہیں؟',
    '¿Nos permite preguntarle otra vez sobre la vacuna contra el COVID?',
  ),
  hint: say(
    'We want to see what has changed since the first visits. It takes about fifteen minutes. You may skip any question and stop at any time. No name is written down. The whole project team can read the answers. We ask adults only.',
    'ہم دیکھنا چاہتے ہیں کہ پہلی ملاقاتوں کے بعد کیا بدلا ہے۔ اس میں تقریباً پندرہ منٹ لگتے ہیں۔ کوئی بھی سوال چھوڑا جا سکتا ہے۔ بات کسی بھی وقت روکی جا سکتی ہے۔ کسی کا نام نہیں لکھا جاتا۔ جواب پوری ٹیم پڑھ سکتی ہے۔ ہم صرف بالغ افراد سے پوچھتے ہیں۔',
    'Queremos ver qué ha cambiado desde las primeras visitas. Toma unos quince minutos. Puede omitir cualquier pregunta y detenerse cuando quiera. No se anota ningún nombre. Todo el equipo del proyecto puede leer las respuestas. Solo preguntamos a personas adultas.',
  ),
};

const exposure: Row = {
  type: 'group',
  name: 'exposure',
  label: say('Since the first visits', 'پہلی ملاقاتوں کے بعد', 'Desde las primeras visitas'),
  relevant: consented,
  children: [
    {
      type: 'select_one',
      list_name: 'yes_no_unsure',
      name: 'visited',
      label: say(
        'Has anyone visited your home to talk about the vaccine?',
        'کیا کوئی ویکسین پر بات کرنے آپ کے گھر آیا تھا؟',
        '¿Alguien visitó su casa para hablar de la vacuna?',
      ),
    },
    {
      type: 'select_one',
      list_name: 'yes_no_unsure',
      name: 'attended',
      label: say(
        'Have you attended a session about the vaccine?',
        'کیا آپ نے ویکسین کے بارے میں کسی نشست میں شرکت کی؟',
        '¿Asistió a alguna plática sobre la vacuna?',
      ),
    },
    {
      type: 'select_multiple',
      list_name: 'rumours',
      name: 'cleared',
      relevant: "${visited} = 'yes' or ${attended} = 'yes'",
      label: say(
        'Which rumours were cleared up for you there?',
        'وہاں آپ کے لیے کن افواہوں کی حقیقت واضح ہوئی؟',
        '¿Qué rumores le aclararon ahí?',
      ),
      hint: say(
        'Mark everything that is mentioned.',
        'جو جو بتائی جائیں، سب پر نشان لگائیں۔',
        'Marque todos los que se mencionen.',
      ),
      constraint: "not(selected(., 'none') and count-selected(.) > 1)",
      constraint_message: say(
        'Choose either “None” or the rumours, not both.',
        'یا تو ”کوئی نہیں“ چنیں یا افواہیں، دونوں نہیں۔',
        'Elija “Ninguno” o los rumores, no ambas cosas.',
      ),
    },
    {
      type: 'select_one',
      list_name: 'changes',
      name: 'changed',
      label: say(
        'Has your view of the vaccine changed?',
        'کیا ویکسین کے بارے میں آپ کی رائے بدلی ہے؟',
        '¿Ha cambiado su opinión sobre la vacuna?',
      ),
    },
    {
      type: 'text',
      name: 'changed_by',
      appearance: 'multiline',
      relevant: "${changed} = 'more_trust' or ${changed} = 'less_trust'",
      label: say('What changed it?', 'رائے کس وجہ سے بدلی؟', '¿Qué la hizo cambiar?'),
    },
  ],
};

const uptake: Row = {
  type: 'group',
  name: 'uptake',
  label: say('Getting vaccinated', 'ویکسین لگوانا', 'Vacunarse'),
  relevant: consented,
  children: [
    doses,
    {
      type: 'date',
      name: 'last_dose',
      relevant: "${doses} = 'one' or ${doses} = 'two_or_more'",
      label: say(
        'When did you have your last dose?',
        'آپ نے آخری خوراک کب لگوائی؟',
        '¿Cuándo le pusieron la última dosis?',
      ),
      hint: say('A rough date is enough.', 'اندازے سے تاریخ بھی کافی ہے۔', 'Basta una fecha aproximada.'),
      constraint: '. <= today()',
      constraint_message: say(
        'That day has not come yet. Please choose an earlier one.',
        'یہ دن ابھی نہیں آیا۔ براہِ کرم پہلے کی تاریخ چنیں۔',
        'Ese día todavía no llega. Elija una fecha anterior.',
      ),
    },
    barriers,
    {
      type: 'select_one',
      list_name: 'advice',
      name: 'advice',
      label: say(
        'What would you advise your neighbours about the vaccine?',
        'ویکسین کے بارے میں پڑوسیوں کے لیے آپ کا مشورہ کیا ہے؟',
        '¿Qué les aconsejaría a sus vecinos sobre la vacuna?',
      ),
    },
  ],
};

const response: Row = {
  type: 'group',
  name: 'response',
  label: say('The response around here', 'یہاں کیے گئے اقدامات', 'La respuesta en esta zona'),
  relevant: consented,
  children: [rating, words],
};

export const vaccineEndline: FormDefinition = {
  form_id: DEMO_FORMS.endline,
  version: '1',
  title: say(
    'Vaccine awareness, endline',
    'ویکسین سے آگاہی، آخری دور',
    'Qué se sabe de la vacuna, ronda final',
  ),
  subject: 'survey',
  default_language: 'en',
  languages: LANGUAGES,
  survey: [...metadata, ...door, consent, refused, about, functioning, knowledge, exposure, uptake, response],
  choices: {
    ...householdChoices,
    ...functioningChoices,
    ...knowledgeChoices,
    ...uptakeChoices,
    ...endlineChoices,
  },
};
