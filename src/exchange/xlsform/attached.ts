import { type Texts, textsOf, walk, type XlsForm } from './form.ts';
import { instancesOf } from './instances.ts';
import { at, type FormProblem, type Place, short } from './problem.ts';

/** A file that has to come with the form, and where the form first names it. */
export interface NamedFile {
  readonly name: string;
  readonly place: Place;
}

/** Every file that a form names, each once: tables of choices and of lookups, pictures, sounds, films. */
export function filesNamedBy(form: XlsForm): NamedFile[] {
  const named = new Map<string, NamedFile>();
  for (const file of [...tables(form), ...media(form)]) {
    if (!named.has(file.name)) named.set(file.name, file);
  }
  return [...named.values()];
}

/** A problem for each file that the form names and that is not there. @param names of those that are */
export const fileProblems = (form: XlsForm, names: ReadonlySet<string>): FormProblem[] =>
  filesNamedBy(form)
    .filter(({ name }) => !names.has(name))
    .map(({ name, place }) => ({ ...place, key: 'missing-file', found: short(name) }));

const FROM_FILE = /^jr:\/\/file(?:-csv)?\//;

function tables(form: XlsForm): NamedFile[] {
  // A list of entities that the form itself fills is no file that anybody could give.
  const own = new Set(form.entities.map(({ dataset }) => dataset));
  return [...instancesOf(form)].flatMap(({ name, src = '', place }) =>
    FROM_FILE.test(src) && !own.has(name) ? [{ name: src.replace(FROM_FILE, ''), place }] : [],
  );
}

function* media({ survey, choices, externalChoices }: XlsForm): Generator<NamedFile> {
  for (const { item } of walk(survey)) yield* mediaOf(item.media, 'survey', item.row);
  for (const [sheet, lists] of [
    ['choices', choices],
    ['external_choices', externalChoices],
  ] as const) {
    for (const list of lists.values()) for (const one of list) yield* mediaOf(one.media, sheet, one.row);
  }
}

function* mediaOf(texts: Texts, sheet: string, row: number): Generator<NamedFile> {
  for (const [kind, text] of Object.entries(texts)) {
    const inLanguages = typeof text === 'string' ? [] : Object.keys(text);
    for (const [index, name] of textsOf(text).entries()) {
      const language = inLanguages[index];
      const isPlain = language === undefined || language === 'default';
      const place = at(sheet, row, isPlain ? kind : `${kind}::${language}`);
      // A hyphen is pyxform's own word for nothing.
      if (name.trim() !== '' && name.trim() !== '-') yield { name: name.trim(), place };
    }
  }
}
