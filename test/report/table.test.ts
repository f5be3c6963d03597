import { expect, it } from 'vitest';
import { table } from '../../src/report/table.ts';

const columns = [{ title: 'A' }, { title: 'LONG', least: 4 }, { title: 'C', least: 3 }];
const rows = [['a', 'something long', 'cc'], ['aaa', 'b', 'cccccc']].map((row) => row.map((text) => ({ text })));

it('is as wide as its contents', () => {
  expect(table(columns, rows)).toEqual([
    'A    LONG            C',
    'a    something long  cc',
    'aaa  b               cccccc',
  ]);
});

it('cuts the widest columns that may be cut until a line fits', () => {
  expect(table(columns, rows, { room: 18 })).toEqual([
    'A    LONG   C',
    'a    some…  cc',
    'aaa  b      cccccc',
  ]);
});

it('never cuts below the least width', () => {
  expect(Math.max(...table(columns, rows, { room: 1 }).map((line) => line.length))).toBe(3 + 2 + 4 + 2 + 3);
});

it('paints what is shown, and pads outside of the paint', () => {
  const paint = (text: string) => `<${text}>`;
  expect(table([{ title: 'A' }, { title: 'B' }], [[{ text: 'x', paint }, { text: 'y' }]], { heading: (text) => text.toLowerCase() })).toEqual(['a  b', '<x>  y']);
});
