import { SloAlerting, TimeWindow } from '../model';
import { rollingWindow } from '../timeWindow';
import { MapReader, shorten } from './MapReader';

const PREFIX = 'backstage-devops.io/';

/** What annotations say of alerts, for which no format has a key. */
export type AlertAnnotations = Pick<
  SloAlerting,
  'minFailures' | 'eventsPerDay'
>;

/**
 * Reads the annotations about alerts of `metadata`: what a file says itself
 * holds for everybody who makes rules of it, or compares them with it.
 */
export function readAlertAnnotations(
  metadata: MapReader | undefined,
): AlertAnnotations {
  const annotations = metadata?.map('annotations');
  if (!annotations) {
    return {};
  }
  const minFailures = readCount(annotations, `${PREFIX}min-failures`);
  const eventsPerDay = readCount(annotations, `${PREFIX}events-per-day`);
  return {
    ...(minFailures === undefined ? {} : { minFailures }),
    ...(eventsPerDay === undefined ? {} : { eventsPerDay }),
  };
}

/** Reads the annotation about the window, for formats that have no key for it. */
export function readWindowAnnotation(
  metadata: MapReader | undefined,
): TimeWindow | undefined {
  const key = `${PREFIX}window`;
  const annotations = metadata?.map('annotations');
  const text = annotations?.string(key);
  const window = text === undefined ? undefined : rollingWindow(text);
  if (text !== undefined && !window) {
    annotations?.report(key, {
      message: `${key} "${shorten(text)}" is not a window of fixed length`,
      remedy: 'Write a whole number and m, h, d or w, such as "28d"',
    });
  }
  return window;
}

/** A number of 0 or more, in quotes as annotations are or without. */
function readCount(annotations: MapReader, key: string): number | undefined {
  const text = annotations.isNumber(key)
    ? String(annotations.number(key))
    : annotations.string(key);
  if (text === undefined) {
    return undefined;
  }
  if (/^\d{1,15}(\.\d{1,6})?$/.test(text)) {
    return Number(text);
  }
  annotations.report(key, {
    message: `${key} "${shorten(text)}" is not a number of 0 or more`,
    remedy: 'Write a number in quotes, such as "10"',
  });
  return undefined;
}
