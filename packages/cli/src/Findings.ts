/** The outcome of a command is printed, and it is not a good one. */
export class Findings extends Error {}
