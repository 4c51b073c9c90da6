import type { Answers, Geopoint } from '../answer.ts';
import { type Kind, kindsOf, type Mode, type Valence } from '../mobility/kinds.ts';
import { at, type Chance } from './chance.ts';
import { HOTSPOTS, type Hotspot } from './hotspots.ts';
import { notesFor } from './placeNotes.ts';
import { LEON_MINUTES, localTime, type Visit } from './times.ts';

const METRES_PER_DEGREE = 111_195;

export interface Spot {
  readonly lat: number;
  readonly lon: number;
  readonly kind: Kind;
}

/** One in twelve tells again what somebody told before, a few steps away: that is what "Is it one of these?" is for. */
const TOLD_AGAIN = 1 / 12;
const VALENCES: Readonly<Record<Valence, number>> = { problem: 0.72, opportunity: 0.15, good: 0.13 };

/** @param earlier spots of the reports before this one */
export function spotOf(chance: Chance, earlier: readonly Spot[]): Spot {
  if (earlier.length > 0 && chance.happens(TOLD_AGAIN)) {
    const known = chance.pick(earlier);
    return { ...around(chance, known, 5), kind: known.kind };
  }
  const hotspot = hotspotOf(chance);
  const kind = kindAt(chance, hotspot);
  return { ...around(chance, hotspot, hotspot.spreadMetres), kind };
}

const weights = Object.fromEntries(HOTSPOTS.map(({ weight }, index) => [index, weight]));
const hotspotOf = (chance: Chance): Hotspot => at(HOTSPOTS, Number(chance.weighted(weights)));

/** Kinds that lead their screen are reported more often; the further down, the rarer. */
function kindAt(chance: Chance, { modes }: Hotspot): Kind {
  const mode: Mode = chance.weighted(modes);
  const kinds = kindsOf(mode, chance.weighted(VALENCES));
  return at(kinds, Math.min(chance.whole(0, kinds.length - 1), chance.whole(0, kinds.length)));
}

function around(chance: Chance, centre: { lat: number; lon: number }, metres: number) {
  const shrink = Math.cos((centre.lat * Math.PI) / 180);
  return {
    lat: rounded(centre.lat + (chance.normal() * metres) / METRES_PER_DEGREE, 7),
    lon: rounded(centre.lon + (chance.normal() * metres) / METRES_PER_DEGREE / shrink, 7),
  };
}

const rounded = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;

/** The answers of one place report, without the times that the phone fills in. */
export function placeAnswers(chance: Chance, spot: Spot, visit: Visit, language: 'es' | 'en'): Answers {
  const { kind } = spot;
  const answers: Answers = {
    start: '',
    end: '',
    today: '',
    mode: kind.mode,
    valence: kind.valence,
    kind: kind.name,
  };
  if (kind.rated && chance.happens(0.92))
    answers['severity'] = chance.weighted({ 1: 0.28, 2: 0.45, 3: 0.27 });
  if (chance.happens(0.58)) answers['who'] = whoOf(chance, kind);
  answers['place'] = pointOf(chance, spot, visit);
  if (kind.mode !== 'transit' && chance.happens(0.6)) {
    answers['side'] = chance.weighted({ left: 0.4, right: 0.43, both: 0.12, na: 0.05 });
  }
  if (chance.happens(0.34)) answers['note'] = chance.pick(notesFor(kind, language));
  return answers;
}

function whoOf(chance: Chance, { mode, name }: Kind): string[] {
  if (name === 'harassment_fear' || name === 'stop_unsafe') return ['women'];
  if (chance.happens(0.3)) return ['everyone'];
  const walkers = ['wheelchair', 'blind_low_vision', 'older', 'child_stroller'] as const;
  const chosen: string[] = walkers.filter(() => chance.happens(0.35));
  if (mode === 'cycling') chosen.push('cyclist');
  return chosen.length > 0 ? chosen : ['older'];
}

/** A fix of the phone, now and then corrected by hand, seldom set without any. */
function pointOf(chance: Chance, { lat, lon }: Spot, visit: Visit): Geopoint {
  const method = chance.weighted({ gps: 0.8, pin: 0.16, manual: 0.04 });
  const fixedAt = localTime(visit.startedMs + 6000, LEON_MINUTES);
  const accuracyMetres = rounded(Math.exp(1.75 + 0.55 * chance.normal()), 1);
  if (method === 'manual') return { lat, lon, method };
  if (method === 'gps') {
    const altitude = chance.happens(0.5) ? { altitudeMetres: rounded(1815 + 6 * chance.normal(), 1) } : {};
    return { lat, lon, method, accuracyMetres, ...altitude, fixedAt };
  }
  const metres = 4 + 22 * chance.unit();
  const raw = { lat: rounded(lat + metres / METRES_PER_DEGREE, 7), lon, accuracyMetres, fixedAt };
  return { lat, lon, method, raw, movedMetres: rounded(metres, 1) };
}
