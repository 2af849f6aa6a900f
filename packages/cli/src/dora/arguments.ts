import { parseInstant } from '@backstage-devops/plugin-devops-common';
import type { UnitPaths } from '@backstage-devops/plugin-devops-dora';
import { InvalidArgumentError } from 'commander';
import { DateTime, Duration, IANAZone } from 'luxon';

/** Milliseconds since the epoch; without a zone, the given one is meant. */
export function readInstant(text: string, flag: string, zone: string): number {
  const date = DateTime.fromISO(text, { zone });
  const instant = date.isValid ? date.toMillis() : parseInstant(text);
  if (instant === undefined) {
    throw new InvalidArgumentError(
      `${flag} must be an instant such as 2026-08-01 or 2026-08-01T09:00:00Z`,
    );
  }
  return instant;
}

/** Milliseconds; Infinity for `inf`. */
export function readDuration(text: string): number {
  if (/^inf(?:inity)?$/i.test(text)) {
    return Infinity;
  }
  const duration = Duration.fromISO(text);
  if (!duration.isValid || duration.toMillis() < 0) {
    throw new InvalidArgumentError('Give a duration such as PT24H, or inf.');
  }
  return duration.toMillis();
}

export function readZone(text: string): string {
  if (!IANAZone.isValidZone(text)) {
    throw new InvalidArgumentError('Give a time zone such as Europe/Berlin.');
  }
  return text;
}

/** One more rule such as `api=services/api/**`. */
export function readUnit(text: string, units: UnitPaths[]): UnitPaths[] {
  const [, unit, glob] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!unit || !glob) {
    throw new InvalidArgumentError('Give a rule such as api=services/api/**.');
  }
  return [...units, { unit, paths: [glob] }];
}
