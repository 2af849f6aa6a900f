import { PipelineComponent } from '../model';

/** Components with the beginning of the names of their jobs. */
export function nameComponents(components: PipelineComponent[]) {
  const used = new Set<string>();
  return components.map(component => {
    const alone = components.length === 1;
    const base = slugOf(component.path) || component.language;
    let name = base;
    for (let index = 2; used.has(name); index++) {
      name = index === 2 ? `${base}-${component.language}` : `${base}-${index}`;
    }
    used.add(name);
    return { component, prefix: alone ? '' : `${name}-` };
  });
}

function slugOf(path: string): string {
  const slug = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return /^[a-z]/.test(slug) ? slug : slug && `c-${slug}`;
}

/** Whether no system reads a path as a pattern, a list or an expression. */
export function isPlainPath(path: string): boolean {
  return /^[\w@+ ./-]+$/.test(path);
}
