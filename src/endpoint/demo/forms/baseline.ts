// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${} is how XLSForm refers to an answer
import { DEMO_FORMS } from '../../../domain/demo/knowledge.ts';
import type { FormDefinition, Row } from '../../../domain/form/definition.ts';
import { baselineChoices } from './baselineChoices.ts';
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
    'May we ask you some questions about the COVID vaccine?',
    'کیا ہم آپ سے کورونا ویکسین کے بارے میں چند سوال پوچھ سکتے ہیں؟',
    '¿Nos permite hacerle unas preguntas sobre la vacuna contra el COVID?',
  ),
  hint: say(
    'We want to learn what people have heard, and answer rumours with verified facts. It takes about fifteen minutes. You may skip any question and stop at any time. No name is written down. The whole project team can read the answers. We ask adults only.',
    'ہم جاننا چاہتے ہیں کہ لوگوں نے ویکسین کے بارے میں کیا سنا ہے۔ مقصد افواہوں کا جواب درست معلومات سے دینا ہے۔ اس میں تقریباً پندرہ منٹ لگتے ہیں۔ کوئی بھی سوال چھوڑا جا سکتا ہے۔ بات کسی بھی وقت روکی جا سکتی ہے۔ کسی کا نام نہیں لکھا جاتا۔ جواب پوری ٹیم پڑھ سکتی ہے۔ ہم صرف بالغ افراد سے پوچھتے ہیں۔',
    'Queremos saber qué ha oído la gente y aclarar rumores con información verificada. Toma unos quince minutos. Puede omitir cualquier pregunta y detenerse cuando quiera. No se anota ningún nombre. Todo el equipo del proyecto puede leer las respuestas. Solo preguntamos a personas adultas.',
  ),
};

const vaccine: Row = {
  type: 'group',
  name: 'vaccine',
  label: say('The vaccine', 'ویکسین', 'La vacuna'),
  relevant: consented,
  children: [
    {
      type: 'select_one',
      list_name: 'yes_no',
      name: 'heard',
      label: say(
        'Have you heard of the COVID vaccine?',
        'کیا آپ نے کورونا ویکسین کے بارے میں سنا ہے؟',
        '¿Ha oído hablar de la vacuna contra el COVID?',
      ),
    },
    {
      type: 'select_multiple',
      list_name: 'sources',
      name: 'heard_from',
      relevant: "${heard} = 'yes'",
      label: say(
        'Where or from whom did you hear about it?',
        'آپ نے اس کے بارے میں کس سے یا کہاں سنا؟',
        '¿De quién o por qué medio supo de ella?',
      ),
      hint: say(
        'Mark everything that is mentioned. Do not read the list aloud.',
        'جو جو بتایا جائے، سب پر نشان لگائیں۔ فہرست پڑھ کر نہ سنائیں۔',
        'Marque todo lo que se mencione. No lea la lista en voz alta.',
      ),
    },
    {
      type: 'select_one',
      list_name: 'trusted_sources',
      name: 'trusted',
      label: say(
        'Whom do you trust most about the vaccine?',
        'ویکسین کے بارے میں آپ کو سب سے زیادہ کس پر بھروسا ہے؟',
        '¿En quién confía más cuando se trata de la vacuna?',
      ),
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
      type: 'select_one',
      list_name: 'yes_unsure_no',
      name: 'intends',
      relevant: "${doses} = 'none'",
      label: say(
        'Would you like to get vaccinated?',
        'کیا آپ کا ویکسین لگوانے کا ارادہ ہے؟',
        '¿Le gustaría vacunarse?',
      ),
    },
    barriers,
    {
      type: 'integer',
      name: 'adults',
      label: say(
        'How many adults live in this home, you included?',
        'آپ سمیت اس گھر میں کتنے بالغ افراد رہتے ہیں؟',
        '¿Cuántas personas adultas viven en esta casa, contándose usted?',
      ),
      constraint: '. >= 1 and . <= 40',
      constraint_message: say(
        'Please give a number from 1 to 40.',
        'براہِ کرم ۱ سے ۴۰ تک کوئی عدد لکھیں۔',
        'Escriba un número del 1 al 40.',
      ),
    },
    {
      type: 'integer',
      name: 'adults_vaccinated',
      relevant: '${adults} > 0',
      label: say(
        'How many of these adults have had at least one dose?',
        'ان بالغ افراد میں سے کتنوں نے کم از کم ایک خوراک لگوائی ہے؟',
        '¿Cuántas de esas personas ya tienen al menos una dosis?',
      ),
      constraint: '. >= 0 and . <= ${adults}',
      constraint_message: say(
        'This cannot be more than the adults in this home.',
        'یہ عدد گھر کے بالغ افراد سے زیادہ نہیں ہو سکتا۔',
        'No pueden ser más que las personas adultas de la casa.',
      ),
    },
  ],
};

const response: Row = {
  type: 'group',
  name: 'response',
  label: say('The response around here', 'یہاں کیے گئے اقدامات', 'La respuesta en esta zona'),
  relevant: consented,
  children: [
    rating,
    {
      type: 'select_multiple',
      list_name: 'shortcomings',
      name: 'shortcomings',
      relevant: "${rating} = 'bad' or ${rating} = 'very_bad'",
      label: say('What was not good?', 'کون سی بات اچھی نہیں تھی؟', '¿Qué no estuvo bien?'),
    },
    words,
  ],
};

const closing: Row = {
  type: 'group',
  name: 'closing',
  label: say('Before leaving', 'رخصت ہونے سے پہلے', 'Antes de despedirse'),
  relevant: consented,
  children: [
    {
      type: 'select_one',
      list_name: 'yes_no',
      name: 'return_visit',
      label: say(
        'May we visit you again in a few weeks?',
        'کیا ہم چند ہفتے بعد آپ کے پاس دوبارہ آ سکتے ہیں؟',
        '¿Podemos volver a visitarle en unas semanas?',
      ),
    },
    {
      type: 'acknowledge',
      name: 'card_given',
      relevant: "${return_visit} = 'yes'",
      label: say(
        'The card with the code stays with this person.',
        'کوڈ والا کارڈ اسی فرد کے پاس چھوڑ دیا گیا ہے۔',
        'La tarjeta con el código se queda con esta persona.',
      ),
    },
  ],
};

export const vaccineBaseline: FormDefinition = {
  form_id: DEMO_FORMS.baseline,
  version: '1',
  title: say(
    'Vaccine awareness, baseline',
    'ویکسین سے آگاہی، پہلا دور',
    'Qué se sabe de la vacuna, ronda inicial',
  ),
  subject: 'survey',
  default_language: 'en',
  languages: LANGUAGES,
  survey: [
    ...metadata,
    ...door,
    consent,
    refused,
    about,
    functioning,
    vaccine,
    knowledge,
    uptake,
    response,
    closing,
  ],
  choices: {
    ...householdChoices,
    ...functioningChoices,
    ...knowledgeChoices,
    ...uptakeChoices,
    ...baselineChoices,
  },
};
