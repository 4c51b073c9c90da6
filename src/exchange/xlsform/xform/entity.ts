import type { EntityItem } from '../form.ts';
import { made } from '../item.ts';
import type { XNode, XSet } from './tree.ts';

/** The attributes and the label of an entity element (https://getodk.github.io/xforms-spec/entities). */
export function entityNodes(entity: EntityItem, node: XNode, isRepeated: boolean): XNode[] {
  const { dataset, label, entity_id: id, create_if: createIf, update_if: updateIf } = entity;
  const isMade = id === undefined || createIf !== undefined;
  const found = `instance('${dataset}')/root/item[name=${id ?? ''}]`;
  const versions: [string, string][] = [
    ['baseVersion', `${found}/__version`],
    ['trunkVersion', `${found}/__trunkVersion`],
    ['branchId', `${found}/__branchId`],
  ];
  const uuid = (event: string): XSet => ({ element: 'setvalue', event, value: 'uuid()' });
  const events =
    id === undefined ? ['odk-instance-first-load', ...(isRepeated ? ['odk-new-repeat'] : [])] : [];
  return [
    attribute(node, 'dataset', dataset),
    ...(isMade ? [attribute(node, 'create', '1', createIf)] : []),
    ...(id === undefined ? [] : [attribute(node, 'update', '1', updateIf)]),
    ...(id === undefined ? [] : versions.map(([name, calculate]) => attribute(node, name, '', calculate))),
    { ...attribute(node, 'id', '', id), bind: { ...FIXED, ...calculated(id) }, sets: events.map(uuid) },
    ...(label === undefined ? [] : [labelNode(node, label)]),
  ];
}

const FIXED = { readonly: 'true()', type: 'string' };
const calculated = (calculate: string | undefined): { calculate?: string } =>
  calculate === undefined ? {} : { calculate };

const attribute = (parent: XNode, name: string, value: string, calculate?: string): XNode => ({
  item: made(parent.item.row, 'attribute', name),
  parent,
  path: `${parent.path}/@${name}`,
  children: [],
  attribute: value,
  bind: calculate === undefined ? {} : { calculate, ...FIXED },
  sets: [],
});

const labelNode = (parent: XNode, label: string): XNode => ({
  item: made(parent.item.row, 'attribute', 'label'),
  parent,
  path: `${parent.path}/label`,
  children: [],
  bind: { calculate: label, ...FIXED },
  sets: [],
});
