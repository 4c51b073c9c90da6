import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../domain/answer.ts';

interface Typing {
  typed: string;
  type(text: string): void;
  /** Gives away what is still waiting: on blur. */
  flush(): void;
}

/**
 * The text in a field while it is typed, and the answer that it stands for. The text is never changed under the
 * fingers; only an answer that came from elsewhere (a calculation, a cleared page) replaces it.
 * @param delayMs how long a pause is waited for before the answer is given: longer means fewer writes, shorter means
 * less is lost when the tab is killed. From nothing to something, and back, is given at once: Next may depend on it.
 */
export function useTyped(
  value: Answer | undefined,
  toText: (value: Answer | undefined) => string,
  toAnswer: (typed: string) => Answer | undefined,
  onAnswer: (answer: Answer | undefined) => void,
  delayMs: number,
): Typing {
  const [typed, setTyped] = useState(() => toText(value));
  const waiting = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const give = useRef(onAnswer);
  give.current = onAnswer;
  const flush = () => {
    const last = waiting.current;
    if (last === null) return;
    clearTimeout(last.timer);
    waiting.current = null;
    give.current(toAnswer(last.text));
  };
  useLayoutEffect(() => {
    if (waiting.current === null && toAnswer(typed) !== value) setTyped(toText(value));
    // Only an answer from outside counts here, not a letter that was just typed.
  }, [value]);
  // A field that goes away in the midst of a pause still gives its last letters.
  useLayoutEffect(() => flush, []);
  const type = (text: string) => {
    setTyped(text);
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = { text, timer: setTimeout(flush, delayMs) };
    if (delayMs === 0 || (toAnswer(text) === undefined) !== (value === undefined)) flush();
  };
  return { typed, type, flush };
}
