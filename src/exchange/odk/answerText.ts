import type { Answer, FileReference, Geopoint } from '../../domain/answer.ts';
import { pointsIn, traceText } from '../../domain/logic/extended/points.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { plainCell } from '../csvColumns.ts';
import type { Field } from './fields.ts';

/** An answer as an OpenRosa instance writes it. */
export const textOf = (answer: Answer | undefined): string => String(plainCell(answer));

/** A file that came along, by the name that an answer gives it. */
export type FileFinder = (name: string) => FileReference | undefined;

const MEDIA: ReadonlySet<string> = new Set(['image', 'audio', 'background-audio', 'video', 'file', 'audit']);
export const isMediaField = ({ row }: Field): boolean => MEDIA.has(row.type);

export type TextWhy = 'wrong-value' | 'file-missing';

/**
 * The answer that a text of an OpenRosa instance stands for. Choices are held against the list of the form only where
 * the list lies in the form.
 * @param text never empty
 */
export function answerFrom(
  field: Field,
  text: string,
  lists: object,
  find: FileFinder,
): Result<Answer, TextWhy> {
  const { row } = field;
  if (isMediaField(field)) {
    const file = find(text);
    return file === undefined ? trouble('file-missing') : ok(file);
  }
  const value = valueFrom(field, text);
  return value !== undefined && isAccepted(field, value, lists) ? ok(value) : trouble('wrong-value');

  function isAccepted({ kind }: Field, answer: Answer, choices: object): boolean {
    const list = row.list_name;
    if (list === undefined) return kind.accepts(answer, [], row);
    return !Object.hasOwn(choices, list) || kind.accepts(answer, Reflect.get(choices, list), row);
  }
}

function valueFrom({ row, kind }: Field, text: string): Answer | undefined {
  switch (row.type) {
    case 'geopoint':
    case 'start-geopoint':
    case 'background-geopoint':
      return pointFrom(text);
    case 'geotrace':
    case 'geoshape': {
      const points = pointsIn(text);
      return points && traceText(points);
    }
    default:
      return kind.fromText(text);
  }
}

/** `lat lon altitude accuracy`; ODK writes 0 for what was not measured, as for a point that was put on a map by hand. */
function pointFrom(text: string): Geopoint | undefined {
  const [lat = Number.NaN, lon = Number.NaN, altitudeMetres = 0, accuracyMetres = 0] = text
    .trim()
    .split(/\s+/)
    .map(Number);
  return {
    lat,
    lon,
    ...(accuracyMetres === 0 ? {} : { accuracyMetres }),
    ...(altitudeMetres === 0 ? {} : { altitudeMetres }),
    method: accuracyMetres === 0 ? 'manual' : 'gps',
  };
}
