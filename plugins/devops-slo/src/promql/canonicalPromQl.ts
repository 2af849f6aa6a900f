import { goNumber } from './goNumber';
import { promDuration, readPromDuration } from './promDuration';

const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[A-Za-z0-9_:.]+(?:(?<=\d[eE])[-+]\d+)?|\S/g;

/**
 * Writes a query so that two that differ in nothing but white space, comments,
 * quotes and the spelling of numbers and durations are the same text.
 */
export function canonicalPromQl(query: string): string {
  const tokens = query.match(TOKEN) ?? [];
  return tokens
    .filter(token => !token.startsWith('#'))
    .map(canonicalToken)
    .join(' ');
}

function canonicalToken(token: string): string {
  if (/^['`]/.test(token)) {
    const text = token.slice(1, -1);
    return JSON.stringify(token.startsWith('`') ? text : withoutEscapes(text));
  }
  if (token.startsWith('"')) {
    return JSON.stringify(withoutEscapes(token.slice(1, -1)));
  }
  if (/^\d/.test(token)) {
    const ms = readPromDuration(token);
    const number = Number(token);
    if (ms !== undefined) {
      return promDuration(ms);
    }
    return Number.isNaN(number) ? token : goNumber(number);
  }
  return token;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
