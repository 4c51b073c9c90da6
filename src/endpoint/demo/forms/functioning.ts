// The Washington Group Short Set on Functioning, by the Washington Group on Disability Statistics: its six questions in
// their order, with its four answers and codes. Disability identifier: at least one domain coded 3 or 4. The word
// "disability" is kept out of the introduction, as the Group advises. Urdu and Spanish are our own translations:
// before use in a real survey they need the Group's translation protocol.
import type { Choice, Row } from '../../../domain/form/definition.ts';
import { consented, say } from './say.ts';

const DOMAINS = ['seeing', 'hearing', 'walking', 'remembering', 'self_care', 'communicating'] as const;
type Domain = (typeof DOMAINS)[number];

const labels: Record<Domain, Choice['label']> = {
  seeing: say(
    'Do you have difficulty seeing, even if wearing glasses?',
    'کیا آپ کو دیکھنے میں دشواری ہوتی ہے، چاہے عینک لگی ہو؟',
    '¿Tiene dificultad para ver, incluso si usa lentes?',
  ),
  hearing: say(
    'Do you have difficulty hearing, even if using a hearing aid?',
    'کیا آپ کو سننے میں دشواری ہوتی ہے، چاہے سننے کا آلہ لگا ہو؟',
    '¿Tiene dificultad para oír, incluso si usa aparato auditivo?',
  ),
  walking: say(
    'Do you have difficulty walking or climbing steps?',
    'کیا آپ کو چلنے یا سیڑھیاں چڑھنے میں دشواری ہوتی ہے؟',
    '¿Tiene dificultad para caminar o subir escalones?',
  ),
  remembering: say(
    'Do you have difficulty remembering or concentrating?',
    'کیا آپ کو باتیں یاد رکھنے یا توجہ دینے میں دشواری ہوتی ہے؟',
    '¿Tiene dificultad para recordar o concentrarse?',
  ),
  self_care: say(
    'Do you have difficulty with self-care, such as washing all over or dressing?',
    'کیا آپ کو اپنا خیال رکھنے، مثلاً نہانے یا کپڑے پہننے میں، دشواری ہوتی ہے؟',
    '¿Tiene dificultad con el cuidado personal, como bañarse o vestirse?',
  ),
  communicating: say(
    'Using your usual language, do you have difficulty communicating, for example understanding or being understood?',
    'کیا آپ کو اپنی زبان میں بات سمجھنے یا سمجھانے میں دشواری ہوتی ہے؟',
    'En su idioma habitual, ¿tiene dificultad para comunicarse, por ejemplo entender o que le entiendan?',
  ),
};

const oneIsSevere = DOMAINS.map((name) => `\${${name}} >= 3`).join(' or ');
const allAnswered = DOMAINS.map((name) => `\${${name}} != ''`).join(' and ');

export const functioning: Row = {
  type: 'group',
  name: 'functioning',
  label: say('Daily activities', 'روزمرہ کے کام', 'Actividades diarias'),
  relevant: consented,
  children: [
    {
      type: 'note',
      name: 'functioning_intro',
      label: say(
        'The next questions are about difficulties in daily activities because of a health problem.',
        'اگلے سوال صحت کی وجہ سے روزمرہ کاموں میں ہونے والی دشواریوں پر ہیں۔',
        'Las siguientes preguntas tratan de dificultades en actividades diarias por un problema de salud.',
      ),
      hint: say(
        'Six short questions, the same for everyone.',
        'چھ مختصر سوال، جو سب سے پوچھے جاتے ہیں۔',
        'Seis preguntas breves, iguales para todas las personas.',
      ),
    },
    ...DOMAINS.map(
      (name): Row => ({ type: 'select_one', list_name: 'difficulty', name, label: labels[name] }),
    ),
    {
      type: 'calculate',
      name: 'disability',
      // The list gives the two results their words in tables and charts; nobody is asked to choose from it.
      list_name: 'disability_status',
      label: say(
        'A lot of difficulty in at least one activity',
        'کم از کم ایک کام میں بہت دشواری',
        'Mucha dificultad en al menos una actividad',
      ),
      // Open when it cannot be known: nobody with a missing answer is counted as having no difficulty.
      calculation: `if(${oneIsSevere}, 'yes', if(${allAnswered}, 'no', ''))`,
    },
  ],
};

export const functioningChoices: Record<string, Choice[]> = {
  difficulty: [
    { name: '1', label: say('No difficulty', 'کوئی دشواری نہیں', 'Ninguna dificultad') },
    { name: '2', label: say('Some difficulty', 'کچھ دشواری', 'Cierta dificultad') },
    { name: '3', label: say('A lot of difficulty', 'بہت زیادہ دشواری', 'Mucha dificultad') },
    { name: '4', label: say('Cannot do at all', 'بالکل نہیں ہو پاتا', 'No puedo hacerlo') },
  ],
  disability_status: [
    { name: 'yes', label: say('A lot of difficulty', 'بہت دشواری', 'Mucha dificultad') },
    {
      name: 'no',
      label: say('Some or no difficulty', 'تھوڑی یا کوئی دشواری نہیں', 'Cierta o ninguna dificultad'),
    },
  ],
};
