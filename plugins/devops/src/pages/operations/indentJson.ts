const INDENT = '  ';

/**
 * JSON with one value in each line, or undefined for what is no JSON. It works
 * on the text, so that every value stays as it was written: numbers that are
 * too large for JavaScript, escapes, and keys that are there twice.
 */
export function indentJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let depth = 0;
  let result = '';
  const newline = () => {
    result += `\n${INDENT.repeat(depth)}`;
  };
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/gs);
  (tokens ?? []).forEach((token, index, all) => {
    const closes = token === '}' || token === ']';
    const isEmpty = closes && isOpening(all[index - 1]);
    if (closes) {
      depth -= 1;
      if (!isEmpty) {
        newline();
      }
    }
    result += token === ':' ? ': ' : token;
    if (isOpening(token)) {
      depth += 1;
      if (!isClosing(all[index + 1])) {
        newline();
      }
    } else if (token === ',') {
      newline();
    }
  });
  return result;
}

function isOpening(token: string | undefined): boolean {
  return token === '{' || token === '[';
}

function isClosing(token: string | undefined): boolean {
  return token === '}' || token === ']';
}
