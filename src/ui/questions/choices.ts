import { h } from 'preact';
import type { Choice, Translated } from '../../domain/form/definition.ts';
import type { Option } from '../parts/ChoiceList.tsx';
import type { IconName } from '../parts/icons.ts';
import { Words } from './Words.tsx';

/** The choices of a form as big choices, with the pictures that are made for them. */
export function optionsOf(
  choices: readonly Choice[],
  text: (translated: Translated | undefined) => string,
): Option[] {
  return choices.map(({ name, label, icon }) => ({
    value: name,
    label: h(Words, { text: text(label) || name }),
    icon: isIcon(icon) ? icon : undefined,
  }));
}

/** XLSForm's appearances that ask for pictures side by side. */
export const layoutOf = (appearance: string | undefined): 'grid' | 'list' =>
  /columns|grid|picture/.test(appearance ?? '') ? 'grid' : 'list';

const isIcon = (name: string | undefined): name is IconName => name?.startsWith('kind-') === true;
