import { STATEMENTS, type StatementName } from '../../../domain/demo/knowledge.ts';
import type { Choice, Row, Translated } from '../../../domain/form/definition.ts';
import { consented, say } from './say.ts';

interface Wording {
  /** What is read out at the door. */
  readonly ask: Translated;
  /** What a person knows who answers it rightly; the label of the results page. */
  readonly known: Translated;
}

/** The eight statements, four of them common rumours. The first words tell that it is not the collector's opinion. */
export const wording: Record<StatementName, Wording> = {
  prevents_severe: {
    ask: say(
      'True or false: the vaccine lowers the risk of serious illness.',
      'صحیح یا غلط: ویکسین شدید بیماری کا خطرہ کم کرتی ہے۔',
      'Cierto o falso: la vacuna reduce el riesgo de enfermar de gravedad.',
    ),
    known: say(
      'It lowers the risk of serious illness',
      'یہ شدید بیماری کا خطرہ کم کرتی ہے',
      'Reduce el riesgo de enfermar de gravedad',
    ),
  },
  infertility: {
    ask: say(
      'True or false: the vaccine makes people unable to have children.',
      'صحیح یا غلط: ویکسین سے بانجھ پن ہوتا ہے۔',
      'Cierto o falso: quien se vacuna ya no puede tener hijos.',
    ),
    known: say('It does not cause infertility', 'اس سے بانجھ پن نہیں ہوتا', 'No causa infertilidad'),
  },
  mild_fever: {
    ask: say(
      'True or false: a mild fever after the vaccine passes in a few days.',
      'صحیح یا غلط: ویکسین کے بعد ہلکا بخار چند دن میں اتر جاتا ہے۔',
      'Cierto o falso: la fiebre leve después de la vacuna pasa en pocos días.',
    ),
    known: say(
      'A mild fever passes in a few days',
      'ہلکا بخار چند دن میں اتر جاتا ہے',
      'La fiebre leve pasa en pocos días',
    ),
  },
  microchip: {
    ask: say(
      'True or false: a tiny chip is put into the body with the vaccine.',
      'صحیح یا غلط: ویکسین کے ساتھ جسم میں ایک چِپ ڈالی جاتی ہے۔',
      'Cierto o falso: con la vacuna meten un chip en el cuerpo.',
    ),
    known: say('It contains no chip', 'اس میں کوئی چِپ نہیں', 'No contiene ningún chip'),
  },
  gives_covid: {
    ask: say(
      'True or false: the vaccine itself gives people COVID.',
      'صحیح یا غلط: ویکسین لگوانے سے کورونا ہو جاتا ہے۔',
      'Cierto o falso: la vacuna misma provoca COVID.',
    ),
    known: say('It does not give people COVID', 'اس سے کورونا نہیں ہوتا', 'No provoca COVID'),
  },
  free_of_charge: {
    ask: say(
      'True or false: the vaccine is free at government centres.',
      'صحیح یا غلط: سرکاری مراکز میں ویکسین مفت لگتی ہے۔',
      'Cierto o falso: la vacuna es gratuita en los centros del gobierno.',
    ),
    known: say(
      'It is free at government centres',
      'سرکاری مراکز میں مفت لگتی ہے',
      'Es gratuita en los centros del gobierno',
    ),
  },
  young_not_needed: {
    ask: say(
      'True or false: young, healthy people do not need the vaccine.',
      'صحیح یا غلط: نوجوان اور صحت مند لوگوں کو ویکسین کی ضرورت نہیں۔',
      'Cierto o falso: las personas jóvenes y sanas no necesitan la vacuna.',
    ),
    known: say(
      'Young, healthy people need it too',
      'نوجوان اور صحت مند لوگوں کو بھی ضرورت ہے',
      'También la necesitan las personas jóvenes y sanas',
    ),
  },
  pregnancy: {
    ask: say(
      'True or false: pregnant women can have the vaccine.',
      'صحیح یا غلط: حاملہ خواتین ویکسین لگوا سکتی ہیں۔',
      'Cierto o falso: las mujeres embarazadas pueden vacunarse.',
    ),
    known: say(
      'Pregnant women can have it',
      'حاملہ خواتین لگوا سکتی ہیں',
      'Las mujeres embarazadas pueden vacunarse',
    ),
  },
};

const oneIfRight = STATEMENTS.map(({ name, right }) => `if(\${${name}} = '${right}', 1, 0)`).join(' + ');

export const knowledge: Row = {
  type: 'group',
  name: 'knowledge',
  label: say('True or false?', 'صحیح یا غلط؟', '¿Cierto o falso?'),
  relevant: consented,
  children: [
    ...STATEMENTS.map(
      ({ name }): Row => ({ type: 'select_one', list_name: 'truth', name, label: wording[name].ask }),
    ),
    {
      type: 'calculate',
      name: 'knowledge_score',
      label: say('Right answers, 0 to 8', 'درست جواب، ۰ سے ۸', 'Respuestas correctas, de 0 a 8'),
      calculation: oneIfRight,
    },
  ],
};

export const knowledgeChoices: Record<string, Choice[]> = {
  truth: [
    { name: 'true', label: say('True', 'صحیح', 'Cierto') },
    { name: 'false', label: say('False', 'غلط', 'Falso') },
    { name: 'not_sure', label: say('Not sure', 'یقین نہیں', 'No lo sé') },
  ],
};
