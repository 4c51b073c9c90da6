import { ok, type Result, trouble } from '../../domain/result.ts';
import { type Fields, isHolder, isRepeat } from './fields.ts';
import { detailsIn, type Facts, type Instance, jsonIn } from './instance.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads ODK Central's table `Submissions` (`$expand=*`), with `value` around it or as a plain list, and what
 * KoboToolbox's API tells: flat names with `/`, and repeats as lists under them.
 */
export function recordsInJson(text: string): Result<readonly Json[], 'damaged-file'> {
  const value = jsonIn(text);
  const list = isJson(value) ? (value['value'] ?? value['results'] ?? [value]) : value;
  return Array.isArray(list) && list.every(isJson) ? ok(list) : trouble('damaged-file');
}

/** Which form the file says that it is of: the last part of Central's context, or Kobo's id of the form. */
export function formOfJson(text: string, record: Json): string | undefined {
  const context = /"@odata\.context"\s*:\s*"[^"]*?([^"/]+)\.svc\//.exec(text.slice(0, 2000))?.[1];
  return context ?? textIn(record['_xform_id_string']);
}

export function instanceOfJson(record: Json, fields: Fields): Instance {
  const reading = new Reading(fields);
  reading.take(record, '');
  const meta = isJson(record['meta']) ? record['meta'] : {};
  const details = detailsIn(record['__dastak']);
  const instanceId =
    textIn(record['meta/rootUuid']) ??
    textIn(record['__id']) ??
    textIn(meta['instanceID']) ??
    textIn(record['meta/instanceID']) ??
    textIn(record['_uuid']) ??
    '';
  return {
    instanceId: /^[0-9a-f-]{36}$/.test(instanceId) ? `uuid:${instanceId}` : instanceId,
    texts: reading.texts,
    counts: reading.counts,
    methods: new Map(),
    facts: factsOf(record, meta),
    details,
  };
}

function factsOf(record: Json, meta: Json): Facts {
  const system = isJson(record['__system']) ? record['__system'] : {};
  const sentAt = textIn(system['submissionDate']) ?? textIn(record['_submission_time']);
  const edits = system['edits'];
  return {
    formId: textIn(record['_xform_id_string']),
    formVersion: textIn(system['formVersion']) ?? textIn(record['__version__']),
    collector: textIn(system['submitterName']) ?? textIn(record['_submitted_by']),
    device: textIn(system['deviceId']),
    instanceName: textIn(meta['instanceName']) ?? textIn(record['meta/instanceName']),
    finalizedAt: sentAt,
    edits: typeof edits === 'number' ? edits : undefined,
  };
}

/** Names that are about the record and no answers; Kobo's begin with an underscore. */
const isBeside = (name: string): boolean =>
  /^(?:_|meta$|meta\/|formhub\/)/.test(name) || name.includes('@odata.');

class Reading {
  readonly texts = new Map<string, string>();
  readonly counts = new Map<string, number>();
  readonly #fields: Fields;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  /** @param prefix path of the group or instance that the members lie in, with `/` behind */
  take(members: Json, prefix: string): void {
    for (const [name, value] of Object.entries(members)) {
      const path = this.#pathOf(name, prefix);
      if (this.#fields.at(path) === undefined && isBeside(name)) continue;
      this.#takeValue(path, value);
    }
  }

  /** Kobo writes the whole path, without the numbers of the instances around it. */
  #pathOf(name: string, prefix: string): string {
    const bare = prefix.replace(/\[\d+\]/g, '');
    return name.startsWith(bare) && name.includes('/') ? prefix + name.slice(bare.length) : prefix + name;
  }

  #takeValue(path: string, value: unknown): void {
    const field = this.#fields.at(path);
    if (Array.isArray(value) && (field === undefined || isRepeat(field)) && value.every(isJson)) {
      if (value.length > 0) this.counts.set(path, value.length);
      for (const [index, inner] of value.entries()) this.take(inner, `${path}[${index + 1}]/`);
    } else if (isJson(value) && (field === undefined ? !('type' in value) : isHolder(field))) {
      this.take(value, `${path}/`);
    } else {
      const isWkt = typeof value === 'string' && field?.row.type.startsWith('geo') === true;
      const text = isWkt ? textOfWkt(value) : textOfJson(value);
      if (text !== '') this.texts.set(path, text);
    }
  }
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A value as an OpenRosa instance has it. */
function textOfJson(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOfJson).join(' ');
  if (!isJson(value)) return String(value);
  const { coordinates } = value;
  const beside = isJson(value['properties']) ? value['properties'] : {};
  const { accuracies } = beside;
  if (!Array.isArray(coordinates)) return JSON.stringify(value);
  switch (value['type']) {
    case 'Point':
      return pointText(coordinates, beside['accuracy']);
    case 'LineString':
      return lineText(coordinates, accuracies);
    case 'Polygon':
      return lineText(Array.isArray(coordinates[0]) ? coordinates[0] : [], accuracies);
    default:
      return JSON.stringify(value);
  }
}

const pointText = (coordinates: readonly unknown[], accuracy: unknown): string =>
  [coordinates[1], coordinates[0], coordinates[2] ?? 0, accuracy ?? 0].map(String).join(' ');

const lineText = (points: readonly unknown[], accuracies: unknown): string =>
  points
    .map((point, index) =>
      pointText(Array.isArray(point) ? point : [], Array.isArray(accuracies) ? accuracies[index] : 0),
    )
    .join(';');

const WKT = /^(?:POINT|LINESTRING|POLYGON) ?\(+([-\d., eE]+)\)+$/;

/** Central's other way to write places (`$wkt=true`). */
function textOfWkt(text: string): string {
  const points = WKT.exec(text)?.[1];
  if (points === undefined) return text;
  return points
    .split(',')
    .map((point) => pointText(point.trim().split(/ +/), 0))
    .join(';');
}
