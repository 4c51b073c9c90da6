import type { Answers } from '../answer.ts';
import { type EntityDocument, type ResponseDocument, SCHEMA_VERSION } from '../document.ts';
import type { CompiledForm } from '../form/compile.ts';
import type { Entity as Declared } from '../form/definition.ts';
import type { Instances } from '../form/extended/instances.ts';
import { type FormTrouble, formTrouble } from '../form/problem.ts';
import { type FormState, openForm, sceneOf, textsAt } from '../form/recompute.ts';
import { identityPath, instancesAround, instancesIn } from '../identity.ts';
import { own } from '../kept.ts';
import { type CompiledExpression, compileExpression } from '../logic/compile.ts';
import { WHOLE_LANGUAGE } from '../logic/extended/language.ts';
import { type Scene, toBoolean, toText } from '../logic/values.ts';
import { madeUuid } from '../madeUuid.ts';
import { type EntityEvent, foldEntity } from './fold.ts';

/** What a response says of one thing (https://docs.getodk.org/entities-intro; entities spec 2025.1.0). */
export interface EntityAction {
  readonly list: string;
  /** Its uuid. */
  readonly entity: string;
  readonly action: 'create' | 'update';
  readonly label?: string;
  readonly properties: Readonly<Record<string, string>>;
}

type Told = Readonly<Record<string, string>>;

const COLUMNS = ['label', 'entity_id', 'create_if', 'update_if'] as const;
type Column = (typeof COLUMNS)[number];

interface CompiledEntity {
  readonly declared: Declared;
  readonly logic: Readonly<Partial<Record<Column, CompiledExpression>>>;
  /** Paths of the questions that are saved, in the definition, with the property of each. */
  readonly saves: readonly (readonly [path: string, property: string])[];
  /** The deepest question that it takes something from: there is one thing for each instance of it. */
  readonly anchor: string | undefined;
}

/** Each expression of a form's entities that cannot be worked out; its row is `entities/<list>`. */
export const entityTroubles = (form: CompiledForm): FormTrouble[] =>
  (form.definition.entities ?? []).flatMap((declared) =>
    COLUMNS.flatMap((column) => {
      const made = compiledColumn(form, declared, column);
      if (made === undefined || made.ok) return [];
      return [formTrouble(`entities/${declared.list_name}`, column, made.why, made.words?.found)];
    }),
  );

function compiledColumn(form: CompiledForm, declared: Declared, column: Column) {
  const names = { pathOf: form.pathOf, ambiguous: new Set<string>() };
  const source = declared[column];
  return source ? compileExpression(source, names, WHOLE_LANGUAGE) : undefined;
}

/** Undefined for one with an expression that cannot be worked out: imports refuse it (see `entityTroubles`). */
function compileEntity(form: CompiledForm, declared: Declared): CompiledEntity | undefined {
  const logic: Partial<Record<Column, CompiledExpression>> = {};
  for (const column of COLUMNS) {
    const made = compiledColumn(form, declared, column);
    if (made?.ok === false) return undefined;
    if (made !== undefined) logic[column] = made.value;
  }
  const saves = [...form.questions].flatMap(([path, { row }]) => {
    const [property = '', list = declared.list_name] = (row.save_to ?? '').split('#').reverse();
    return property !== '' && list === declared.list_name ? [[path, property] as const] : [];
  });
  const read = Object.values(logic).flatMap(({ dependsOn }) => dependsOn);
  const mentioned = [...saves.map(([path]) => path), ...read].filter((path) => form.questions.has(path));
  const depth = (path: string): number => form.extended?.instances.around(path).length ?? 0;
  const anchor = mentioned.toSorted((one, other) => depth(other) - depth(one))[0];
  return { declared, logic, saves, anchor };
}

/**
 * What a response says of the things of its form's lists: what it makes and what it changes.
 * @param response its id; what it makes gets the same uuid each time it is corrected, whichever instances of a repeat
 *   were taken away before it
 * @param told uuids that another system gave to what it makes: see `ResponseSchema`
 */
export function entityActions(
  form: CompiledForm,
  state: FormState,
  response: string,
  told: Told = {},
): EntityAction[] {
  return merged(placedActions(form, state, response, told).map(({ said }) => said));
}

/** What a response says of things, and of which question's instance: the same thing may be spoken of in several. */
export interface PlacedAction {
  readonly said: EntityAction;
  /** Path of the deepest question that it takes something from; '' for none. */
  readonly at: string;
}

function placedActions(form: CompiledForm, state: FormState, response: string, told: Told): PlacedAction[] {
  const { instances } = form.extended ?? {};
  if (instances === undefined) return [];
  const compiled = (form.definition.entities ?? []).flatMap(
    (declared) => compileEntity(form, declared) ?? [],
  );
  return compiled.flatMap((entity) => {
    const places = entity.anchor === undefined ? [''] : instances.of(state.answers, entity.anchor);
    return places.flatMap((at) => {
      const said = actionAt(entity, { form, state, instances, at, response, told });
      return said === undefined ? [] : [{ said, at }];
    });
  });
}

/** What a finished response says of things, by the answers that it has, whatever its form would calculate now. */
export const actionsOf = (form: CompiledForm, id: string, body: ResponseDocument): EntityAction[] =>
  entityActions(form, stateOf(form, id, body), id, body.entities);

/** The same, each with its place. */
export const placedActionsOf = (form: CompiledForm, id: string, body: ResponseDocument): PlacedAction[] =>
  placedActions(form, stateOf(form, id, body), id, body.entities ?? {});

function stateOf(form: CompiledForm, id: string, { answers, trail }: ResponseDocument): FormState {
  const at = trail.finalizedAt;
  let drawn = 0;
  // What an expression draws is the same for everybody who reads the response.
  const random = (): number => Number.parseInt(madeUuid(`${id} ${++drawn}`).slice(0, 8), 16) / 2 ** 32;
  const state = openForm(form, answers, { now: at, today: at.slice(0, 10), random });
  return { ...state, answers: { ...calculatedFor(answers, state), ...answers } };
}

/** What a form works out of the instances that are there: opened, a repeat grows to what its `repeat_count` says. */
function calculatedFor(answers: Answers, state: FormState): Answers {
  const there = new Set(instancesIn(answers));
  return Object.fromEntries(
    Object.entries(state.answers).filter(
      ([path]) =>
        state.form.questions.get(path)?.row.type !== 'repeat' &&
        instancesAround(path).every((at) => there.has(at)),
    ),
  );
}

interface Spot {
  readonly form: CompiledForm;
  readonly state: FormState;
  readonly instances: Instances;
  /** Path of the instance that expressions are seen from. */
  readonly at: string;
  readonly response: string;
  readonly told: Told;
}

function actionAt(entity: CompiledEntity, spot: Spot): EntityAction | undefined {
  const { declared, logic, saves } = entity;
  const { state, at, instances } = spot;
  const scene = sceneOf(state, at);
  const action = actionOf(logic, scene);
  const saved = saves.flatMap(([path, property]) => {
    const place = instances.nearest(state.answers, path, at) ?? path;
    return state.isRelevant(place) ? [[property, place] as const] : [];
  });
  // What is asked about it does not apply: there is no such thing.
  if (action === undefined || (saves.length > 0 && saved.length === 0)) return undefined;
  const id = logic.entity_id === undefined ? '' : toText(logic.entity_id.evaluate(scene)).trim();
  if (logic.entity_id !== undefined && id === '') return undefined;
  const list = declared.list_name;
  const label = logic.label === undefined ? '' : toText(logic.label.evaluate(scene));
  return {
    list,
    entity: logic.entity_id === undefined ? ownUuid(list, spot) : uuidOf(list, id),
    action,
    ...(label === '' ? {} : { label }),
    properties: propertiesAt(saved, action, spot),
  };
}

/** Of what the response itself makes. */
function ownUuid(list: string, { state: { answers }, at, response, told }: Spot): string {
  const instance = instancesAround(at).at(-1) ?? '';
  const known = own(told, toldKey(list, identityPath(answers, instance)));
  return known ?? entityUuid(`${response} ${list} ${identityPath(answers, at)}`);
}

/** Under which the uuid of a thing is told. @param instance that it is made of, by identity; '' for the whole response */
export const toldKey = (list: string, instance: string): string => `${list} ${instance}`;

/** With an id something is changed, else made; with both conditions it is whichever holds. */
function actionOf(
  { entity_id, create_if, update_if }: CompiledEntity['logic'],
  scene: Scene,
): EntityAction['action'] | undefined {
  const holds = (condition: CompiledExpression | undefined, otherwise: boolean): boolean =>
    condition === undefined ? otherwise : toBoolean(condition.evaluate(scene));
  if (holds(create_if, entity_id === undefined)) return 'create';
  return entity_id !== undefined && holds(update_if, create_if === undefined) ? 'update' : undefined;
}

/** An open question leaves a new thing without that property, and empties it in one that is changed. */
function propertiesAt(
  saved: readonly (readonly [property: string, path: string])[],
  action: EntityAction['action'],
  { form, state }: Spot,
): Record<string, string> {
  const texts = saved.map(
    ([property, path]) => [property, textsAt(form, state.answers, path)[0] ?? ''] as const,
  );
  return Object.fromEntries(texts.filter(([, text]) => action === 'update' || text !== ''));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A thing that forms know by another name than a uuid has one all the same, on every phone. */
const uuidOf = (list: string, id: string): string => uuidIn(id) ?? entityUuid(`${list} ${id}`);

/** ODK Central takes no other version (`lib/data/entity.js`). */
const entityUuid = (text: string): string => madeUuid(text, 4);

/** As an older Dastak made it of the same text: of version 8. */
export const olderUuid = (uuid: string): string => uuid.replace(/^(.{14})4/, '$18');

/** A uuid as entities have it; undefined for another text. */
export function uuidIn(text: string): string | undefined {
  const uuid = text.replace(/^uuid:/i, '').toLowerCase();
  return UUID.test(uuid) ? uuid : undefined;
}

/** Two instances of a repeat may speak of one thing; the later one has the last word. */
function merged(actions: readonly EntityAction[]): EntityAction[] {
  const byThing = new Map<string, EntityAction>();
  for (const one of actions) {
    const key = `${one.list}\n${one.entity}`;
    const before = byThing.get(key);
    const action = before?.action === 'create' ? 'create' : one.action;
    byThing.set(key, { ...before, ...one, action, properties: { ...before?.properties, ...one.properties } });
  }
  return [...byThing.values()];
}

/** `entity:<list>:<uuid>:<response uuid>` */
export const entityEventId = (list: string, entity: string, response: string): string =>
  `entity:${list}:${entity}:${response.replace(/^response:/, '')}`;

/**
 * The documents of a finished response's actions. A correction says again what holds, and takes back what does not.
 * @param known everything that is here about the things that the actions name, by their older uuids, too (`olderUuid`),
 *   and what the response said before
 */
export function entityDocuments(
  id: string,
  { campaign, collector, trail }: ResponseDocument,
  actions: readonly EntityAction[],
  known: readonly EntityEvent[],
): EntityEvent[] {
  const common = {
    type: 'entity' as const,
    schema: SCHEMA_VERSION,
    campaign,
    collector,
    at: trail.finalizedAt,
    response: id,
  };
  const things = new Set(known.map(({ body }) => `${body.list}\n${body.entity}`));
  const said = actions.map((one): EntityEvent => {
    const older = olderUuid(one.entity);
    // What was said of it stays with it.
    const action = things.has(`${one.list}\n${older}`) ? { ...one, entity: older } : one;
    const eventId = entityEventId(action.list, action.entity, id);
    return { id: eventId, body: { ...common, ...action, base: baseOf(eventId, action, known) } };
  });
  const again = new Set(said.map((one) => one.id));
  const gone = known
    .filter((one) => one.body.response === id && one.body.action !== 'none' && !again.has(one.id))
    .map(({ id: eventId, body: { label: _label, ...body } }): EntityEvent => {
      const none: EntityDocument = { ...body, ...common, action: 'none', properties: {} };
      return { id: eventId, body: none };
    });
  return [...said, ...gone];
}

/** What nobody has answered yet; a correction stays where its response stood. */
function baseOf(id: string, { list, entity }: EntityAction, known: readonly EntityEvent[]): string[] {
  const own = known.find((one) => one.id === id);
  if (own !== undefined) return own.body.base;
  const about = known.filter(({ body }) => body.list === list && body.entity === entity);
  return [...(foldEntity(about)?.heads ?? [])].sort();
}
