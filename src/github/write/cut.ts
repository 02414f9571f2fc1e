const ellipsis = "…";

/**
 * A text of at most so many characters, as GitHub counts them (code points). What is made for GitHub fits already;
 * this keeps one text that does not from costing the whole answer.
 */
export function cut(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const characters = [...text];
  if (characters.length <= charactersMax) return text;
  return characters.slice(0, charactersMax - ellipsis.length).join("") + ellipsis;
}
