import { MapReader } from '../documents/MapReader';
import { SloSpec } from '../model';
import {
  AlertWindowsDocument,
  isAlertWindows,
  readAlertWindows,
} from './readAlertWindows';

/** Alert windows, and whether an objective has them. */
export class AlertCatalogue {
  readonly #read: AlertWindowsDocument;
  #isUsed = false;

  constructor(read: AlertWindowsDocument) {
    this.#read = read;
  }

  /** Where it is written. */
  get described(): string {
    const { root } = this.#read;
    return `in ${root.document.file} line ${root.line}`;
  }

  /** Gives the windows to an objective that has none of its own. */
  use(spec: SloSpec): void {
    if (spec.alerts.length === 0) {
      spec.alertWindows = this.#read.windows;
      this.#isUsed = true;
    }
  }

  warnIfUnused(): void {
    if (!this.#isUsed) {
      const { root, periodText } = this.#read;
      root.report('spec', {
        severity: 'warning',
        message: `No objective has a window of ${periodText} and no conditions of its own, so these alert windows are not used`,
        remedy: `Give objectives that window, as with --window ${periodText} where they state none, or remove the document`,
      });
    }
  }
}

/** Alert windows by the length of the period that they are for. */
export function readCatalogues(
  roots: MapReader[],
): Map<number, AlertCatalogue> {
  const catalogues = new Map<number, AlertCatalogue>();
  for (const root of roots) {
    const read = readAlertWindows(root);
    const first = read && catalogues.get(read.periodMs);
    if (first) {
      root.report('spec', {
        message: `There are already alert windows for ${read.periodText}, ${first.described}`,
        remedy: 'Keep one of the two documents',
      });
    } else if (read) {
      catalogues.set(read.periodMs, new AlertCatalogue(read));
    }
  }
  return catalogues;
}

/** Whether the document is what such a file is for, which is reported if not. */
export function onlyAlertWindows(root: MapReader): boolean {
  if (
    root.string('apiVersion') === 'sloth.slok.dev/v1' &&
    isAlertWindows(root)
  ) {
    return true;
  }
  root.report('kind', {
    message: 'The document has no alert windows',
    remedy:
      'Give a file with "apiVersion: sloth.slok.dev/v1" and "kind: AlertWindows"',
  });
  return false;
}
