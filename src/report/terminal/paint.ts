/** What a piece of text means; the colour follows from it. */
export type Tone = "fix" | "review" | "confirm" | "advice" | "good" | "bold" | "quiet";

export type Paint = (tone: Tone, text: string) => string;

/** SGR parameters (ECMA-48): the sixteen colours that every terminal's theme sets, never fixed ones. */
const codes: Readonly<Record<Tone, string>> = {
  fix: "1;31",
  review: "1;33",
  confirm: "1;35",
  advice: "36",
  good: "1;32",
  bold: "1",
  quiet: "2",
};

export function painter(colour: boolean): Paint {
  return colour
    ? (tone, text) => (text === "" ? "" : `\u001B[${codes[tone]}m${text}\u001B[0m`)
    : (_, text) => text;
}
