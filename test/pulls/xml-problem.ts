const name = "[A-Za-z_][\\w.-]*";
const attribute = `\\s+${name}="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#\\d+|#x[\\dA-Fa-f]+);)*"`;
const token = new RegExp(
  `<\\?xml[^?]*\\?>|<(?<open>${name})(?:${attribute})*\\s*(?<empty>/)?>|</(?<close>${name})\\s*>|(?<text>(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\\d+|#x[\\dA-Fa-f]+);)+)`,
  "y",
);

/** What keeps a text from being well-formed XML of elements, attributes and text; `null` for nothing. */
export function xmlProblem(xml: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are not allowed in XML 1.0.
  const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.exec(xml);
  if (forbidden !== null) return `a character that XML has none of at ${forbidden.index}`;
  const open: string[] = [];
  let roots = 0;
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    if (found === null) return `nothing that XML knows at ${at}`;
    const groups = found.groups;
    if (groups?.["text"] !== undefined && open.length === 0 && groups["text"].trim() !== "")
      return `text outside at ${at}`;
    if (groups?.["open"] !== undefined) {
      if (open.length === 0) roots += 1;
      if (groups["empty"] === undefined) open.push(groups["open"]);
    }
    if (groups?.["close"] !== undefined && open.pop() !== groups["close"])
      return `an end without a start at ${at}`;
  }
  if (open.length > 0) return `${open.join(" ")} left open`;
  return roots === 1 ? null : `${roots} roots`;
}
