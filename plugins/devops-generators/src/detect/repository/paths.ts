/** The root of a repository, as components name it. */
export const ROOT = '.';

/** Folder of a path. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? ROOT : path.slice(0, slash);
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path inside a folder, with `.` and `..` resolved. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/') || ROOT;
}

/** Whether a path is a folder or anything below it. */
export function isWithin(folder: string, path: string): boolean {
  return folder === ROOT || path === folder || path.startsWith(`${folder}/`);
}

/** The folder and all folders above it, nearest first. */
export function ancestors(folder: string): string[] {
  const result = [folder];
  for (let at = folder; at !== ROOT;) {
    at = folderOf(at);
    result.push(at);
  }
  return result;
}
