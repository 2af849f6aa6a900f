import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { ForwardedError } from '@backstage/errors';
import {
  Deployment,
  Environment,
  Group,
  Hook,
  Issue,
  Job,
  MergeRequest,
  Pipeline,
  Project,
  User,
  Variable,
} from './types';

interface Tables {
  users: User;
  groups: Group;
  projects: Project;
  pipelines: Pipeline;
  jobs: Job;
  environments: Environment;
  deployments: Deployment;
  mergeRequests: MergeRequest;
  issues: Issue;
  hooks: Hook;
  variables: Variable;
}

type TableName = keyof Tables;

const tableNames: TableName[] = [
  'users',
  'groups',
  'projects',
  'pipelines',
  'jobs',
  'environments',
  'deployments',
  'mergeRequests',
  'issues',
  'hooks',
  'variables',
];

interface Snapshot {
  lastIds: Record<string, number>;
  seeded: boolean;
  tables: { [K in TableName]?: Tables[K][] };
}

/** One kind of record, by id. Iteration follows the order of creation. */
export class Table<T extends { id: number }> {
  readonly #rows = new Map<number, T>();
  readonly #nextId: () => number;
  readonly #changed: () => void;

  constructor(options: { nextId: () => number; changed: () => void }) {
    this.#nextId = options.nextId;
    this.#changed = options.changed;
  }

  insert(row: Omit<T, 'id'>): T {
    const created = { ...row, id: this.#nextId() } as T;
    this.load(created);
    this.#changed();
    return created;
  }

  update(row: T, patch: Partial<T>): T {
    Object.assign(row, patch);
    this.#changed();
    return row;
  }

  delete(id: number): void {
    this.#rows.delete(id);
    this.#changed();
  }

  load(row: T): void {
    this.#rows.set(row.id, row);
  }

  get(id: number): T | undefined {
    return this.#rows.get(id);
  }

  require(id: number): T {
    const row = this.#rows.get(id);
    if (!row) {
      throw new Error(`The lab's state has no record with id ${id}`);
    }
    return row;
  }

  all(): T[] {
    return [...this.#rows.values()];
  }

  filter(test: (row: T) => boolean): T[] {
    return this.all().filter(test);
  }

  find(test: (row: T) => boolean): T | undefined {
    return this.all().find(test);
  }
}

/**
 * All records of the forge, in memory and in one file. The file is replaced as a
 * whole, a moment after a change, so a crash leaves the previous complete state.
 */
export class LabState {
  readonly users: Table<User>;
  readonly groups: Table<Group>;
  readonly projects: Table<Project>;
  readonly pipelines: Table<Pipeline>;
  readonly jobs: Table<Job>;
  readonly environments: Table<Environment>;
  readonly deployments: Table<Deployment>;
  readonly mergeRequests: Table<MergeRequest>;
  readonly issues: Table<Issue>;
  readonly hooks: Table<Hook>;
  readonly variables: Table<Variable>;
  readonly #file: string;
  readonly #lastIds: Record<string, number> = {};
  #seeded = false;
  #timer?: NodeJS.Timeout;

  private constructor(file: string) {
    this.#file = file;
    this.users = this.#table('users');
    this.groups = this.#table('groups');
    this.projects = this.#table('projects');
    this.pipelines = this.#table('pipelines');
    this.jobs = this.#table('jobs');
    this.environments = this.#table('environments');
    this.deployments = this.#table('deployments');
    this.mergeRequests = this.#table('mergeRequests');
    this.issues = this.#table('issues');
    this.hooks = this.#table('hooks');
    this.variables = this.#table('variables');
  }

  static open(home: string): LabState {
    const state = new LabState(join(home, 'forge.json'));
    state.#read();
    return state;
  }

  get seeded(): boolean {
    return this.#seeded;
  }

  markSeeded(): void {
    this.#seeded = true;
    this.save();
  }

  /** Next number of a sequence, such as the pipelines of one project. */
  nextId(sequence: string): number {
    const next = (this.#lastIds[sequence] ?? 0) + 1;
    this.#lastIds[sequence] = next;
    return next;
  }

  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const snapshot = {
      lastIds: this.#lastIds,
      seeded: this.#seeded,
      tables: Object.fromEntries(
        tableNames.map(name => [name, this[name].all()]),
      ),
    };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(snapshot), {
      mode: 0o600,
    });
    renameSync(`${this.#file}.new`, this.#file);
  }

  #table<K extends TableName>(name: K): Table<Tables[K]> {
    return new Table<Tables[K]>({
      nextId: () => this.nextId(name),
      changed: () => this.#saveSoon(),
    });
  }

  #saveSoon(): void {
    this.#timer ??= setTimeout(() => this.save(), 100);
  }

  #read(): void {
    let content: string;
    try {
      content = readFileSync(this.#file, 'utf8');
    } catch {
      return; // The first start has no file.
    }
    try {
      const snapshot: Snapshot = JSON.parse(content);
      Object.assign(this.#lastIds, snapshot.lastIds);
      this.#seeded = snapshot.seeded;
      for (const name of tableNames) {
        const table = this[name] as Table<{ id: number }>;
        // A file from before there was such a table is as good.
        (snapshot.tables[name] ?? []).forEach(row => table.load(row));
      }
    } catch (error) {
      throw new ForwardedError(
        `The lab cannot read its state from ${this.#file}; delete the folder to start afresh`,
        error,
      );
    }
  }
}
