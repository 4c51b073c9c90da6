import type { Mode } from '../mobility/kinds.ts';

/** Where reports gather, roughly where these parts of León lie; how many, and how people get around there, is invented. */
export interface Hotspot {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  /** Standard deviation of the reports around it. */
  readonly spreadMetres: number;
  readonly weight: number;
  readonly modes: Readonly<Record<Mode, number>>;
}

const walking = { pedestrian: 0.78, cycling: 0.1, transit: 0.12 };
const riding = { pedestrian: 0.3, cycling: 0.55, transit: 0.15 };
const waiting = { pedestrian: 0.32, cycling: 0.06, transit: 0.62 };
const mixed = { pedestrian: 0.5, cycling: 0.25, transit: 0.25 };

// biome-ignore format: a table is read by its rows
export const HOTSPOTS: readonly Hotspot[] = [
  { name: 'Centro', lat: 21.1222, lon: -101.6826, spreadMetres: 420, weight: 22, modes: walking },
  { name: 'Barrio Arriba', lat: 21.1289, lon: -101.6868, spreadMetres: 300, weight: 9, modes: walking },
  { name: 'El Coecillo', lat: 21.1265, lon: -101.6672, spreadMetres: 380, weight: 9, modes: walking },
  { name: 'San Juan de Dios', lat: 21.1158, lon: -101.6812, spreadMetres: 280, weight: 7, modes: walking },
  { name: 'Calzada de los Héroes', lat: 21.1243, lon: -101.6766, spreadMetres: 240, weight: 6, modes: riding },
  { name: 'Bulevar López Mateos, oriente', lat: 21.1121, lon: -101.6521, spreadMetres: 520, weight: 9, modes: waiting },
  { name: 'Central de autobuses', lat: 21.1168, lon: -101.6621, spreadMetres: 260, weight: 7, modes: waiting },
  { name: 'Terminal San Jerónimo', lat: 21.1462, lon: -101.7009, spreadMetres: 240, weight: 8, modes: waiting },
  { name: 'Terminal Delta', lat: 21.0872, lon: -101.6187, spreadMetres: 240, weight: 6, modes: waiting },
  { name: 'Malecón del Río', lat: 21.1324, lon: -101.6937, spreadMetres: 480, weight: 8, modes: riding },
  { name: 'Parque Metropolitano', lat: 21.1697, lon: -101.6936, spreadMetres: 600, weight: 5, modes: riding },
  { name: 'Las Joyas', lat: 21.1268, lon: -101.7603, spreadMetres: 700, weight: 6, modes: mixed },
];
