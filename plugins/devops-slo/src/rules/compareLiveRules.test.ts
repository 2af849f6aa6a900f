import { SloSpec } from '../model';
import { ParseSloOptions, parseSloFiles } from '../parseSloFiles';
import { slothSpec } from '../testSloth';
import { rollingWindow } from '../timeWindow';
import { compareLiveRules, LiveRule } from './compareLiveRules';
import { generateRules, GenerateRulesOptions, RuleMode } from './generateRules';

const [spec] = parseSloFiles([
  {
    file: 'slo.yaml',
    text: `
version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{job=~"shop.*", code="500",}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
    alerting: { name: ErrorBudgetBurn }
`,
  },
]).specs;

function live(
  mode: RuleMode,
  of: SloSpec = spec,
  options: GenerateRulesOptions = {},
): LiveRule[] {
  return [...generateRules([of], { ...options, mode })]
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .map(rule => ({
      kind: 'record' in rule ? 'recording' : 'alerting',
      name: 'record' in rule ? rule.record : rule.alert,
      query: rule.expr,
      labels: rule.labels,
    }));
}

describe('compareLiveRules', () => {
  it.each<RuleMode>(['weighted', 'sloth'])(
    'finds rules of mode %s equal, also as Prometheus prints them',
    mode => {
      const printed = live(mode).map(rule => ({
        ...rule,
        query: rule.query
          .replace(
            /max\(((?:[^()]|\([^()]*\))*)\) without \(sloth_window\)/g,
            'max without (sloth_window) ($1)',
          )
          .replace(/group_left\b/g, 'group_left ()')
          .replace(/(job=~"shop\.\*"), (code="500"),/g, '$2,$1')
          .replace(/\s+/g, ' '),
      }));
      expect(printed.some(({ query }) => query.includes('max without'))).toBe(
        true,
      );
      expect(compareLiveRules(spec, printed)).toEqual([]);
    },
  );

  it('names what is missing, not asked for, or has another query or labels', () => {
    const rules = live('weighted');
    rules.splice(
      rules.findIndex(({ name }) => name === 'slo:objective:ratio'),
      1,
    );
    rules.push({ ...rules[0], name: 'slo:made_by_hand' });
    const alert = rules.find(({ labels }) => labels.sloth_severity === 'page')!;
    alert.query = alert.query.replace('14.4', '13.4');
    const ratio = rules.find(
      ({ name }) => name === 'slo:sli_error:ratio_rate5m',
    )!;
    ratio.labels = { ...ratio.labels, team: 'shop' };
    expect(compareLiveRules(spec, rules)).toEqual([
      '1 rule is missing: slo:objective:ratio',
      '1 rule is not asked for by the file: slo:made_by_hand',
      '1 rule is evaluated with another query: ErrorBudgetBurn page',
      '1 rule is evaluated with other labels: slo:sli_error:ratio_rate5m',
    ]);
  });

  it('asks for the failures and the window that the file says', () => {
    const text = slothSpec();
    const annotated = text.replace(
      'service:',
      `metadata:
  annotations: { backstage-devops.io/min-failures: '10', backstage-devops.io/window: 28d }
service:`,
    );
    const parse = (file: string, options?: ParseSloOptions) =>
      parseSloFiles([{ file: 'slo.yaml', text: file }], options).specs[0];
    const [plain, saying] = [text, annotated].map(file => parse(file));
    const asked = parse(text, { defaultWindow: rollingWindow('28d') });

    const made = live('weighted', asked, { minFailures: 10 });
    expect(compareLiveRules(saying, made)).toEqual([]);
    expect(compareLiveRules(plain, made)).not.toEqual([]);
  });

  it('does not mind who made the rules', () => {
    const rules = live('weighted');
    const info = rules.find(({ name }) => name === 'sloth_slo_info')!;
    info.labels = { ...info.labels, sloth_version: 'v0.11.0' };
    expect(compareLiveRules(spec, rules)).toEqual([]);
  });

  it('tells only some names where there are many', () => {
    const [sentence] = compareLiveRules(spec, live('weighted').slice(0, 3));
    expect(sentence).toMatch(/^\d+ rules are missing: .* and \d+ more$/);
  });
});
