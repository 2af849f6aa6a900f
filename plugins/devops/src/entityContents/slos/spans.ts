/** From and to in epoch milliseconds; what goes on lasts until now. */
export function spanOf(from: string, to: string | undefined): [number, number] {
  return [Date.parse(from), to === undefined ? Date.now() : Date.parse(to)];
}
