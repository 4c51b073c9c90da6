import type { Kind, Mode, Valence } from '../mobility/kinds.ts';

/** Notes of volunteers, invented; in the Spanish of León, some in English. By what the report is about. */
const NOTES: Readonly<Record<Mode, Readonly<Record<Valence, readonly string[]>>>> = {
  pedestrian: {
    problem: [
      'Hay que bajarse al arroyo vehicular para pasar.',
      'Con silla de ruedas no se puede.',
      'Cuando llueve se encharca toda la esquina.',
      'De noche no se ve nada por aquí.',
      'Los coches se estacionan encima de la banqueta todos los días.',
      'Mi mamá se tropezó aquí la semana pasada.',
      'El poste deja menos de un metro libre.',
      'Pasan muchos niños a la escuela.',
    ],
    opportunity: [
      'Con unos árboles sería otra cosa.',
      'Aquí cruzan todos aunque no haya cruce.',
      'Cabría una banqueta más ancha.',
      'Un reductor de velocidad ayudaría mucho.',
    ],
    good: [
      'Así deberían ser todas las esquinas.',
      'Buena sombra, da gusto caminar.',
      'La rampa quedó bien hecha.',
    ],
  },
  cycling: {
    problem: [
      'Los camiones usan la ciclovía para estacionarse.',
      'Hay vidrio y grava en el carril.',
      'En este crucero nadie cede el paso.',
      'Los autos pasan muy pegados.',
      'El bache obliga a salirse del carril.',
      'Ya se han robado varias bicis aquí.',
    ],
    opportunity: [
      'Faltan dos cuadras para conectar la ciclovía.',
      'Un biciestacionamiento junto al mercado serviría mucho.',
      'Un semáforo para bicis haría seguro el crucero.',
    ],
    good: ['Ciclovía amplia y limpia.', 'Buen lugar para dejar la bici, a la vista.'],
  },
  transit: {
    problem: [
      'No hay techo y el sol pega toda la tarde.',
      'No se sabe qué rutas pasan.',
      'En la hora pico los camiones pasan llenos.',
      'El escalón es muy alto para las personas mayores.',
      'La parada queda lejos de la luz.',
      'Hay que esperar de pie media hora.',
    ],
    opportunity: [
      'Una parada aquí serviría a toda la colonia.',
      'Faltan camiones después de las ocho.',
      'Bastaría un techo sencillo.',
    ],
    good: ['Se sube sin escalones.', 'Parada con sombra, banca y horarios.'],
  },
};

const ENGLISH: Readonly<Record<Valence, readonly string[]>> = {
  problem: ['You have to step into the road here.', 'It has been like this for months.', 'Worse after rain.'],
  opportunity: ['There is room for this.', 'It would help the school nearby.'],
  good: ['More of this, please.'],
};

export const notesFor = ({ mode, valence }: Kind, language: 'es' | 'en'): readonly string[] =>
  language === 'en' ? ENGLISH[valence] : NOTES[mode][valence];
