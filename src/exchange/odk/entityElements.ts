import type { ToldEntity } from '../../domain/entities/told.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { modelOf } from '../../domain/form/extended/InstanceMap.ts';
import { joined } from '../../domain/form/extended/instances.ts';
import { instancesAround } from '../../domain/identity.ts';
import { kept } from '../../domain/kept.ts';
import { fromDefinition } from '../xlsform/fromDefinition.ts';
import { type Element, element } from '../xlsform/xmlWriter.ts';

/**
 * The `<entity>` elements of a record by the path of the group or instance whose `<meta>` holds them; '' for its own.
 * @param written what XML can hold of a text
 */
export function entityElements(
  definition: FormDefinition,
  told: readonly ToldEntity[],
  written: (text: string) => string,
): ReadonlyMap<string, readonly Element[]> {
  const elements = new Map<string, Element[]>();
  if (told.length === 0) return elements;
  // Where the form's own XForm declares them: consumers look nowhere else.
  const containers = new Map(
    fromDefinition(definition).entities.map(({ dataset, container }) => [dataset, container.join('/')]),
  );
  for (const one of told) {
    const container = containers.get(one.list);
    if (container === undefined) continue;
    kept(elements, placeOf(container, one.at), (): Element[] => []).push(
      entityElement({ ...one, label: written(one.label) }),
    );
  }
  return elements;
}

/** A container with the number of each instance in which `at` lies. */
function placeOf(container: string, at: string): string {
  const isAround = (instance: string): boolean => `${container}/`.startsWith(`${modelOf(instance)}/`);
  return joined(instancesAround(at).findLast(isAround) ?? '', container);
}

/** https://getodk.github.io/xforms-spec/entities; Central takes no change without the version that it is based on. */
function entityElement({ list, entity, action, label, baseVersion }: ToldEntity): Element {
  const versions =
    baseVersion === undefined ? {} : { baseVersion: String(baseVersion), trunkVersion: '', branchId: '' };
  return element('entity', { dataset: list, id: entity, [action]: '1', ...versions }, [
    // An update without a label keeps the one that there is.
    ...(action === 'create' || label !== '' ? [element('label', {}, [label])] : []),
  ]);
}
