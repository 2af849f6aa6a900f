import { ActionButton } from '../../components/ActionButton';
import classNames from 'classnames';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CopyButton } from '../../components/CopyButton';
import { useTranslation } from '../../hooks/useTranslation';
import { findErrorLine, findMatches, parseTrace } from './traceLines';
import { TraceSearch } from './TraceSearch';
import { useTraceStyles } from './traceStyles';

/** More lines than this are only drawn when they are asked for. */
const DRAWN_LINES = 2_000;

/** This close to the end counts as following it, in pixels. */
const AT_END = 24;

/**
 * A log with its colours, line numbers and a search. That of a failed job
 * opens at the error, that of a running one follows its end.
 */
export function TraceViewer(props: {
  jobName: string;
  text: string;
  failed: boolean;
  follows: boolean;
}) {
  const { jobName, text, failed, follows } = props;
  const classes = useTraceStyles();
  const { t } = useTranslation();
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lines = useMemo(() => parseTrace(text), [text]);
  const error = useMemo(
    () => (failed ? findErrorLine(lines) : undefined),
    [failed, lines],
  );
  const [search, setSearch] = useState('');
  const [current, setCurrent] = useState(0);
  const matches = useMemo(() => findMatches(lines, search), [lines, search]);
  const [showAll, setShowAll] = useState(false);

  const target = matches[current] ?? error;
  const firstOfEnd = lines.length - DRAWN_LINES;
  const start =
    showAll || (target !== undefined && target < firstOfEnd)
      ? 0
      : Math.max(0, firstOfEnd);

  const showLine = (index: number) => {
    const container = log.current;
    const line = container?.querySelector<HTMLElement>(
      `[data-index="${index}"]`,
    );
    if (container && line) {
      // Only the log scrolls, not the page around it.
      container.scrollTop =
        line.offsetTop - container.offsetTop - container.clientHeight / 3;
    }
  };
  const showEnd = () => {
    if (log.current) {
      log.current.scrollTop = log.current.scrollHeight;
    }
  };

  useEffect(() => {
    if (target !== undefined) {
      showLine(target);
    }
  }, [target]);

  useEffect(() => {
    if (follows && atEnd.current) {
      showEnd();
    }
  }, [follows, lines]);

  const changeSearch = (next: string) => {
    setSearch(next);
    setCurrent(0);
  };
  const move = (by: number) =>
    setCurrent((current + by + matches.length) % matches.length);

  const matched = new Set(matches);
  return (
    <>
      <div className={classes.toolbar}>
        <TraceSearch
          value={search}
          current={current}
          count={matches.length}
          onChange={changeSearch}
          onMove={move}
        />
        {error !== undefined && (
          <ActionButton size="small" onClick={() => showLine(error)}>
            {t('trace.toError')}
          </ActionButton>
        )}
        <ActionButton size="small" onClick={showEnd}>
          {t('trace.tail')}
        </ActionButton>
        <CopyButton text={lines.map(line => line.text).join('\n')} />
      </div>
      {start > 0 && (
        <p>
          {t('trace.showingLast', { total: String(DRAWN_LINES) })}{' '}
          <ActionButton size="small" onClick={() => setShowAll(true)}>
            {t('trace.showAll')}
          </ActionButton>
        </p>
      )}
      <div
        ref={log}
        className={classes.log}
        role="region"
        aria-label={t('trace.label', { job: jobName })}
        // A log must be scrollable by keyboard.
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
        onScroll={event => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END;
        }}
      >
        {lines.slice(start).map((line, offset) => {
          const index = start + offset;
          return (
            <div
              key={line.number}
              data-index={index}
              className={classNames(
                classes.line,
                index === error && classes.error,
                matched.has(index) && classes.match,
                index === matches[current] && classes.current,
              )}
            >
              <span
                className={classes.number}
                data-number={line.number}
                aria-hidden="true"
              />
              <span
                // Escaped by the parser; see parseTrace.
                dangerouslySetInnerHTML={{ __html: line.html || ' ' }}
              />
            </div>
          );
        })}
      </div>
    </>
  );
}
