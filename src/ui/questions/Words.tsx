import { useEffect, useState } from 'preact/hooks';

const MARKS = /[*_]\S.*[*_]|<\w|^#{1,6}\s|\\[*_#\\]|\]\(/m;

let draw: typeof import('./extended/Marked.tsx').marked | undefined;

/** Words of a form. Those that Markdown or HTML sets off are drawn so by a file that few forms need. */
export function Words({ text }: { text: string }) {
  const [, setReady] = useState(draw !== undefined);
  const isMarked = MARKS.test(text);
  useEffect(() => {
    if (!isMarked || draw !== undefined) return;
    // What cannot be loaded now is read as it was written.
    import('./extended/Marked.tsx').then(
      ({ marked }) => {
        draw = marked;
        setReady(true);
      },
      () => undefined,
    );
  }, [isMarked]);
  return <>{(isMarked && draw?.(text)) || text}</>;
}
