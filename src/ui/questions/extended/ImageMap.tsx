import { h, type TargetedMouseEvent, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Drawing, Shape } from '../../../domain/drawing.ts';
import type { Result } from '../../../domain/result.ts';
import type { QuestionProps } from '../types.ts';
import { usePlain } from '../Words.tsx';
import { MissingFile } from './FileTrouble.tsx';

interface ImageMapProps extends Pick<QuestionProps, 'choices' | 'shapes' | 'text' | 'readOnly'> {
  /** The file that the form names. */
  name: string;
  chosen: readonly string[];
  onTap: (choice: string) => void;
}

/**
 * A picture whose named shapes are the choices. It answers to a finger; the list under it says the same to everybody
 * else, so that it is hidden from a reader of screens.
 */
export function ImageMap({ name, shapes, choices, chosen, text, readOnly, onTap }: ImageMapProps) {
  const plain = usePlain();
  const [picture, setPicture] = useState<Result<Drawing> | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    void shapes?.(name).then((read) => isWanted && setPicture(read));
    return () => {
      isWanted = false;
    };
  }, [name, shapes]);
  if (picture === undefined) return null;
  if (!picture.ok) return <MissingFile name={name} why={picture.why} />;
  const labels = new Map(choices.map((choice) => [choice.name, plain(text(choice.label))]));
  const tap = (event: TargetedMouseEvent<SVGSVGElement>) => {
    const shape = (event.target as Element).closest('[data-choice]');
    const choice = shape?.getAttribute('data-choice');
    if (!readOnly && choice) onTap(choice);
  };
  return (
    <svg class="image-map" viewBox={picture.value.viewBox.join(' ')} aria-hidden="true" onClick={tap}>
      {picture.value.shapes.map((shape) => shapeOf(shape, labels, chosen))}
    </svg>
  );
}

function shapeOf(
  { tag, id, attributes, text, children }: Shape,
  labels: ReadonlyMap<string, string>,
  chosen: readonly string[],
): VNode {
  const label = id === undefined ? undefined : labels.get(id);
  const choice = label !== undefined && {
    'data-choice': id,
    class: id !== undefined && chosen.includes(id) ? 'image-map-choice is-chosen' : 'image-map-choice',
  };
  return h(
    tag,
    { ...attributes, ...choice },
    label !== undefined && <title>{label}</title>,
    text,
    children.map((child) => shapeOf(child, labels, chosen)),
  );
}
