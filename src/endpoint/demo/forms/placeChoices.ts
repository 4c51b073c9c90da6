import type { Choice } from '../../../domain/form/definition.ts';
import {
  MODES,
  type Mode,
  SIDES,
  type Side,
  VALENCES,
  type Valence,
  WHO,
  type Who,
} from '../../../domain/mobility/kinds.ts';
import { say } from './say.ts';

const modes: Record<Mode, Choice['label']> = {
  pedestrian: say('On foot', 'پیدل', 'A pie'),
  cycling: say('By bicycle', 'سائیکل پر', 'En bici'),
  transit: say('By bus', 'بس میں', 'En camión'),
};

const valences: Record<Valence, Choice['label']> = {
  problem: say('Problem', 'مسئلہ', 'Problema'),
  opportunity: say('Opportunity', 'بہتری', 'Mejora'),
  good: say('Works well', 'ٹھیک ہے', 'Está bien'),
};

const who: Record<Who, Choice['label']> = {
  wheelchair: say('People in wheelchairs', 'وہیل چیئر والے افراد', 'Personas en silla de ruedas'),
  blind_low_vision: say(
    'Blind people or with low vision',
    'نابینا یا کم نظر افراد',
    'Personas ciegas o con baja visión',
  ),
  deaf: say('Deaf people', 'سماعت سے محروم افراد', 'Personas sordas'),
  older: say('Older people', 'بزرگ', 'Personas mayores'),
  child_stroller: say('Children and strollers', 'بچے اور بچہ گاڑیاں', 'Niñas, niños y carriolas'),
  women: say('Women', 'خواتین', 'Mujeres'),
  cyclist: say('Cyclists', 'سائیکل سوار', 'Ciclistas'),
  everyone: say('Everyone', 'سب لوگ', 'Todas las personas'),
};

const sides: Record<Side, Choice['label']> = {
  left: say('Left', 'بائیں', 'Izquierdo'),
  right: say('Right', 'دائیں', 'Derecho'),
  both: say('Both', 'دونوں', 'Ambos'),
  na: say('Neither', 'کسی طرف نہیں', 'Ninguno'),
};

const listed = <Name extends string>(
  names: readonly Name[],
  labels: Record<Name, Choice['label']>,
): Choice[] => names.map((name) => ({ name, label: labels[name] }));

export const placeChoices: Record<string, Choice[]> = {
  modes: listed(MODES, modes),
  valences: listed(VALENCES, valences),
  severities: [
    { name: '1', label: say('Slight', 'معمولی', 'Leve') },
    { name: '2', label: say('Serious', 'سنگین', 'Grave') },
    { name: '3', label: say('Very serious or dangerous', 'بہت سنگین یا خطرناک', 'Muy grave o peligroso') },
  ],
  who: listed(WHO, who),
  sides: listed(SIDES, sides),
};
