import { NotFoundError } from '@backstage/errors';

/** What is read, or nothing where GitLab does not have it. */
export async function orNothing<T>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotFoundError) {
      return [];
    }
    throw error;
  }
}
