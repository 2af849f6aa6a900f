import { isError } from '@backstage/errors';
import { mergeText } from './mergeText';
import { MergeResult, Preference, Sides } from './types';
import { mergeYaml } from './yaml/mergeYaml';

/**
 * Merges what a team and its template made of the same file. YAML is merged by
 * what it says, everything else line by line. Changes that contradict each
 * other are reported; the text never contains conflict markers.
 *
 * @param path - decides how the texts are read
 * @param prefer - whose change stands where both contradict each other
 * @public
 */
export function mergeFile(
  path: string,
  texts: { base: string; team: string; template: string },
  prefer: Preference = 'team',
): MergeResult {
  const { base, team, template } = texts;
  if (team === template || base === template) {
    return { content: team, contradictions: [] };
  }
  if (base === team) {
    return { content: template, contradictions: [] };
  }
  return /\.ya?ml$/.test(path)
    ? mergeYamlOrText(path, texts, prefer)
    : mergeText(texts, prefer);
}

/** What a team left unreadable can still be merged line by line. */
function mergeYamlOrText(
  path: string,
  texts: Sides<string>,
  prefer: Preference,
): MergeResult {
  try {
    return mergeYaml(path, texts, prefer);
  } catch (error) {
    const lines = mergeText(texts, prefer);
    return {
      ...lines,
      contradictions: [
        {
          place: path,
          message: `it could only be merged line by line, because ${isError(error) ? error.message : 'it could not be read'}`,
        },
        ...lines.contradictions,
      ],
    };
  }
}
