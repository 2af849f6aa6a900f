import { MapReader, shorten } from '../documents/MapReader';

/** The item itself, or the document that it names; a name without one is told. */
export function followReference(
  item: MapReader,
  reference: {
    /** Key of the name, such as `conditionRef`. */
    key: string;
    documents: Map<string, MapReader>;
    /** What happens where there is no such document. */
    otherwise: string;
    remedy: string;
  },
): MapReader | undefined {
  const { key, documents, otherwise, remedy } = reference;
  if (!item.has(key)) {
    item.require('spec', `Add spec, or ${key} with a name`);
    return item;
  }
  const name = item.string(key);
  const document = name === undefined ? undefined : documents.get(name);
  if (name !== undefined && document === undefined) {
    item.report(key, {
      severity: 'warning',
      message: `${key} "${shorten(name)}" is not in these files, so ${otherwise}`,
      remedy,
    });
  }
  return document;
}
