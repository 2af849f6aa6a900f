import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { parse } from 'yaml';
import { z } from 'zod';

const commitSchema = z.object({
  author: z.string(),
  message: z.string().min(1),
  daysAgo: z.number().min(0),
  /** Files and folders of `files/` that this commit adds. */
  add: z.array(z.string()).default([]),
  /** A folder beside `files/` whose content this commit lays over the tree. */
  overlay: z.string().optional(),
  /** Push now: everything since the last push becomes one pipeline. */
  push: z.boolean().default(false),
  /** Whether the push is followed by a pipeline to wait for. */
  pipeline: z.boolean().default(true),
  /** A manual job that is played once the pipeline has come to it. */
  play: z.string().optional(),
});

const seedSchema = z.object({
  order: z.number(),
  project: z.object({
    group: z.string(),
    path: z.string(),
    description: z.string(),
    topics: z.array(z.string()).default([]),
  }),
  commits: z.array(commitSchema).min(1),
});

export type SeedCommit = z.infer<typeof commitSchema>;
export type Seed = z.infer<typeof seedSchema> & { directory: string };

export const seedsDirectory = join(
  dirname(require.resolve('../../package.json')),
  'seeds',
);

/** Reads the example projects and the history that each of them is given. */
export function readSeeds(directory = seedsDirectory): Seed[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => {
      const folder = join(directory, entry.name);
      const text = readFileSync(join(folder, 'history.yaml'), 'utf8');
      return { ...seedSchema.parse(parse(text)), directory: folder };
    })
    .sort((a, b) => a.order - b.order);
}

/** People whom the example history names. */
export const seedUsers = [
  { username: 'ana', name: 'Ana Ortiz', email: 'ana@example.com' },
  { username: 'ben', name: 'Ben Okafor', email: 'ben@example.com' },
];
