import { AlertingRule, RecordingRule, Rule, RuleGroup } from './model';

/** YAML is written as text: libraries are ten times slower at this size. */

/** Lines that begin with `- ` or keys, indented by whole steps of two. */
export function groupsText(groups: RuleGroup[], indent: string): string {
  return groups.map(group => groupText(group, indent)).join('');
}

function groupText(group: RuleGroup, indent: string): string {
  const interval = group.interval
    ? `${indent}  interval: ${group.interval}\n`
    : '';
  return `${indent}- name: ${scalarText(group.name)}
${interval}${indent}  rules:
${group.rules.map(rule => ruleText(rule, `${indent}  `)).join('')}`;
}

function ruleText(rule: Rule, indent: string): string {
  return 'record' in rule ? recordText(rule, indent) : alertText(rule, indent);
}

function recordText(rule: RecordingRule, indent: string): string {
  return `${indent}- record: ${rule.record}
${indent}  expr: ${blockText(rule.expr, `${indent}    `)}
${mapText('labels', rule.labels, `${indent}  `)}`;
}

function alertText(rule: AlertingRule, indent: string): string {
  const held = rule.for ? `${indent}  for: ${rule.for}\n` : '';
  return `${indent}- alert: ${scalarText(rule.alert)}
${indent}  expr: ${blockText(rule.expr, `${indent}    `)}
${held}${mapText('labels', rule.labels, `${indent}  `)}${mapText('annotations', rule.annotations, `${indent}  `)}`;
}

/** A map of texts with its keys in order, or nothing for an empty one. */
export function mapText(
  name: string,
  map: Record<string, string>,
  indent: string,
): string {
  const keys = Object.keys(map).sort();
  if (keys.length === 0) {
    return '';
  }
  const lines = keys.map(
    key => `${indent}  ${scalarText(key)}: ${scalarText(map[key])}\n`,
  );
  return `${indent}${name}:\n${lines.join('')}`;
}

/** Words that no YAML reader takes for a number, a date, a truth or nothing. */
const PLAIN = /^[A-Za-z][-A-Za-z0-9_/]*[A-Za-z0-9_]$/;
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
// Line ends to some YAML readers, though not to JSON.
const HIDDEN = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/** A text as a scalar on one line. */
export function scalarText(text: string): string {
  if (PLAIN.test(text) && !RESERVED.test(text)) {
    return text;
  }
  return JSON.stringify(text).replace(
    HIDDEN,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const BLOCK_SAFE = /^[!-~\u00a1-\u1fff][ -~\n\u00a1-\u1fff]*$/;

/** A text as a literal block where it survives in one, or else on one line. */
function blockText(text: string, indent: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length === 1 || !BLOCK_SAFE.test(text) || /\n\n$/.test(text)) {
    return scalarText(text);
  }
  const chomp = text.endsWith('\n') ? '|' : '|-';
  const indented = lines.map(line => (line === '' ? '' : `${indent}${line}`));
  return `${chomp}\n${indented.join('\n')}`;
}
