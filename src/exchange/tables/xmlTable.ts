import type { XmlElement, XmlTable } from '../../domain/form/extended/tables.ts';
import { scanXml } from '../xlsform/scanXml.ts';

type Open = { name: string; children: Open[]; text: string };

/** An XML file as its elements; below its root, each element with others in it is a row. Undefined for a broken one. */
export async function readXmlTable(xml: string): Promise<XmlTable | undefined> {
  const top: Open = { name: '', children: [], text: '' };
  const around = [top];
  const isWhole = scanXml(xml, {
    open(name) {
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
  const [root] = top.children;
  return root === undefined || !isWhole || around.length > 1
    ? undefined
    : { root, rows: root.children.map(cellsOf) };
}

const cellsOf = ({ children }: XmlElement): Record<string, string> =>
  Object.fromEntries(children.map(({ name, text }) => [name, text.trim()]));
