export function SlosContent() {
  return null;
}
