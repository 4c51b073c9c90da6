import type {
  Choice,
  Entity,
  FormDefinition,
  QuestionType,
  Row,
  Translated,
} from '../../domain/form/definition.ts';
import { given } from './cells.ts';
import type { ChoiceItem, EntityItem, Item, Plain, Text, Texts, XlsForm } from './form.ts';
import { type Languages, languagesOf, tagFor } from './languages.ts';

/** Columns of `bind` and `control` that a row has a field for. */
const BINDS = [
  'required',
  'relevant',
  'constraint',
  'calculate',
  'readonly',
  'entities:saveto',
  'jr:constraintMsg',
  'jr:requiredMsg',
];
const CONTROLS = ['appearance', 'jr:count', 'autoplay'];
const SETTINGS = [
  'name',
  'id_string',
  'title',
  'version',
  'default_language',
  'instance_name',
  'style',
  'clean_text_values',
  'dastak_languages',
  'dastak_subject',
];
/** Columns of titles: the one by the names of languages as authors write them, the other by our own tags. */
const TITLE = /^(?:dastak_)?title::/;
const titleTag = (key: string): string => {
  const language = key.replace(TITLE, '');
  return key.startsWith('t') ? tagFor(language) : language;
};

/** A form that has been read as the definition that the app works with; nothing that a form says is lost. */
export function toDefinition(form: XlsForm): FormDefinition {
  const { settings, survey } = form;
  const languages = languagesOf(form);
  const converter = new Converter(form, languages);
  const { id_string: id = 'form', title, version = '' } = settings;
  const formId = idOf(id);
  const titles = Object.entries(settings).filter(([key]) => TITLE.test(key));
  const further = Object.entries(settings).filter(([key]) => !SETTINGS.includes(key) && !TITLE.test(key));
  const kept: Plain = {
    ...Object.fromEntries(further),
    ...(formId === id ? {} : { id_string: id }),
    ...(settings['name'] === undefined || settings['name'] === 'data' ? {} : { name: settings['name'] }),
  };
  return {
    form_id: formId,
    version,
    title: {
      [languages.defaultTag]: title ?? id,
      ...Object.fromEntries(titles.map(([key, text]) => [titleTag(key), text])),
    },
    subject: settings['dastak_subject'] === 'place' ? 'place' : 'survey',
    default_language: languages.defaultTag,
    languages: [...languages.tags],
    survey: survey.map((item) => converter.row(item)),
    choices: converter.lists(),
    ...given({
      entities:
        form.entities.length === 0 ? undefined : form.entities.map((entity) => converter.entity(entity)),
      instance_name: settings['instance_name'],
      style: settings['style'],
      language_names: nonEmpty(languages.names),
      settings: nonEmpty(kept),
    }),
  };
}

/** A form's id is part of a document's id: other characters become hyphens. */
const idOf = (id: string): string => id.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || 'form';

const nonEmpty = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> | undefined =>
  Object.keys(record).length === 0 ? undefined : { ...record };

class Converter {
  readonly #form: XlsForm;
  readonly #languages: Languages;

  constructor(form: XlsForm, languages: Languages) {
    this.#form = form;
    this.#languages = languages;
  }

  row(item: Item): Row {
    const { name, bind, control, list } = item;
    const plain = (key: string): string | undefined =>
      typeof bind[key] === 'string' ? bind[key] : undefined;
    return {
      type: typeOf(item),
      name,
      ...given({
        label: this.#text(item.label),
        hint: this.#text(item.hint),
        guidance_hint: this.#text(item.guidance_hint),
        required: plain('required'),
        required_message: this.#text(bind['jr:requiredMsg']),
        relevant: plain('relevant'),
        constraint: plain('constraint'),
        constraint_message: this.#text(bind['jr:constraintMsg']),
        calculation: plain('calculate'),
        default: item.default,
        read_only: plain('readonly'),
        appearance: control['appearance'],
        list_name: list === undefined || item.type === 'osm' ? undefined : this.#listName(item),
        choice_filter: item.choice_filter,
        media: this.#media(item.media),
        parameters: nonEmpty(item.parameters),
        repeat_count: control['jr:count'],
        trigger: item.trigger?.map((one) => `\${${one}}`).join(', '),
        save_to: plain('entities:saveto'),
        autoplay: control['autoplay'],
        attributes: nonEmpty(attributesOf(item)),
        children: item.children?.map((child) => this.row(child)),
      }),
    };
  }

  lists(): Record<string, Choice[]> {
    const { choices, externalChoices } = this.#form;
    const external = [...externalChoices].map(([name, list]): [string, Choice[]] => [
      this.#external(name),
      this.#choices(list),
    ]);
    return Object.fromEntries([
      ...[...choices].map(([name, list]): [string, Choice[]] => [name, this.#choices(list)]),
      ...external,
    ]);
  }

  entity({ dataset, label, entity_id, create_if, update_if, container }: EntityItem): Entity {
    const repeat = container.findLast((name) => this.#isRepeat(name));
    return { list_name: dataset, ...given({ label, entity_id, create_if, update_if, repeat }) };
  }

  /** Lists of the external sheet stand with the others; the phone has no need to search them otherwise. */
  #listName({ type, list = '' }: Item): string {
    return type === 'select_one_external' ? this.#external(list) : list;
  }

  #external(list: string): string {
    return this.#form.choices.has(list) ? `${list}_external` : list;
  }

  #isRepeat(name: string): boolean {
    const find = (items: readonly Item[]): boolean =>
      items.some((item) => (item.type === 'repeat' && item.name === name) || find(item.children ?? []));
    return find(this.#form.survey);
  }

  #choices(list: readonly ChoiceItem[]): Choice[] {
    return list.map(({ name, label, media, extra }) => {
      const { dastak_icon: icon, ...columns } = extra;
      return {
        name,
        label: this.#text(label) ?? {},
        ...given({ icon, columns: nonEmpty(columns), media: this.#media(media) }),
      };
    });
  }

  #text(text: Text | undefined): Translated | undefined {
    if (text === undefined) return undefined;
    if (typeof text === 'string') return { [this.#languages.defaultTag]: text };
    return Object.fromEntries(Object.entries(text).map(([name, one]) => [this.#languages.tagOf(name), one]));
  }

  #media(media: Texts): Record<string, Translated> | undefined {
    return nonEmpty(
      Object.fromEntries(Object.entries(media).map(([kind, text]) => [kind, this.#text(text) ?? {}])),
    );
  }
}

/** What runs as another type here: a list is a list, and a map of OpenStreetMap's own is beyond a phone. */
function typeOf({ type }: Item): QuestionType {
  if (type === 'select_one_external') return 'select_one';
  if (type === 'osm') return 'text';
  return (type.startsWith('uri:') ? type.slice('uri:'.length) : type) as QuestionType;
}

function attributesOf({ bind, control, instance }: Item): Plain {
  const all: [group: string, texts: Texts, known: readonly string[]][] = [
    ['bind', bind, BINDS],
    ['body', control, CONTROLS],
    ['instance', instance, []],
  ];
  return Object.fromEntries(
    all.flatMap(([group, texts, known]) =>
      Object.entries(texts)
        .filter(([key]) => !known.includes(key))
        .flatMap(([key, text]) =>
          typeof text === 'string'
            ? [[`${group}::${key}`, text]]
            : Object.entries(text).map(([language, one]) => [`${group}::${key}::${language}`, one]),
        ),
    ),
  );
}
