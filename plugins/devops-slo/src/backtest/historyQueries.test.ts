import { readFileSync } from 'fs';
import { resolve } from 'path';
import { MINUTE_MS } from '../duration';
import { parseSloFiles } from '../parseSloFiles';
import { checkPromQl } from '../promql/checkPromQl';
import { slothSpec } from '../testSloth';
import { historyQueries } from './historyQueries';

function queriesOf(text: string) {
  const { specs } = parseSloFiles([{ file: 'slo.yaml', text }]);
  return historyQueries(specs[0], { stepMs: MINUTE_MS });
}

const example = (name: string) =>
  readFileSync(resolve(__dirname, `../../examples/${name}.yaml`), 'utf8');

describe('historyQueries', () => {
  it('asks for the events of one step', () => {
    expect(queriesOf(slothSpec())).toEqual({
      counted: 'sum(rate(http_requests_total{job="shop",code=~"5.."}[1m]))',
      role: 'bad',
      total: 'sum(rate(http_requests_total{job="shop"}[1m]))',
      scale: 60,
    });
  });

  it('does not multiply what is counted already', () => {
    const sli = `events:
        error_query: sum(increase(bad_total[{{.window}}]))
        total_query: sum(increase(all_total[{{.window}}]))`;
    expect(queriesOf(slothSpec({ sli }))).toMatchObject({ scale: 1 });
  });

  it('asks for fast events of histograms, and for slices of values', () => {
    expect(queriesOf(example('openslo-latency-classic'))).toMatchObject({
      role: 'good',
      scale: 60,
    });
    const values = queriesOf(example('openslo-queue-length'));
    expect(values).toMatchObject({ role: 'bad', scale: 1 });
    for (const query of [values.counted, values.total]) {
      expect(checkPromQl(query)).toBeUndefined();
    }
  });
});
