import { KINDS } from '../../../domain/mobility/kinds.ts';
import { Icon } from '../../parts/Icon.tsx';
import { INTERFACE_ICONS } from '../../parts/iconNames.ts';
import type { IconName } from '../../parts/icons.ts';

const kinds = KINDS.map(({ icon }) => icon).filter((icon): icon is IconName => icon.startsWith('kind-'));

/** The whole sprite, by name. */
export function Icons() {
  return (
    <section class="gallery-section" id="icons">
      <h2>
        <code>Icon</code>
      </h2>
      <ul class="gallery-icons" lang="en">
        {[...kinds, ...INTERFACE_ICONS].map((name) => (
          <li key={name}>
            <Icon name={name} size="large" />
            <code>{name.replace('kind-', '')}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
