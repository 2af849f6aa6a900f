import { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { timingSafeEqual, createHash } from 'crypto';
import { ZodError } from 'zod';
import { ForgeService } from './ForgeService';

const LIMIT = 2000;

function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function bearer(request: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
}

/** Accepts the API token in the forms that GitLab accepts. */
export function requireToken(
  token: string,
  forge: ForgeService,
): RequestHandler {
  return (request, response, next) => {
    const given = request.get('private-token') ?? bearer(request);
    if (!given || !sameSecret(given, token)) {
      response.status(401).json({ message: '401 Unauthorized' });
      return;
    }
    response.locals.user = forge.user(request.get('sudo'));
    next();
  };
}

/**
 * Accepts the API token as the password of git's basic authentication. The user name
 * may be a user of the forge; any other, such as `oauth2`, is the token's owner.
 */
export function basicAuth(token: string, forge: ForgeService): RequestHandler {
  return (request, response, next) => {
    const encoded = /^Basic (.+)$/i.exec(request.get('authorization') ?? '');
    const [, name, password] =
      /^([^:]*):(.*)$/.exec(
        Buffer.from(encoded?.[1] ?? '', 'base64').toString(),
      ) ?? [];
    if (!password || !sameSecret(password, token)) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Basic realm="GitLab"')
        .send('HTTP Basic: Access denied\n');
      return;
    }
    response.locals.user = forge.user(name);
    next();
  };
}

/** Tells clients how much of the minute's budget is left, as GitLab does. */
export function rateLimitHeaders(): RequestHandler {
  let minute = 0;
  let used = 0;
  return (_request, response, next) => {
    const now = Math.floor(Date.now() / 60_000);
    used = now === minute ? used + 1 : 1;
    minute = now;
    response.set({
      'RateLimit-Name': 'throttle_authenticated_api',
      'RateLimit-Limit': String(LIMIT),
      'RateLimit-Observed': String(used),
      'RateLimit-Remaining': String(Math.max(0, LIMIT - used)),
      'RateLimit-Reset': String((now + 1) * 60),
    });
    next();
  };
}

const statusByName: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
};

/** GitLab's error bodies: `message` for what went wrong, `error` for bad parameters. */
export const apiErrors: ErrorRequestHandler = (
  error,
  _request,
  response,
  next,
) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    response
      .status(400)
      .json({ error: `${issue.path.join('.')} is invalid: ${issue.message}` });
    return;
  }
  const status = statusByName[error.name] ?? error.status ?? 500;
  const fallback: Record<number, string> = {
    403: '403 Forbidden',
    404: '404 Not Found',
    500: '500 Internal Server Error',
  };
  response
    .status(status)
    .json({ message: error.message || fallback[status] || 'Error' });
};
