import { kept } from '../../kept.ts';
import { parkMiller, seedOf } from '../../logic/extended/functions/chance.ts';
import type { Place } from '../../logic/extended/tree.ts';
import type { Nodes, Scene } from '../../logic/values.ts';
import type { CompiledForm } from '../compile.ts';
import type { Translated } from '../definition.ts';
import { questionAt, type Sight, textsAt } from '../recompute.ts';
import { choiceLabel, inLanguage } from '../words.ts';
import { placeIn } from './answerTree.ts';
import { modelOf } from './InstanceMap.ts';
import type { Instances } from './instances.ts';
import { LAST_SAVED } from './outline.ts';
import type { Tables } from './tables.ts';

/** A scene of a form with the extension: its references see instances, and paths have a place to begin at. */
export function extendedScene(sight: Sight, plain: Scene, instances: Instances, tables: Tables): Scene {
  const { form, answers, irrelevant, clock } = sight;
  const { language = form.definition.default_language } = clock;
  let random: (() => number) | undefined;
  const placeAt = placeIn(sight, instances, tables);
  let place: Place | undefined;
  let placedAt: string | undefined;
  const scene: Scene = {
    ...plain,
    // Few expressions draw lots, and a digest for each that does not is what they would wait for.
    random() {
      random ??= clock.random ?? parkMiller(seedOf(`at ${clock.now}`));
      return random();
    },
    labelOf: (path, name) => choiceLabel(form, path, name, language),
    textOf: (id) => inLanguage(form, textNamed(form, id), language),
    get place() {
      // One place for each question: predicates move it about and put it back.
      if (!place || placedAt !== scene.from) place = placeAt(scene.from);
      placedAt = scene.from;
      return place;
    },
    answer(path) {
      if (path.startsWith(LAST_SAVED))
        return textsAt(form, clock.lastSaved ?? {}, path.slice(LAST_SAVED.length));
      const isRepeat = questionAt(form, path).row.type === 'repeat';
      const around = instances.around(path).length;
      if (around === 0 && !isRepeat) return plain.answer(path);
      const depth = instances.shared(path, modelOf(scene.from));
      const paths = instances.beside(answers, path, scene.from, depth);
      const [only] = paths;
      if (depth === around && only && !isRepeat) return plain.answer(only);
      const there = paths.filter((at) => !irrelevant.has(at));
      if (isRepeat) return there.flatMap((at) => instances.eachOf(answers, at)).map(() => '');
      return there.map((at) => plain.answer(at)[0] ?? '');
    },
  };
  return scene;
}

/** Lets a scene answer from memory while nothing changes: a filter asks the same of every choice. */
export function remember(scene: Scene): void {
  const known = new Map<string, Nodes>();
  const { answer } = scene;
  scene.answer = (path) => kept(known, path, answer);
}

/** What pyxform's id of a text stands for: `/data/group/q:hint`, or `list-2` for the third choice of a list. */
function textNamed({ questions, definition }: CompiledForm, id: string): Translated | undefined {
  const [, path, column, list = '', index] =
    /^\/[^/]+\/(.+):(label|hint|guidance_hint)$|^(.+)-(\d+)$/.exec(id) ?? [];
  return path === undefined
    ? definition.choices[list]?.[Number(index)]?.label
    : questions.get(path)?.row[column as 'label'];
}
