/** `$$`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME:+other}`, `$NAME`. */
const reference = /\$\$|\$(?:\{([A-Za-z_]\w{0,200})(?:(:?[-+?])([^{}]{0,1000}))?\}|([A-Za-z_]\w{0,200}))/g;

/**
 * A text as Compose fills it in where nothing is set in its environment: defaults count, and `null` says that a value is
 * known only where it runs.
 */
export function interpolated(text: string): string | null {
  if (!text.includes("$")) return text;
  let known = true;
  const value = text.replaceAll(reference, (all, _name, operator, word = "") => {
    if (all === "$$") return "$";
    if (operator === ":-" || operator === "-") return word;
    known = false;
    return "";
  });
  return known && !/\$\{/.test(value) ? value : null;
}
