import { type Text, textsOf, walk, type XlsForm } from './form.ts';

/** The language of texts that stand in columns without one, where the settings name none: as pyxform calls it. */
const UNNAMED = 'default';

/** Between the names in `dastak_languages`, the setting that keeps the order of a form's languages. */
export const LANGUAGE_SEPARATOR = ' | ';

export interface Languages {
  /** BCP 47 tags in the form's order; the first is not always the default. */
  readonly tags: readonly string[];
  readonly defaultTag: string;
  /** The author's names of those that are called otherwise than their tag. */
  readonly names: Readonly<Record<string, string>>;
  tagOf(name: string): string;
}

/** The languages of a form's texts, by the names in its columns. */
export function languagesOf(form: XlsForm): Languages {
  const { names, hasPlain } = languageNames(form);
  const listed = form.settings['dastak_languages']?.split(LANGUAGE_SEPARATOR) ?? [];
  const first = form.settings['default_language'] ?? (hasPlain ? UNNAMED : [...names][0]);
  const tags = new Map<string, string>();
  const add = (name: string): string => {
    const known = tags.get(name);
    if (known !== undefined) return known;
    const tag = freeTag(tagFor(name), new Set(tags.values()));
    tags.set(name, tag);
    return tag;
  };
  const defaultTag = add(first ?? UNNAMED);
  for (const name of names) add(name);
  return {
    tags: [...new Set([...listed.map(add), ...tags.values()])],
    defaultTag,
    names: Object.fromEntries([...tags].flatMap(([name, tag]) => (name === tag ? [] : [[tag, name]]))),
    tagOf: add,
  };
}

function languageNames({ survey, choices }: XlsForm): { names: Set<string>; hasPlain: boolean } {
  const names = new Set<string>();
  let hasPlain = false;
  const look = (text: Text | undefined): void => {
    if (typeof text === 'object') for (const name of Object.keys(text)) names.add(name);
    else if (textsOf(text).some((one) => one.trim() !== '')) hasPlain = true;
  };
  // A picture in a column without a language is that of all of them.
  const lookAtFile = (file: Text): void => {
    if (typeof file === 'object') look(file);
  };
  for (const { item } of walk(survey)) {
    for (const text of [item.label, item.hint, item.guidance_hint]) look(text);
    for (const file of Object.values(item.media)) lookAtFile(file);
    for (const key of MESSAGES) look(item.bind[key]);
  }
  for (const list of choices.values())
    for (const { label, media } of list) {
      look(label);
      for (const file of Object.values(media)) lookAtFile(file);
    }
  return { names, hasPlain };
}

const MESSAGES = ['jr:constraintMsg', 'jr:requiredMsg', 'jr:noAppErrorString'];

const CODE = /\(([a-z]{2,3}(?:-[a-z\d]{2,8})*)\)\s*$/i;
const TAG = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i;

/** Languages that authors often name without their code, by what they are called in English and by their speakers. */
const TAGS_BY_NAME = new Map(
  'en ur es fr pt ar hi sd ps fa ne sw'
    .split(' ')
    .flatMap((tag) =>
      ['en', tag].map((language) => [
        new Intl.DisplayNames(language, { type: 'language' }).of(tag)?.toLowerCase(),
        tag,
      ]),
    ),
);

/** `Urdu (ur)`, `Urdu` and `اردو` → `ur`; another name without a code becomes a private tag, so that it can be one. */
export function tagFor(name: string): string {
  const code = CODE.exec(name)?.[1] ?? TAGS_BY_NAME.get(name.toLowerCase());
  if (code !== undefined) return code;
  if (TAG.test(name) || name === UNNAMED) return name;
  const letters = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
  return `x-${(letters || 'none').replace(/.{8}(?=.)/g, '$&-')}`;
}

/** Two names may have one code; the second gets a number. */
function freeTag(tag: string, taken: ReadonlySet<string>): string {
  if (!taken.has(tag)) return tag;
  for (let number = 2; ; number++) {
    const other = `${tag}-x-${number}`;
    if (!taken.has(other)) return other;
  }
}
