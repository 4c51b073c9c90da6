import type collector from '../../locales/en/collector.json';
import type common from '../../locales/en/common.json';
import type desk from '../../locales/en/desk.json';
import type extended from '../../locales/en/extended.json';
import type gallery from '../../locales/en/gallery.json';
import type more from '../../locales/en/more.json';
import type question from '../../locales/en/question.json';
import type report from '../../locales/en/report.json';
import type trouble from '../../locales/en/trouble.json';
import type xlsform from '../../locales/en/xlsform.json';

/** English is the model: a key that is not in it is a compile error, and a test compares the other languages. */
interface Words {
  common: typeof common;
  question: typeof question;
  collector: typeof collector;
  trouble: typeof trouble;
  /** What only some forms ask with: places, photos, repeats, recordings and so on. */
  extended: typeof extended;
  /** What is not on the way to a question: records, sending, settings. */
  more: typeof more;
  report: typeof report;
  desk: typeof desk;
  gallery: typeof gallery;
  /** What is said of a form that is being imported. */
  xlsform: typeof xlsform;
}

export type Namespace = keyof Words;

type WithoutPlural<Name extends string> = Name extends `${infer Base}_${'zero' | 'one' | 'many' | 'other'}`
  ? Base
  : Name;
type Leaves<Tree> = Tree extends string
  ? never
  : {
      [Name in keyof Tree & string]: Tree[Name] extends string
        ? WithoutPlural<Name>
        : `${Name}.${Leaves<Tree[Name]>}`;
    }[keyof Tree & string];

/** `namespace:path.to.words` */
export type Key = { [Name in Namespace]: `${Name}:${Leaves<Words[Name]>}` }[Namespace];
/** Troubles that have a sentence: those of later screens are among their words (`troubleText`). */
export type TroubleWhy =
  | Leaves<Words['trouble']>
  | { [Name in Namespace]: Words[Name] extends { trouble: infer Told } ? Leaves<Told> : never }[Namespace];
