import type { INTERFACE_ICONS } from './iconNames.ts';

export type InterfaceIcon = (typeof INTERFACE_ICONS)[number];
/** `kind-...` are the filled pictures of place reports; a form may also name one for a choice. */
export type IconName = InterfaceIcon | `kind-${string}`;

/** These point along the line of reading, so they turn round in Urdu. */
export const DIRECTIONAL: ReadonlySet<IconName> = new Set<IconName>([
  'arrow-left',
  'arrow-right',
  'chevron-left',
  'chevron-right',
  'external-link',
  'list',
  'list-checks',
  'log-out',
  'send',
  'undo',
]);
