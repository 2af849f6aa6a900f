/**
 * The installation steps of the README as data: each fenced block below the
 * heading "Install", with the words of the paragraph before it.
 */
import { readFileSync } from 'node:fs';

export function readmeSteps(file) {
  const section = readFileSync(file, 'utf8')
    .split(/^## /m)
    .find(part => part.startsWith('Install'));
  if (!section) {
    throw new Error(`${file} has no section "Install"`);
  }
  const steps = [];
  const block = /([^\n]*)\n+```(\w+)\n([\s\S]*?)```/g;
  for (const [, text, language, code] of section.matchAll(block)) {
    steps.push({ text, language, code });
  }
  return steps;
}

/** The one step whose text or code contains the words. */
export function step(steps, words) {
  const found = steps.filter(
    ({ text, code }) => text.includes(words) || code.includes(words),
  );
  if (found.length !== 1) {
    throw new Error(
      `The README should have one installation step with "${words}", it has ${found.length}`,
    );
  }
  return found[0].code;
}
