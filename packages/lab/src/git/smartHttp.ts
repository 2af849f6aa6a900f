import { spawn } from 'child_process';
import { Request, Response } from 'express';
import { GitRepository } from './GitRepository';

/**
 * Serves one request of git's smart HTTP protocol through `git http-backend`.
 * Resolves when the backend has ended, so that the caller can look at the refs.
 */
export function serveGit(options: {
  request: Request;
  response: Response;
  repository: GitRepository;
  /** The part of the URL behind the repository, such as `/info/refs`. */
  service: string;
  user: string;
}): Promise<void> {
  const { request, response, repository } = options;
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: repository.path,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: options.service,
        QUERY_STRING: new URL(request.originalUrl, 'http://lab').search.slice(
          1,
        ),
        REQUEST_METHOD: request.method,
        REMOTE_USER: options.user,
        CONTENT_TYPE: request.get('content-type') ?? '',
        HTTP_CONTENT_ENCODING: request.get('content-encoding') ?? '',
        GIT_PROTOCOL: request.get('git-protocol') ?? '',
        ...(request.get('content-length')
          ? { CONTENT_LENGTH: request.get('content-length') }
          : {}),
      },
    });
    child.on('error', reject);
    child.stdin.on('error', () => {}); // the backend may stop reading early
    request.pipe(child.stdin);
    response.on('close', () => child.stdin.destroy());

    let head = Buffer.alloc(0);
    let headersSent = false;
    child.stdout.on('data', (chunk: Buffer) => {
      if (headersSent) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        headersSent = true;
        writeHead(response, head.subarray(0, end).toString());
        response.write(head.subarray(end + 4));
      }
    });
    child.on('close', () => {
      if (!headersSent) {
        response.status(500);
      }
      resolve();
    });
  });
}

function writeHead(response: Response, head: string): void {
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') {
      response.status(Number.parseInt(value, 10));
    } else {
      response.setHeader(name, value);
    }
  }
}
