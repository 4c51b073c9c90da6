import './Menu.css';
import { useState } from 'preact/hooks';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import type { IconName } from './icons.ts';

export interface MenuItem {
  label: string;
  icon?: IconName | undefined;
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
  /** For a switch: is it on? */
  pressed?: boolean | undefined;
  danger?: boolean | undefined;
}

export interface MenuProps {
  label: string;
  icon?: IconName | undefined;
  items: readonly MenuItem[];
}

/** Rare actions of a page: a button, and a sheet of plain buttons and links under the thumb. */
export function Menu({ label, icon = 'menu', items }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton icon={icon} label={label} expanded={isOpen} onClick={() => setOpen(true)} />
      <MenuSheet label={label} items={items} open={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

interface MenuSheetProps {
  label: string;
  items: readonly MenuItem[];
  open: boolean;
  onClose: () => void;
}

/** The sheet alone, for a button that stands elsewhere. */
export function MenuSheet({ label, items, open, onClose }: MenuSheetProps) {
  return (
    <Dialog title={label} open={open} onClose={onClose} shape="sheet">
      <ul class="menu">
        {items.map((item) => (
          <li key={item.label}>
            <MenuLine {...item} close={onClose} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function MenuLine({ label, icon, href, onSelect, pressed, danger, close }: MenuItem & { close: () => void }) {
  const choose = () => {
    close();
    onSelect?.();
  };
  const common = { class: danger ? 'menu-line menu-danger' : 'menu-line', onClick: choose };
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span class="menu-label">{label}</span>
      {pressed && <Icon name="check" />}
    </>
  );
  if (href !== undefined) {
    return (
      <a {...common} href={href}>
        {content}
      </a>
    );
  }
  return (
    <button type="button" {...common} aria-pressed={pressed}>
      {content}
    </button>
  );
}
