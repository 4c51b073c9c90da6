import type { Choice, Entity, FormDefinition, Row, Translated } from '../../domain/form/definition.ts';
import { given } from './cells.ts';
import { placeEntities } from './entities.ts';
import type { ChoiceItem, Item, Plain, Text, Texts, XlsForm } from './form.ts';
import { LANGUAGE_SEPARATOR, tagFor } from './languages.ts';
import { referencesIn } from './names.ts';
import { Report } from './problem.ts';

/** A definition as the form that its workbook says: the way out, for `.xlsx` and XForms. */
export function fromDefinition(definition: FormDefinition): XlsForm {
  const writer = new Writer(definition);
  const survey = definition.survey.map((row, index) => writer.item(row, index + 2));
  const entities = (definition.entities ?? []).map(entityItem);
  return {
    settings: writer.settings(),
    survey,
    choices: new Map(
      Object.entries(definition.choices).map(([name, list]) => [name, list.map((one) => writer.choice(one))]),
    ),
    externalChoices: new Map(),
    osm: new Map(),
    entities: placeEntities(entities, survey, new Report()),
  };
}

const entityItem = (
  { list_name: dataset, label, entity_id, create_if, update_if }: Entity,
  index: number,
) => ({
  row: index + 2,
  dataset,
  ...given({ label, entity_id, create_if, update_if }),
});

class Writer {
  readonly #definition: FormDefinition;

  constructor(definition: FormDefinition) {
    this.#definition = definition;
  }

  settings(): Plain {
    const {
      form_id: id,
      version,
      title,
      subject,
      default_language,
      languages,
      instance_name,
      style,
      settings = {},
    } = this.#definition;
    const others = Object.entries(title).filter(([tag]) => tag !== default_language);
    return {
      name: 'data',
      id_string: id,
      ...given({ title: title[default_language] }),
      ...(version === '' ? {} : { version }),
      default_language: this.#name(default_language),
      ...given({ instance_name, style }),
      ...(languages.length > 1
        ? { dastak_languages: languages.map((tag) => this.#name(tag)).join(LANGUAGE_SEPARATOR) }
        : {}),
      ...(subject === 'survey' ? {} : { dastak_subject: subject }),
      ...Object.fromEntries(others.map(([tag, text]) => [`dastak_title::${tag}`, text])),
      ...settings,
    };
  }

  /** @param number its place in the sheet, as far as a form without a sheet has one */
  item(row: Row, number: number): Item {
    const further = attributesOf(row.attributes ?? {});
    const bind = {
      required: row.required,
      relevant: row.relevant,
      constraint: row.constraint,
      calculate: row.calculation,
      readonly: row.read_only,
      'entities:saveto': row.save_to,
      'jr:constraintMsg': this.#text(row.constraint_message),
      'jr:requiredMsg': this.#text(row.required_message),
    };
    const control = { appearance: row.appearance, 'jr:count': row.repeat_count, autoplay: row.autoplay };
    return {
      row: number,
      type: row.type,
      name: row.name,
      media: this.#media(row.media),
      bind: { ...further.bind, ...given(bind) },
      control: { ...further.body, ...given(control) },
      instance: further.instance,
      parameters: row.parameters ?? {},
      ...given({
        label: this.#text(row.label),
        hint: this.#text(row.hint),
        guidance_hint: this.#text(row.guidance_hint),
        default: row.default,
        choice_filter: row.choice_filter,
        trigger: row.trigger === undefined ? undefined : referencesIn(row.trigger).map(({ name }) => name),
        list: row.list_name,
        children: row.children?.map((child) => this.item(child, number)),
      }),
    };
  }

  choice({ name, label, icon, columns = {}, media }: Choice): ChoiceItem {
    const extra = icon === undefined ? columns : { ...columns, dastak_icon: icon };
    return { row: 0, name, ...given({ label: this.#text(label) }), media: this.#media(media), extra };
  }

  /** A language by its author's name, if that leads back to its tag. */
  #name(tag: string): string {
    const name = this.#definition.language_names?.[tag] ?? tag;
    return tagFor(name) === tag ? name : tag;
  }

  /** A form in one language has columns without any. */
  #text(text: Translated | undefined): Text | undefined {
    if (text === undefined || Object.keys(text).length === 0) return undefined;
    const { languages, default_language: main } = this.#definition;
    const only = text[main];
    if (languages.length === 1 && only !== undefined && Object.keys(text).length === 1) return only;
    return Object.fromEntries(Object.entries(text).map(([tag, one]) => [this.#name(tag), one]));
  }

  #media(media: Row['media'] = {}): Texts {
    return Object.fromEntries(
      Object.entries(media).flatMap(([kind, text]) => {
        const written = this.#text(text);
        return written === undefined ? [] : [[kind, written]];
      }),
    );
  }
}

/** Further columns by group: `bind::foo::fr` is `foo` of the binds in French. */
function attributesOf(attributes: Plain): {
  bind: Record<string, Text>;
  body: Record<string, string>;
  instance: Record<string, string>;
} {
  const found = {
    bind: {} as Record<string, Text>,
    body: {} as Record<string, string>,
    instance: {} as Record<string, string>,
  };
  for (const [header, text] of Object.entries(attributes)) {
    const [group, key = '', language] = header.split('::');
    if (group === 'body' || group === 'instance') found[group][key] = text;
    else if (language === undefined) found.bind[key] = text;
    else {
      const old = found.bind[key];
      found.bind[key] = { ...(typeof old === 'object' ? old : {}), [language]: text };
    }
  }
  return found;
}
