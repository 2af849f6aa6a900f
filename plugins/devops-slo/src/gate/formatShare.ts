/**
 * Writes a share of a budget in percent, with four digits: 24.99 % must not
 * read as the limit of 25 % that it is below.
 */
export function formatShare(share: number): string {
  const rounded = Number((share * 100).toPrecision(4));
  // Zero has no sign.
  return `${rounded === 0 ? 0 : rounded} %`;
}
