import type { XmlElement, XmlTable } from '../../domain/form/extended/tables.ts';
import { scanSlices } from '../xlsform/scanXml.ts';
import type { Breathe } from './index.ts';

type Open = { name: string; children: Open[]; text: string };

/** Elements in each other: whoever follows them later goes as deep. */
const DEPTH_MAX = 100;

/**
 * An XML file as its elements; below its root, each element with others in it is a row. Undefined for one that is broken
 * or deeper than any table.
 */
export async function readXmlTable(xml: string, breathe: Breathe): Promise<XmlTable | undefined> {
  const top: Open = { name: '', children: [], text: '' };
  const around = [top];
  let isDeep = false;
  const slices = scanSlices(xml, {
    open(name) {
      isDeep ||= around.length > DEPTH_MAX;
      const element: Open = { name, children: [], text: '' };
      around.at(-1)?.children.push(element);
      around.push(element);
    },
    close() {
      if (around.length > 1) around.pop();
    },
    text(text) {
      const here = around.at(-1);
      if (here !== undefined) here.text += text;
    },
  });
  let slice = slices.next();
  for (; slice.done !== true; slice = slices.next()) await breathe();
  const [root] = top.children;
  if (root === undefined || slice.value !== undefined || isDeep || around.length > 1) return undefined;
  return { root, rows: root.children.map(cellsOf) };
}

const cellsOf = ({ children }: XmlElement): Record<string, string> =>
  Object.fromEntries(children.map(({ name, text }) => [name, text.trim()]));
