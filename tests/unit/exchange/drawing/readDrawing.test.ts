import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDrawing } from '../../../../src/exchange/drawing/readDrawing.ts';

const svg = (inner: string, attributes = 'viewBox="0 0 100 50"') =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}</svg>`;

test('named shapes of a map are taken over with their geometry and paint', () => {
  const drawing = readDrawing(
    svg(`<g id="body"><path id="arm_left" d="M0 0h10v10z" style="fill:#eee; stroke:#000"/><title>No</title></g>
      <text x="1" y="2">Left &amp; right</text>`),
  );
  expect(drawing?.viewBox).toEqual([0, 0, 100, 50]);
  expect(drawing?.shapes).toEqual([
    {
      tag: 'g',
      id: 'body',
      attributes: {},
      children: [
        {
          tag: 'path',
          id: 'arm_left',
          attributes: { d: 'M0 0h10v10z', fill: '#eee', stroke: '#000' },
          children: [],
        },
      ],
    },
    { tag: 'text', attributes: { x: '1', y: '2' }, text: 'Left & right', children: [] },
  ]);
});

test('a drawing without a view box has the size that it gives', () => {
  expect(readDrawing(svg('', 'width="200px" height="100px"'))?.viewBox).toEqual([0, 0, 200, 100]);
});

test('what runs, links or loads is left out with all that it holds', () => {
  const drawing = readDrawing(
    svg(`<script>alert(1)</script><a href="javascript:alert(1)"><rect id="in_link" width="1" height="1"/></a>
      <image href="https://spy.invalid/x.png"/><use href="#x"/><foreignObject><g id="html"/></foreignObject>
      <style>rect{fill:url(https://spy.invalid)}</style>
      <rect id="ok" width="1" height="1" onclick="alert(1)" fill="url(https://spy.invalid)" style="stroke:url(#a);opacity:.5"/>`),
  );
  expect(drawing?.shapes).toEqual([
    { tag: 'rect', id: 'ok', attributes: { width: '1', height: '1', opacity: '.5' }, children: [] },
  ]);
});

test.each([
  '',
  'no picture',
  '<html><g/></html>',
  svg('', ''),
  svg('', 'viewBox="0 0 0 0"'),
  svg('<g/>'.repeat(5001)),
])('what is no drawing of a sensible size is none', (text) => {
  expect(readDrawing(text)).toBeUndefined();
});

test('no text breaks the reader, and no shape nests without end', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('<g>', '</g>', '<a>', '</a>', '<path d="', '"/>', '<text>', 'x', '&', '<!--', '-->'),
      ),
      (parts) => {
        readDrawing(svg(parts.join('')));
      },
    ),
  );
  let [depth, shapes] = [0, readDrawing(svg('<g>'.repeat(900)))?.shapes ?? []];
  for (; shapes.length > 0; depth++) shapes = shapes[0]?.children ?? [];
  expect(depth).toBe(50);
});
