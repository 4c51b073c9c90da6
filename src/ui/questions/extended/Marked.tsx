import './marked.css';
import type { VNode } from 'preact';
import { type Mark, marksIn, plainWords } from './marks.ts';

/** The words of a form with what they are set off by. Nothing in them can be tapped: they stand in labels and links. */
export const marked = (text: string): VNode => <>{marksIn(text).map(drawn)}</>;

/** The same without what sets them off. */
export const plain = plainWords;

function drawn(mark: Mark): VNode | string {
  if (typeof mark === 'string') return mark;
  if (mark.as === 'break') return <br />;
  const inner = mark.inner.map(drawn);
  switch (mark.as) {
    case 'bold':
      return <strong>{inner}</strong>;
    case 'italic':
      return <em>{inner}</em>;
    case 'link':
      return (
        <>
          {inner}{' '}
          <bdi class="mark-address" dir="ltr">
            {mark.address}
          </bdi>
        </>
      );
    // The letters stay as dark as all others: a colour of the form's may not be readable in each of our themes.
    case 'coloured':
      return (
        <span class="mark-coloured" style={{ textDecorationColor: mark.colour }}>
          {inner}
        </span>
      );
    default:
      return <span class={`mark-${mark.as}`}>{inner}</span>;
  }
}
