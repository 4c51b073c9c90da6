import type { Choice } from '../../../domain/form/definition.ts';
import { say } from './say.ts';

export const endlineChoices: Record<string, Choice[]> = {
  yes_no_unsure: [
    { name: 'yes', label: say('Yes', 'جی ہاں', 'Sí') },
    { name: 'no', label: say('No', 'جی نہیں', 'No') },
    { name: 'not_sure', label: say('I don’t remember', 'یاد نہیں', 'No lo recuerdo') },
  ],
  // The four rumours under the names of their statements, so that the two can be laid side by side.
  rumours: [
    {
      name: 'infertility',
      label: say('That it causes infertility', 'اس سے بانجھ پن ہوتا ہے', 'Que causa infertilidad'),
    },
    { name: 'microchip', label: say('That it contains a chip', 'اس میں چِپ ہے', 'Que contiene un chip') },
    {
      name: 'gives_covid',
      label: say('That it gives people COVID', 'اس سے کورونا ہوتا ہے', 'Que provoca COVID'),
    },
    {
      name: 'young_not_needed',
      label: say(
        'That the young do not need it',
        'نوجوانوں کو ضرورت نہیں',
        'Que los jóvenes no la necesitan',
      ),
    },
    { name: 'other', label: say('Another rumour', 'کوئی اور افواہ', 'Otro rumor') },
    { name: 'none', label: say('None', 'کوئی نہیں', 'Ninguno') },
  ],
  changes: [
    {
      name: 'more_trust',
      label: say('Yes, I trust it more', 'جی ہاں، بھروسا بڑھا ہے', 'Sí, ahora confío más'),
    },
    { name: 'same', label: say('No, it is the same', 'جی نہیں، پہلے جیسی ہے', 'No, sigue igual') },
    {
      name: 'less_trust',
      label: say('Yes, I trust it less', 'جی ہاں، بھروسا کم ہوا ہے', 'Sí, ahora confío menos'),
    },
  ],
  advice: [
    { name: 'take', label: say('Get vaccinated', 'ویکسین لگوائیں', 'Que se vacunen') },
    { name: 'decide', label: say('Decide for themselves', 'خود فیصلہ کریں', 'Que decidan por su cuenta') },
    { name: 'wait', label: say('Wait for now', 'ابھی انتظار کریں', 'Que esperen por ahora') },
    { name: 'avoid', label: say('Do not get vaccinated', 'ویکسین نہ لگوائیں', 'Que no se vacunen') },
  ],
};
