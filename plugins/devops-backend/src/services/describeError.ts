import { isError } from '@backstage/errors';

const LONGEST = 500;

/**
 * The message of an error, fit to be stored and shown: without credentials
 * that an HTTP client or a driver may have put into it, and not too long.
 */
export function describeError(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  return message
    .replace(/\/\/[^/\s@]*@/g, '//***@')
    .replace(
      /((?:private[_-]?token|access[_-]?token|token|secret|password|api[_-]?key)["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
      '$1***',
    )
    .replace(/\b((?:bearer|basic)\s+)[\w.~+/=-]+/gi, '$1***')
    .slice(0, LONGEST);
}
