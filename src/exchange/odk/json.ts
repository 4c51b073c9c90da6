import type { Answer, Geopoint } from '../../domain/answer.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { pointsIn, traceText } from '../../domain/logic/extended/points.ts';
import { mediaIn } from '../../domain/response.ts';
import { textOf } from './answerText.ts';
import { type Field, fieldsOf } from './fields.ts';
import { detailsOf, type ExportedResponse, instanceIdOf } from './instance.ts';
import { exactAnswers, type Node, treeOf } from './tree.ts';

type Json = Record<string, unknown>;

/**
 * All responses as ODK Central's OData service tells its table `Submissions` with `$expand=*`: groups and repeats
 * nested, points as GeoJSON, photos by file name, several choices as one text. What it has no place for follows in
 * `__dastak`.
 */
export function writeJson(definition: FormDefinition, responses: readonly ExportedResponse[]): string {
  const fields = fieldsOf(definition);
  const value = responses.map((response): Json => {
    const { answers } = response.document;
    return {
      __id: instanceIdOf(response.id),
      __system: systemOf(response, definition),
      meta: {
        instanceID: instanceIdOf(response.id),
        instanceName: response.document.instanceName ?? null,
      },
      ...membersOf(treeOf(fields, answers), instanceIdOf(response.id)),
      __dastak: detailsOf(response.document, exactAnswers(fields, answers, readAgain)),
    };
  });
  return JSON.stringify({ '@odata.context': `${definition.form_id}.svc/$metadata#Submissions`, value });
}

/** Central's words; `received` is null there. */
function systemOf(
  { document, reviewState, photosPresent }: ExportedResponse,
  { version }: FormDefinition,
): Json {
  return {
    submissionDate: document.trail.finalizedAt,
    updatedAt: null,
    deletedAt: null,
    submitterId: document.collector,
    submitterName: document.collector,
    attachmentsPresent: photosPresent,
    attachmentsExpected: mediaIn(document.answers).length,
    status: null,
    reviewState: reviewState === 'received' ? null : reviewState,
    deviceId: document.device,
    edits: document.corrections,
    formVersion: version,
  };
}

const membersOf = (nodes: readonly Node[], key: string): Json =>
  Object.fromEntries(nodes.map((node) => [node.field.row.name, jsonOf(node, key)]));

function jsonOf({ field, path, nodes, instances, answer }: Node, key: string): unknown {
  if (instances !== undefined)
    return instances.map((inner, index) => ({
      __id: `${key.split('/')[0]}/${path}[${index + 1}]`,
      ...membersOf(inner, key),
    }));
  if (nodes !== undefined) return membersOf(nodes, key);
  if (answer === undefined) return null;
  if (typeof answer === 'number') return answer;
  if (isPoint(answer)) return pointJson(answer);
  return shapeJson(textOf(answer), field) ?? textOf(answer);
}

/** GeoJSON says the same of `1 2` and `1 2 0 0`. */
const readAgain = (text: string, field: Field): string =>
  shapeJson(text, field) === undefined ? text : traceText(pointsIn(text) ?? []);

const isPoint = (answer: Answer): answer is Geopoint => typeof answer === 'object' && 'lat' in answer;

/** GeoJSON has the longitude first. */
const pointJson = ({ lat, lon, altitudeMetres = 0, accuracyMetres = 0 }: Geopoint): Json => ({
  type: 'Point',
  coordinates: [lon, lat, altitudeMetres],
  properties: { accuracy: accuracyMetres },
});

/** @returns undefined when the text is no line; then it is better written as it is */
function shapeJson(text: string, { row }: Field): Json | undefined {
  const isArea = row.type === 'geoshape';
  const points = isArea || row.type === 'geotrace' ? pointsIn(text) : undefined;
  if (points === undefined || points.length === 0) return undefined;
  const coordinates = points.map(({ lat, lon, altitudeMetres }) => [lon, lat, altitudeMetres]);
  return {
    type: isArea ? 'Polygon' : 'LineString',
    coordinates: isArea ? [coordinates] : coordinates,
    properties: { accuracies: points.map(({ accuracyMetres }) => accuracyMetres) },
  };
}
