import './Icon.css';
// By its content's name, which a browser may keep: of one that must be asked for anew, each icon that comes onto the
// screen later would read all of it once more.
import sprite from '../assets/icons.svg?url';
import { DIRECTIONAL, type IconName } from './icons.ts';

export interface IconProps {
  name: IconName;
  /** 24 px, or 36 px on the big cards. */
  size?: 'normal' | 'large' | undefined;
  /** Words for a reader who cannot see it; without them the icon is decoration beside its own text. */
  label?: string | undefined;
}

export function Icon({ name, size = 'normal', label }: IconProps) {
  const family = name.startsWith('kind-') ? 'icon-filled' : 'icon-stroke';
  const turns = DIRECTIONAL.has(name) ? 'icon-directional' : '';
  const said = label === undefined ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return (
    // The name is in `aria-label`: a <title> would also pop up as a tooltip under the thumb.
    // biome-ignore lint/a11y/noSvgWithoutTitle: see above
    <svg class={`icon ${family} ${turns} icon-${size}`} focusable="false" {...said}>
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
