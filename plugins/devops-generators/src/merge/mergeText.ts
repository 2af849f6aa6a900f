import { isDeepStrictEqual } from 'node:util';
import { diffIndices } from 'node-diff3';
import { Contradiction, MergeResult, Preference, Sides } from './types';

/** Lines of the base that one side replaced by others. */
interface Hunk {
  start: number;
  end: number;
  lines: string[];
}

/**
 * Merges texts line by line. Changes of neighbouring lines do not contradict
 * each other, which is where this differs from `diff3`: in the files of a
 * pipeline they are the normal case.
 */
export function mergeText(
  sides: Sides<string>,
  prefer: Preference = 'team',
): MergeResult {
  const base = sides.base.split('\n');
  const merged: string[] = [];
  const contradictions: Contradiction[] = [];
  let position = 0;
  for (const { team, template } of regionsOf(base, sides)) {
    const start = Math.min(...[...team, ...template].map(hunk => hunk.start));
    const end = Math.max(...[...team, ...template].map(hunk => hunk.end));
    merged.push(...base.slice(position, start));
    position = end;
    const changed = {
      base: base.slice(start, end),
      team: applied(base, team, start, end),
      template: applied(base, template, start, end),
    };
    const lines = combine(changed);
    if (lines === undefined) {
      contradictions.push({
        place: `line ${start + 1}`,
        message: 'the team and the template changed the same lines',
        base: changed.base.join('\n'),
        team: changed.team.join('\n'),
        template: changed.template.join('\n'),
      });
    }
    merged.push(...(lines ?? changed[prefer]));
  }
  merged.push(...base.slice(position));
  return { content: merged.join('\n'), contradictions };
}

/** One side's lines when only it changed them, both when both only added. */
function combine({
  base,
  team,
  template,
}: Sides<string[]>): string[] | undefined {
  if (isDeepStrictEqual(team, template) || isDeepStrictEqual(base, template)) {
    return team;
  }
  if (isDeepStrictEqual(base, team)) {
    return template;
  }
  return base.length === 0 ? [...template, ...team] : undefined;
}

/** Hunks of both sides, together where they meet in the same lines. */
function regionsOf(
  base: string[],
  sides: Sides<string>,
): Array<{ team: Hunk[]; template: Hunk[] }> {
  const hunks = (['team', 'template'] as const)
    .flatMap(side =>
      hunksOf(base, sides[side].split('\n')).map(hunk => ({ side, hunk })),
    )
    .sort((a, b) => a.hunk.start - b.hunk.start || a.hunk.end - b.hunk.end);
  const regions: Array<{ end: number; team: Hunk[]; template: Hunk[] }> = [];
  for (const { side, hunk } of hunks) {
    const last = regions.at(-1);
    if (last && meets(last, hunk)) {
      last[side].push(hunk);
      last.end = Math.max(last.end, hunk.end);
    } else {
      regions.push({ end: hunk.end, team: [], template: [], [side]: [hunk] });
    }
  }
  return regions;
}

function meets(
  region: { end: number; team: Hunk[]; template: Hunk[] },
  hunk: Hunk,
): boolean {
  const bothInsert =
    hunk.start === hunk.end &&
    [...region.team, ...region.template].some(
      other => other.start === other.end && other.start === hunk.start,
    );
  return bothInsert || hunk.start < region.end;
}

function hunksOf(base: string[], side: string[]): Hunk[] {
  return diffIndices(base, side).map(({ buffer1, buffer2Content }) => ({
    start: buffer1[0],
    end: buffer1[0] + buffer1[1],
    lines: buffer2Content,
  }));
}

function applied(
  base: string[],
  hunks: Hunk[],
  start: number,
  end: number,
): string[] {
  const lines: string[] = [];
  let position = start;
  for (const hunk of hunks) {
    lines.push(...base.slice(position, hunk.start), ...hunk.lines);
    position = hunk.end;
  }
  return [...lines, ...base.slice(position, end)];
}
