/** `{{.window}}` and the other ways to write the window of a query. */
const PLACEHOLDERS = [/\{\{-?\s*\.window\s*-?\}\}/g, /\$__window\b/g];
const ANY_ACTION = /\{\{.*?\}\}/s;

/** Whether the query says where its window goes. */
export function hasPlaceholder(query: string): boolean {
  return PLACEHOLDERS.some(placeholder => query.search(placeholder) >= 0);
}

/** The query over a window such as `5m`. */
export function fillPlaceholder(query: string, window: string): string {
  return PLACEHOLDERS.reduce(
    (text, placeholder) => text.replace(placeholder, () => window),
    query,
  );
}

/** A template action that is none of the placeholders, if the query has one. */
export function unknownAction(query: string): string | undefined {
  return ANY_ACTION.exec(fillPlaceholder(query, '5m'))?.[0];
}
