import { DOMImplementation, Element } from '@xmldom/xmldom';
import { options, render, type VNode } from 'preact';
import { act } from 'preact/test-utils';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { App, OpenResponse, OpenView, Work } from '../../../../src/app/index.ts';
import type { Answer } from '../../../../src/domain/answer.ts';
import { compileForm } from '../../../../src/domain/form/compile.ts';
import { EXTENSION } from '../../../../src/domain/form/extended/index.ts';
import { answerQuestion, newState, pages } from '../../../../src/domain/form/state.ts';
import { formDocumentId, responseId } from '../../../../src/domain/ids.ts';
import { answerDraft, startDraft } from '../../../../src/domain/response.ts';
import { signal } from '../../../../src/domain/signal.ts';
import { startLanguage } from '../../../../src/language/index.ts';
import { AppContext, WorkContext } from '../../../../src/ui/context.tsx';
import { loadViews } from '../../../../src/ui/questions/registry.ts';
import { ListPages } from '../../../../src/ui/screens/survey/extended/ListPages.tsx';
import { OneQuestion } from '../../../../src/ui/screens/survey/Questions.tsx';
import { longForm } from '../../../bench/longForm.ts';

const CLOCK = { now: '2026-03-01T09:00:00.000+05:00', today: '2026-03-01' };
const compiled = compileForm(longForm(500), EXTENSION);
if (!compiled.ok) throw new Error(JSON.stringify(compiled));
const form = compiled.value;

/** What a browser's elements have and this document's lack, as far as drawing asks for it. */
const BROWSERS = {
  style: { setProperty: () => undefined },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  contains: () => false,
  remove(this: Element) {
    this.parentNode?.removeChild(this);
  },
};

/** All questions are near the screen, as if it were as long as the list. */
class EndlessScreen {
  readonly #seen: IntersectionObserverCallback;
  constructor(seen: IntersectionObserverCallback) {
    this.#seen = seen;
  }
  observe(target: object): void {
    const entry = { target, isIntersecting: true, boundingClientRect: { height: 0 } };
    this.#seen([entry as IntersectionObserverEntry], this as unknown as IntersectionObserver);
  }
  unobserve(): void {}
}

/** Paths of the questions that were drawn since the last look, in order. */
let drawn: string[] = [];
const before = options.diffed ?? (() => undefined);

beforeAll(async () => {
  const document = new DOMImplementation().createDocument(null, 'body');
  Object.assign(Element.prototype, BROWSERS);
  vi.stubGlobal('document', document);
  vi.stubGlobal('IntersectionObserver', EndlessScreen);
  options.diffed = (node: VNode) => {
    if (node.type === OneQuestion) drawn.push((node as VNode<{ path: string }>).props.path);
    before(node);
  };
  await startLanguage('en');
  await loadViews(form);
});

afterAll(() => {
  options.diffed = before;
  vi.unstubAllGlobals();
});

function opened() {
  const ids = { id: responseId('0'), formVersion: formDocumentId('long', '0') };
  const more = { campaign: '', round: null, collector: '', device: '', language: 'en' };
  const draft = startDraft(form, { ...ids, ...more }, CLOCK);
  const state = newState(form, CLOCK);
  const view = signal<OpenView>({ draft, state, pages: pages(form, state), saving: 'saved' });
  const answer = (path: string, value: Answer | undefined): void => {
    const next = answerQuestion(form, view.get().state, path, value, CLOCK);
    const changed = answerDraft(view.get().draft, next, CLOCK);
    view.set({ draft: changed, state: next, pages: pages(form, next), saving: 'saving' });
  };
  return { open: { form, view, current: () => view.get() } as unknown as OpenResponse, view, answer };
}

let list: ReturnType<typeof opened>;

beforeEach(() => {
  list = opened();
  const room = document.createElementNS('http://www.w3.org/1999/xhtml', 'main');
  act(() =>
    render(
      <AppContext.Provider value={{} as App}>
        <WorkContext.Provider value={{} as Work}>
          <ListPages open={list.open} />
        </WorkContext.Provider>
      </AppContext.Provider>,
      room,
    ),
  );
  drawn = [];
});

const answered = (path: string, value: Answer | undefined): string[] => {
  act(() => list.answer(path, value));
  return drawn.splice(0).toSorted();
};

test('an answer in a list of 500 questions draws only what depends on it', () => {
  // Itself, the question that it shows, its sum and the sum of all.
  expect(answered('n7', 50)).toEqual(['n7', 'note7', 'notetotal', 's7']);
  expect(answered('x3', 'words')).toEqual(['x3']);
});

test('a question that goes takes no other with it', () => {
  answered('n7', 50);
  expect(answered('n7', 5)).toEqual(['n7', 'note7', 'notetotal']);
});

test('an answer that shows fifty questions draws those fifty', () => {
  answered('adult', 'no');
  const shown = answered('adult', 'yes');
  expect(shown).toHaveLength(51);
  expect(shown.filter((path) => !path.startsWith('g'))).toEqual(['adult']);
});

test('that an answer was saved draws nothing', () => {
  act(() => list.view.set({ ...list.view.get(), saving: 'saved' }));
  expect(drawn).toEqual([]);
});
