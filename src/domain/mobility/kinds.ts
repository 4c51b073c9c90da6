/**
 * The kinds of place report: what each is about, for how long it can be believed, and what it is called elsewhere.
 * The one source: the choices of the place form, the map's icons, filters and the open-data export are made from it.
 * Names are stable ids: they are in every report ever made, so one is never renamed, only added.
 */
export const MODES = ['pedestrian', 'cycling', 'transit'] as const;
export type Mode = (typeof MODES)[number];

export const VALENCES = ['problem', 'opportunity', 'good'] as const;
export type Valence = (typeof VALENCES)[number];

export const SIDES = ['left', 'right', 'both', 'na'] as const;
export type Side = (typeof SIDES)[number];

/** Whom a place affects; names of the choices of the question `who`. */
export const WHO = [
  'wheelchair',
  'blind_low_vision',
  'deaf',
  'older',
  'child_stroller',
  'women',
  'cyclist',
  'everyone',
] as const;
export type Who = (typeof WHO)[number];

/** Label types of Project Sidewalk that a volunteer on the spot can mean. */
export type ProjectSidewalkType =
  | 'CurbRamp'
  | 'NoCurbRamp'
  | 'Obstacle'
  | 'SurfaceProblem'
  | 'NoSidewalk'
  | 'Crosswalk'
  | 'Other';

export interface Kind<Name extends string = string> {
  readonly name: Name;
  readonly mode: Mode;
  readonly valence: Valence;
  /** Asked for a severity of 1 to 3. Not where "how bad" has no answer: a bench is missing or it is not. */
  readonly rated: boolean;
  /** Days after which somebody should look again: a parked car is gone in two weeks, a kerb is not in a year. */
  readonly expiryDays: number;
  /** Symbol in the sprite `ui/assets/icons.svg`. */
  readonly icon: string;
  /**
   * OpenStreetMap tags of the lasting fact, without what depends on side or severity (see `osmTags`). Absent when
   * nothing lasting is stated: OpenStreetMap holds what is there, not complaints.
   */
  readonly osm?: Readonly<Record<string, string>>;
  /** Key to which the side of the street is added: `sidewalk` becomes `sidewalk:left=no`. */
  readonly osmSided?: Readonly<Record<string, string>>;
  readonly projectSidewalk?: ProjectSidewalkType;
  /** Tells where somebody was afraid or attacked: the exact point and hour are never published. */
  readonly sensitive?: true;
}

const WEEKS_2 = 14;
const MONTHS_2 = 60;
const MONTHS_6 = 180;
const YEAR = 360;

// biome-ignore format: a table is read by its rows
const TABLE = [
  // On foot: problems
  { name: 'no_sidewalk', mode: 'pedestrian', valence: 'problem', rated: false, expiryDays: YEAR, icon: 'kind-no-sidewalk', osmSided: { sidewalk: 'no' }, projectSidewalk: 'NoSidewalk' },
  { name: 'broken_surface', mode: 'pedestrian', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-broken-surface', projectSidewalk: 'SurfaceProblem' },
  { name: 'too_narrow', mode: 'pedestrian', valence: 'problem', rated: true, expiryDays: YEAR, icon: 'kind-too-narrow', projectSidewalk: 'SurfaceProblem' },
  { name: 'obstacle', mode: 'pedestrian', valence: 'problem', rated: true, expiryDays: WEEKS_2, icon: 'kind-obstacle', projectSidewalk: 'Obstacle' },
  { name: 'missing_ramp', mode: 'pedestrian', valence: 'problem', rated: true, expiryDays: YEAR, icon: 'kind-missing-ramp', osm: { barrier: 'kerb', kerb: 'raised' }, projectSidewalk: 'NoCurbRamp' },
  { name: 'crossing_unsafe', mode: 'pedestrian', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-crossing-unsafe', projectSidewalk: 'Crosswalk' },
  { name: 'no_light', mode: 'pedestrian', valence: 'problem', rated: false, expiryDays: MONTHS_2, icon: 'kind-no-light', osm: { lit: 'no' } },
  { name: 'harassment_fear', mode: 'pedestrian', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-harassment-fear', sensitive: true },
  // On foot: opportunities
  { name: 'add_crossing', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-crossing', projectSidewalk: 'Other' },
  { name: 'widen_sidewalk', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-widen-sidewalk' },
  { name: 'add_ramp', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-ramp' },
  { name: 'slow_traffic', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-slow-traffic' },
  { name: 'plant_trees', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-plant-trees' },
  { name: 'add_light', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-light' },
  { name: 'open_street', mode: 'pedestrian', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-open-street' },
  // On foot: what works
  { name: 'ramp_ok', mode: 'pedestrian', valence: 'good', rated: false, expiryDays: YEAR, icon: 'kind-ramp-ok', osm: { barrier: 'kerb', kerb: 'lowered' }, projectSidewalk: 'CurbRamp' },
  { name: 'crossing_ok', mode: 'pedestrian', valence: 'good', rated: false, expiryDays: MONTHS_6, icon: 'kind-crossing-ok', osm: { highway: 'crossing' }, projectSidewalk: 'Crosswalk' },
  { name: 'tactile_ok', mode: 'pedestrian', valence: 'good', rated: false, expiryDays: YEAR, icon: 'kind-tactile-ok', osm: { tactile_paving: 'yes' } },
  { name: 'pleasant_walk', mode: 'pedestrian', valence: 'good', rated: false, expiryDays: YEAR, icon: 'kind-pleasant-walk' },
  // By bicycle: problems
  { name: 'no_lane', mode: 'cycling', valence: 'problem', rated: false, expiryDays: YEAR, icon: 'kind-no-lane', osmSided: { cycleway: 'no' } },
  { name: 'blocked_lane', mode: 'cycling', valence: 'problem', rated: true, expiryDays: WEEKS_2, icon: 'kind-blocked-lane', projectSidewalk: 'Other' },
  { name: 'pothole', mode: 'cycling', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-pothole', projectSidewalk: 'Other' },
  { name: 'bad_junction', mode: 'cycling', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-bad-junction' },
  { name: 'fast_traffic', mode: 'cycling', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-fast-traffic' },
  { name: 'no_bike_parking', mode: 'cycling', valence: 'problem', rated: false, expiryDays: MONTHS_6, icon: 'kind-no-bike-parking' },
  { name: 'theft_risk', mode: 'cycling', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-theft-risk' },
  // By bicycle: opportunities
  { name: 'add_bike_lane', mode: 'cycling', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-bike-lane' },
  { name: 'add_bike_parking', mode: 'cycling', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-bike-parking' },
  { name: 'safer_junction', mode: 'cycling', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-safer-junction' },
  // By bicycle: what works
  { name: 'lane_ok', mode: 'cycling', valence: 'good', rated: false, expiryDays: MONTHS_6, icon: 'kind-lane-ok' },
  { name: 'bike_parking_ok', mode: 'cycling', valence: 'good', rated: false, expiryDays: MONTHS_6, icon: 'kind-bike-parking-ok', osm: { amenity: 'bicycle_parking' } },
  // By bus: problems
  { name: 'stop_unmarked', mode: 'transit', valence: 'problem', rated: false, expiryDays: MONTHS_6, icon: 'kind-stop-unmarked', osm: { highway: 'bus_stop' } },
  { name: 'no_shelter', mode: 'transit', valence: 'problem', rated: false, expiryDays: YEAR, icon: 'kind-no-shelter', osm: { highway: 'bus_stop', shelter: 'no' } },
  { name: 'no_bench', mode: 'transit', valence: 'problem', rated: false, expiryDays: YEAR, icon: 'kind-no-bench', osm: { highway: 'bus_stop', bench: 'no' } },
  { name: 'no_step_free', mode: 'transit', valence: 'problem', rated: true, expiryDays: YEAR, icon: 'kind-no-step-free', osm: { highway: 'bus_stop', wheelchair: 'no' }, projectSidewalk: 'Other' },
  { name: 'no_stop_info', mode: 'transit', valence: 'problem', rated: false, expiryDays: MONTHS_6, icon: 'kind-no-stop-info', osm: { highway: 'bus_stop', departures_board: 'no' } },
  { name: 'crowded', mode: 'transit', valence: 'problem', rated: true, expiryDays: MONTHS_2, icon: 'kind-crowded' },
  { name: 'stop_unsafe', mode: 'transit', valence: 'problem', rated: true, expiryDays: MONTHS_6, icon: 'kind-stop-unsafe', sensitive: true },
  { name: 'route_missing', mode: 'transit', valence: 'problem', rated: false, expiryDays: YEAR, icon: 'kind-route-missing' },
  // By bus: opportunities
  { name: 'add_stop', mode: 'transit', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-stop' },
  { name: 'add_shelter', mode: 'transit', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-add-shelter' },
  { name: 'more_buses', mode: 'transit', valence: 'opportunity', rated: false, expiryDays: YEAR, icon: 'kind-more-buses' },
  // By bus: what works
  { name: 'stop_ok', mode: 'transit', valence: 'good', rated: false, expiryDays: MONTHS_6, icon: 'kind-stop-ok', osm: { highway: 'bus_stop' } },
  { name: 'step_free_ok', mode: 'transit', valence: 'good', rated: false, expiryDays: YEAR, icon: 'kind-step-free-ok', osm: { highway: 'bus_stop', wheelchair: 'yes' } },
] as const satisfies readonly Kind[];

export type KindName = (typeof TABLE)[number]['name'];

export const KINDS: readonly Kind<KindName>[] = TABLE;

const byName: ReadonlyMap<string, Kind<KindName>> = new Map(KINDS.map((kind) => [kind.name, kind]));

/** @returns the kind of that name; undefined for a name of a later version or of another form */
export const kindOf = (name: string): Kind<KindName> | undefined => byName.get(name);

/** @returns the kinds of one mode and valence, in the order in which they are offered; at most eight */
export const kindsOf = (mode: Mode, valence: Valence): Kind<KindName>[] =>
  KINDS.filter((kind) => kind.mode === mode && kind.valence === valence);

/** OpenStreetMap's `smoothness` for severity 1, 2, 3 of a broken surface. */
const SMOOTHNESS = ['bad', 'very_bad', 'horrible'] as const;

/**
 * OpenStreetMap tags that one report supports; empty when it states no lasting fact. A side that nobody gave is left
 * out and never taken for both: `sidewalk=no` would say more than the volunteer saw.
 * @param severity 1 to 3
 */
export function osmTags(kind: Kind, side?: Side, severity?: number): Record<string, string> {
  const tags: Record<string, string> = { ...kind.osm };
  if (side !== undefined && side !== 'na') {
    for (const [key, value] of Object.entries(kind.osmSided ?? {})) tags[`${key}:${side}`] = value;
  }
  if (kind.name === 'broken_surface' && severity !== undefined) {
    const smoothness = SMOOTHNESS[severity - 1];
    if (smoothness !== undefined) tags.smoothness = smoothness;
  }
  return tags;
}
