import { useCallback, useState, type RefObject } from 'react';

/**
 * Keeps a live list still while somebody reads it: rows that are newer than
 * the first one shown wait until they are asked for, or until the reader is
 * back at the top with nothing in hand.
 */
export function useHeldRows<TRow extends { id: string }>(options: {
  rows: TRow[];
  /** Changes when the list becomes another list, for instance by a filter. */
  listKey: string;
  container: RefObject<HTMLElement | null>;
  /** True when the reader has gone further than the first page. */
  paged: boolean;
}): { visible: TRow[]; waiting: number; release: () => void } {
  const { rows, listKey, container, paged } = options;
  const [head, setHead] = useState<{ listKey: string; id?: string }>({
    listKey,
  });

  const first = rows[0]?.id;
  const known = head.listKey === listKey && head.id !== undefined;
  const headIndex = known ? rows.findIndex(row => row.id === head.id) : 0;
  const inHand = headIndex > 0 && (paged || isBeingRead(container.current));

  if (!inHand && (head.listKey !== listKey || head.id !== first)) {
    setHead({ listKey, id: first });
  }

  const release = useCallback(
    () => setHead({ listKey, id: first }),
    [listKey, first],
  );
  return {
    visible: inHand ? rows.slice(headIndex) : rows,
    waiting: inHand ? headIndex : 0,
    release,
  };
}

function isBeingRead(element: HTMLElement | null): boolean {
  if (!element) {
    return false;
  }
  return (
    element.getBoundingClientRect().top < 0 ||
    element.matches(':hover') ||
    element.contains(document.activeElement)
  );
}
