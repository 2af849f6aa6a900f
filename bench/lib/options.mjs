export function number(name, fallback) {
  const given = process.argv
    .find(argument => argument.startsWith(`--${name}=`))
    ?.slice(name.length + 3);
  return given === undefined ? fallback : Number(given);
}

export function flag(name) {
  return process.argv.includes(`--${name}`);
}

/** Of numbers in ascending order. */
export function percentile(sorted, percent) {
  return sorted[
    Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  ];
}

export function text(name) {
  return process.argv
    .find(argument => argument.startsWith(`--${name}=`))
    ?.slice(name.length + 3);
}
