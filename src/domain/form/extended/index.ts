import type { Names } from '../../logic/check.ts';
import { WHOLE_LANGUAGE } from '../../logic/extended/language.ts';
import { ok, type Result } from '../../result.ts';
import type { CompiledForm } from '../compile.ts';
import { isDynamicDefault } from '../defaults.ts';
import type { ExtendedForm, FormExtension } from '../extension.ts';
import { questionAt } from '../recompute.ts';
import { extendedChoices } from './choices.ts';
import { cycleTrouble } from './cycle.ts';
import { InstanceMap } from './InstanceMap.ts';
import { type InstanceNaming, namingOf } from './instanceName.ts';
import { holderOf, instancesOf } from './instances.ts';
import { outlineOf } from './outline.ts';
import { extendedPages, pathsIn } from './pages.ts';
import { beginAll, grow, touchedBy } from './repeats.ts';
import { extendedScene, remember } from './scene.ts';
import { shapeTrouble } from './shape.ts';
import { type Files, tablesOf } from './tables.ts';
import { KINDS } from './types/index.ts';

export { addInstance, INSTANCES_MAX, removeInstance } from './repeats.ts';

/** The extension for a form with attached tables, by file name. */
export const extensionWith = (files: Files): FormExtension => ({
  language: WHOLE_LANGUAGE,
  kinds: KINDS,
  shapeTrouble,
  cycleTrouble,
  dynamicDefault: (row) => (row.default && isDynamicDefault(row) ? row.default : undefined),
  outline: outlineOf,
  extend: (form, names) => extend(form, names, files),
});

/** All that XLSForm has and most surveys do without. */
export const EXTENSION: FormExtension = extensionWith({});

function extend(plain: CompiledForm, names: Names, files: Files): Result<CompiledForm, 'form-invalid'> {
  const naming = namingOf(plain.definition, names);
  return naming.ok ? ok(extended(plain, naming.value, files)) : naming;
}

function extended(plain: CompiledForm, instanceName: InstanceNaming, files: Files): CompiledForm {
  const questions = new InstanceMap(plain.questions);
  const instances = instancesOf([...questions.values()]);
  const tables = tablesOf(plain.definition, files);
  const working: ExtendedForm = {
    instances,
    holderOf,
    touched: (answers, path, changed) => touchedBy(form, instances, answers, path, changed),
    sceneWith: (sight, scene) => extendedScene(sight, scene, instances, tables),
    remember,
    grow: (working, path, count) => grow(working, instances, path, count),
    begin: (working) => beginAll(working, instances),
    paths: (answers) => pathsIn(instances, answers),
    pages: (state) => (instances.hasRepeats ? extendedPages(state, instances) : undefined),
    instanceName,
    withTables: (more) => extended(plain, instanceName, { ...more, ...files }),
    choices: (state, path) => extendedChoices(state, path, instances, tables),
    choiceNamed: (path, name) => tables.choiceOf(questionAt(form, path).row, name),
  };
  const form: CompiledForm = { ...plain, questions, extended: working };
  return form;
}
