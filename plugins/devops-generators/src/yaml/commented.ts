import { Document, isScalar, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { stringifyYaml } from './documents';

/** A value with a comment above it or behind it. */
export class Commented {
  constructor(
    readonly value: unknown,
    readonly comment: { above?: string; behind?: string },
  ) {}
}

/** Writes values as YAML documents, with their comments. */
export function writeYaml(values: unknown[], header?: string): string {
  const documents = values.map(value => {
    const document = new Document(new YAMLMap());
    document.contents = toNode(document, value);
    return document;
  });
  if (header !== undefined && documents[0]) {
    documents[0].commentBefore = toComment(header);
  }
  return stringifyYaml(documents);
}

function toNode(document: Document, value: unknown): Node {
  if (value instanceof Commented) {
    const node = toNode(document, value.value);
    if (value.comment.behind !== undefined && isScalar(node)) {
      node.comment = ` ${oneLine(value.comment.behind)}`;
    }
    return node;
  }
  if (Array.isArray(value)) {
    const sequence = new YAMLSeq();
    sequence.items = value.map(item => toNode(document, item));
    sequence.flow = value.length === 0;
    return sequence;
  }
  if (typeof value === 'object' && value !== null) {
    const mapping = new YAMLMap();
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined) {
        continue;
      }
      const key = new Scalar(name);
      if (item instanceof Commented && item.comment.above !== undefined) {
        key.commentBefore = toComment(item.comment.above);
      }
      mapping.add(new Pair(key, toNode(document, item)));
    }
    mapping.flow = mapping.items.length === 0;
    return mapping;
  }
  return document.createNode(value);
}

function toComment(text: string): string {
  return text
    .split('\n')
    .map(line => ` ${oneLine(line)}`)
    .join('\n');
}

/** A comment must not end early and let its rest be read as YAML. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
}
