import { CustomErrorBase } from '@backstage/errors';

/** Answered with 408. */
export class BodyTimeoutError extends CustomErrorBase {
  name = 'BodyTimeoutError' as const;
  readonly statusCode = 408;
}

/** Answered with 413. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

/** Answered with 415. */
export class UnsupportedEncodingError extends CustomErrorBase {
  name = 'UnsupportedEncodingError' as const;
  readonly statusCode = 415;
}
