import { SloDocument } from '../model';
import { DocumentRules } from './model';
import { groupsText, mapText, scalarText } from './yamlText';

/**
 * How rules are written: a rule file of Prometheus, `PrometheusRule` resources
 * of its operator, or a rule file of Mimir's ruler with a namespace.
 *
 * @public
 */
export type RuleFormat = 'prometheus' | 'operator' | 'mimir';

/** @public */
export const RULE_FORMATS: readonly RuleFormat[] = [
  'prometheus',
  'operator',
  'mimir',
];

/** Those that Sloth gives its resources, which selectors in clusters rely on. */
const LABELS = {
  'app.kubernetes.io/component': 'SLO',
  'app.kubernetes.io/managed-by': 'sloth',
};

/**
 * Writes rules as YAML, document by document, so that many need no memory at
 * once. Only `operator` writes several YAML documents, one for each that the
 * objectives came from: Prometheus reads the first of a file and passes over
 * the others without a word.
 *
 * @public
 */
export function* writeRules(
  rules: Iterable<DocumentRules>,
  format: RuleFormat,
  options: { namespace?: string } = {},
): Generator<string> {
  if (format === 'operator') {
    yield* prometheusRules(rules);
    return;
  }
  const namespace =
    format === 'mimir'
      ? `namespace: ${scalarText(options.namespace ?? 'slo')}\n`
      : '';
  let isFirst = true;
  for (const { groups } of rules) {
    if (groups.length > 0) {
      yield `${isFirst ? `${namespace}groups:\n` : ''}${groupsText(groups, '')}`;
      isFirst = false;
    }
  }
  if (isFirst) {
    yield `${namespace}groups: []\n`;
  }
}

/**
 * The same as one text.
 *
 * @public
 */
export function formatRules(
  rules: Iterable<DocumentRules>,
  format: RuleFormat,
  options: { namespace?: string } = {},
): string {
  return [...writeRules(rules, format, options)].join('');
}

function* prometheusRules(rules: Iterable<DocumentRules>): Generator<string> {
  const used = new Set<string>();
  for (const { document, groups } of rules) {
    const separator = used.size === 0 ? '' : '---\n';
    const name = resourceName(document, used);
    const namespace = document.namespace
      ? `  namespace: ${scalarText(document.namespace)}\n`
      : '';
    const body =
      groups.length === 0
        ? '  groups: []\n'
        : `  groups:\n${groupsText(groups, '  ')}`;
    yield `${separator}apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
${mapText('labels', LABELS, '  ')}  name: ${scalarText(name)}
${namespace}spec:
${body}`;
  }
}

/**
 * The name of a Kubernetes resource is kept. Other documents may share one:
 * the second is told from the first by a number.
 */
function resourceName(document: SloDocument, used: Set<string>): string {
  const isResource =
    document.namespace !== undefined || /\.dev\//.test(document.format);
  const base = isResource
    ? document.name
    : document.name
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, '-')
        .replace(/^[-.]+|[-.]+$/g, '');
  const key = (name: string) => `${document.namespace ?? ''}/${name}`;
  let name = base;
  for (let i = 2; !isResource && used.has(key(name)); i++) {
    name = `${base}-${i}`;
  }
  used.add(key(name));
  return name;
}
