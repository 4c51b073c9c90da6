import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, partsOf } from '../../src/domain/logic/check.ts';
import { closureOf } from '../../src/domain/logic/compile.ts';
import { WHOLE_LANGUAGE } from '../../src/domain/logic/extended/language.ts';
import { nodesValue, STEPS_MAX, type TreeNode } from '../../src/domain/logic/extended/tree.ts';
import { define } from '../../src/domain/logic/functions/define.ts';
import type { Language } from '../../src/domain/logic/language.ts';
import { zoneMsOf } from '../../src/domain/logic/time.ts';
import { type Scene, toBoolean, toNumber, toText, type Value } from '../../src/domain/logic/values.ts';
import { type Kind, noOutcome } from './outcome.ts';
import { treeOf } from './xml.ts';

/** One case of `xpath-public.json`. */
interface Case {
  readonly id: string;
  readonly expression: string;
  readonly type: string;
  readonly expected: string | number | boolean;
  readonly tags: readonly string[];
  readonly agreed_by: readonly string[];
  readonly xml: string;
  readonly context: string;
  /** The title of the case in its suite: it alone tells the language in which a translated text is wanted. */
  readonly test?: string;
}

/** Both engines of the field give what is expected, and no axis of XML is needed. */
const isTierA = ({ agreed_by, tags }: Case): boolean =>
  agreed_by.includes('enketo') && agreed_by.includes('getodk') && !tags.includes('dom-axes');

export const expressions = kindOf(isTierA);
export const otherExpressions = kindOf((one) => !isTierA(one));

function kindOf(isMeant: (one: Case) => boolean): Kind {
  return {
    async run(folder) {
      const cases: Case[] = JSON.parse(readFileSync(join(folder, 'xpath-public.json'), 'utf8'));
      const outcome = noOutcome();
      for (const one of cases.filter(isMeant)) {
        const got = answerTo(one, WHOLE_LANGUAGE);
        if (got === undefined) {
          outcome.passed += 1;
          continue;
        }
        const { id, expression, type, expected } = one;
        const failure = { id, given: expression, expected: `${type} ${expected}`, got };
        if (one.tags.includes('dom-axes') || answerTo(one, WITH_PARTIAL_REGEX) === undefined) {
          outcome.outOfScope += 1;
          outcome.others.push(failure);
        } else {
          outcome.failed += 1;
          outcome.failures.push(failure);
        }
      }
      return outcome;
    },
  };
}

/** When and where the answers of the corpus were recorded. */
const NOW = '2026-11-21T19:26:23.000-07:00';
const ZONE_MS = zoneMsOf(NOW) ?? 0;

/** `regex` as the web engines have it. Ours matches the whole text, as ODK documents: decided in docs/conformance.md. */
const WITH_PARTIAL_REGEX: Language = {
  ...WHOLE_LANGUAGE,
  functions: new Map([
    ...WHOLE_LANGUAGE.functions,
    ['regex', define(2, 2, ([text = '', pattern = '']) => new RegExp(toText(pattern)).test(toText(text)))],
  ]),
};

const NAMES = { pathOf: () => undefined, ambiguous: new Set<string>() };

/** What came out instead of what was expected; undefined if that did. */
function answerTo(one: Case, language: Language): string | undefined {
  const { type, expected } = one;
  // Answers have no namespaces: a name is what is written.
  const parsed = language.parse(one.expression.replaceAll('xhtml:', ''));
  if (!parsed.ok) return type === 'error' ? undefined : `${parsed.why} ${parsed.words?.['found'] ?? ''}`;
  if (type === 'error') {
    // What our forms refuse when they are compiled, the engines of the field refuse when they come to it.
    const refused = check(partsOf(parsed.value, language.inside), NAMES, language.functions);
    return refused === undefined ? 'no error' : undefined;
  }
  try {
    const value = closureOf(parsed.value, NAMES, language)(sceneOf(one));
    return MEETS[type]?.(value, expected) === true ? undefined : JSON.stringify(value);
  } catch (thrown) {
    return String(thrown);
  }
}

/** The scene of an expression that stands at a node of an XML document. */
function sceneOf({ xml, context, test = '' }: Case): Scene {
  const top = treeOf(xml);
  const node = nodeAt(top, context);
  const language = /in language (\w+)$/.exec(test)?.[1] ?? '';
  return {
    answer: () => [],
    own: [node.text()],
    from: '',
    column: (name) => nodesValue(node.children.filter((child) => child.name === name)),
    today: NOW.slice(0, 10),
    now: NOW,
    zoneMs: ZONE_MS,
    random: Math.random,
    textOf: (id) => translationIn(top, id, language),
    place: {
      node,
      position: 1,
      size: 1,
      stepsLeft: STEPS_MAX,
      top: answersIn(top) ?? top,
      current: node,
      instance: (id) => instanceIn(top, id),
    },
  };
}

/** Follows the path that the corpus gives for the context: child numbers, an attribute, a kind of node. */
function nodeAt(top: TreeNode, context: string): TreeNode {
  let node = top;
  for (const step of context.split('/').filter(Boolean)) {
    const [, test = '', number] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const among = test.startsWith('@')
      ? node.attributes.filter(({ name }) => name === test.slice(1))
      : node.children.filter(({ kind }) => (test === '*' ? kind === 'element' : `${kind}()` === test));
    node = among[Number(number ?? 1) - 1] ?? node;
  }
  return node;
}

/** Elements of a name below a node, in the order of the document. */
const elementsNamed = (node: TreeNode, name: string): TreeNode[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsNamed(child, name)]);

const attributeOf = (node: TreeNode, name: string): string | undefined =>
  node.attributes.find((one) => one.name === name)?.text();

/**
 * Where paths from the top begin in a whole form: above its answers, which are its first instance (XForms 1.1, 7.2).
 * A document that is no form, a bare model for one, has its own top.
 */
function answersIn(top: TreeNode): TreeNode | undefined {
  const [form] = elementsNamed(top, 'h:html');
  const [model] = form === undefined ? [] : elementsNamed(form, 'model');
  const [instance] = model === undefined ? [] : elementsNamed(model, 'instance');
  return instance && { ...top, children: instance.children, text: () => instance.text() };
}

/** A text of a form by its id, in a language or else in the form's own. */
function translationIn(top: TreeNode, id: string, language: string): string {
  const languages = elementsNamed(top, 'translation');
  const own = languages.find((one) => attributeOf(one, 'default') !== undefined) ?? languages[0];
  const wanted = languages.find((one) => attributeOf(one, 'lang') === language);
  const texts = [wanted, own].flatMap((one) => (one === undefined ? [] : elementsNamed(one, 'text')));
  const values = texts
    .filter((text) => attributeOf(text, 'id') === id)
    .flatMap((text) => elementsNamed(text, 'value'));
  return values.find((value) => attributeOf(value, 'form') === undefined)?.text() ?? '';
}

function instanceIn(node: TreeNode, id: string): TreeNode | undefined {
  const isIt = node.attributes.some(({ name, text }) => name === 'id' && text() === id);
  if (isIt && node.name === 'instance') return node;
  return node.children.map((child) => instanceIn(child, id)).find(Boolean);
}

/** How each type of expectation is met. */
const MEETS: Readonly<Record<string, (value: Value, expected: Case['expected']) => boolean>> = {
  boolean: (value, expected) => toBoolean(value) === expected,
  string: (value, expected) => toText(value) === String(expected),
  number: (value, expected) => Object.is(toNumber(value, { zoneMs: ZONE_MS }) + 0, Number(expected) + 0),
  'number-rounded': (value, expected) => isRounded(toNumber(value, { zoneMs: ZONE_MS }), String(expected)),
  'string-regex': (value, expected) => {
    const [, pattern = '', flags = ''] = /^\/(.*)\/(\w*)$/.exec(String(expected)) ?? [];
    return new RegExp(pattern, flags).test(toText(value));
  },
  'string-length': (value, expected) => toText(value).length === Number(expected),
  'node-count': (value, expected) => typeof value === 'object' && value.length === Number(expected),
};

/** Whether a number is what was written down with fewer places, rounded or cut. */
function isRounded(value: number, written: string): boolean {
  const places = written.split('.')[1]?.length ?? 0;
  return Math.abs(value - Number(written)) <= 10 ** -places;
}
