/**
 * Writes a number as Go's `%g` does: the fewest digits that read back as the
 * same number, in exponent form below 1e-4 and from 1e6 on. Rules of other
 * tools are compared with ours to the last digit.
 */
export function goNumber(value: number): string {
  const [digits, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 6)) {
    const sign = exponent < 0 ? '-' : '+';
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return plainNumber(value);
}

/** Writes a number without an exponent, as Go's `%f` with the fewest digits. */
export function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) {
    return text;
  }
  const [digits, exponentText] = value.toExponential().split('e');
  const decimals = digits.split('.')[1]?.length ?? 0;
  return value.toFixed(
    Math.max(0, Math.min(100, decimals - Number(exponentText))),
  );
}
