import { useEffect, useRef, useState } from 'preact/hooks';

const MARKS = /[*_]\S.*[*_]|<\w|^#{1,6}\s|\\[*_#\\]|\]\(/m;

type Marks = typeof import('./extended/Marked.tsx');
let marks: Marks | undefined;

/** What reads the marks of a text; undefined: it has none, or the file that knows them is on its way. */
function useMarks(): (text: string) => Marks | undefined {
  const [, setReady] = useState(marks !== undefined);
  const isWanted = useRef(false);
  useEffect(() => {
    if (!isWanted.current || marks !== undefined) return;
    // What cannot be loaded now is read as it was written.
    import('./extended/Marked.tsx').then(
      ({ marked, plain }) => {
        marks = { marked, plain };
        setReady(true);
      },
      () => undefined,
    );
  });
  return (text) => {
    if (!MARKS.test(text)) return undefined;
    isWanted.current = true;
    return marks;
  };
}

/** Words of a form. Those that Markdown or HTML sets off are drawn so by a file that few forms need. */
export function Words({ text }: { text: string }) {
  return <>{useMarks()(text)?.marked(text) ?? text}</>;
}

/** Words of a form where nothing can be set off: in a title, a list of problems, a name that is only heard. */
export function usePlain(): (text: string) => string {
  const marksOf = useMarks();
  return (text) => marksOf(text)?.plain(text) ?? text;
}
