/** Somebody who was asked does not answer, so that there is no outcome. */
export class NoAnswer extends Error {}
