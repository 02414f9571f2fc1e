/** Names to values; `null` for a variable without a value that is known. */
export type Variables = ReadonlyMap<string, string | null>;

const reference = /\\\$|\$(?:\{(\w{1,200})(?:(:?[-+])([^{}]{0,1000}))?\}|(\w{1,200}))/g;

/**
 * A text with its variables filled in, or `null` where one of them is known only when the image is built. A build may
 * give another value than the default; what stands in the file is what is judged.
 */
export function expanded(text: string, variables: Variables): string | null {
  let known = true;
  const value = text.replaceAll(reference, (all, braced, operator, word = "", bare) => {
    if (all === "\\$") return "$";
    const found = variables.get(braced ?? bare) ?? null;
    const isSet = found !== null && (found !== "" || operator === "-" || operator === "+");
    if (operator === ":-" || operator === "-") return isSet ? found : word;
    if (operator === ":+" || operator === "+") return isSet ? word : "";
    if (found === null) known = false;
    return found ?? "";
  });
  // Longer forms (`${name#pattern}`) are not computed.
  return known && !/\$\{/.test(value) ? value : null;
}
