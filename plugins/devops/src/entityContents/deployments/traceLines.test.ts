import { failedTrace } from '../../../dev/scenarios/traces';
import { findErrorLine, findMatches, parseTrace } from './traceLines';

const ESC = '\u001b';

describe('a log', () => {
  it('is escaped, whatever ran in the job', () => {
    const [line] = parseTrace('<img src=x onerror=alert(1)> & "quotes"');
    expect(line.text).toBe('<img src=x onerror=alert(1)> & "quotes"');
    expect(line.html).not.toMatch(/<img/);
  });

  it('makes no link of a terminal hyperlink', () => {
    const [line] = parseTrace(
      `${ESC}]8;;javascript:alert(1)${ESC}\\click${ESC}]8;;${ESC}\\`,
    );
    expect(line.html).not.toMatch(/<a /);
  });

  it('keeps colours across lines and out of the text', () => {
    const lines = parseTrace(`${ESC}[31mone\ntwo${ESC}[0m\nthree`);
    expect(lines.map(line => line.text)).toEqual(['one', 'two', 'three']);
    expect(lines.map(line => /ansi-red-fg/.test(line.html))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('shows the last of what a progress bar wrote over itself', () => {
    expect(parseTrace('10 %\r50 %\r100 %\nnext\r\n').map(l => l.text)).toEqual([
      '100 %',
      'next',
    ]);
  });

  it('leaves the folding marks out', () => {
    const trace = `section_start:1700000000:build\r${ESC}[0KBuilding\nsection_end:1700000001:build\r${ESC}[0Kdone`;
    expect(parseTrace(trace).map(line => line.text)).toEqual([
      'Building',
      'done',
    ]);
  });

  it('is opened at what went wrong first, not at the last word', () => {
    const lines = parseTrace(failedTrace);
    expect(lines[findErrorLine(lines)!].text).toBe(
      'not ok 61 - rejects carts without a currency',
    );
  });

  it('is searched whatever the case', () => {
    const lines = parseTrace('One\ntwo\nONE more');
    expect(findMatches(lines, 'one')).toEqual([0, 2]);
    expect(findMatches(lines, '  ')).toEqual([]);
  });
});
