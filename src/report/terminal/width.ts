const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * What a terminal draws two cells wide: East Asian Wide and Fullwidth (Unicode Standard Annex 11), and emoji. Half-width
 * katakana and halfwidth hangul share the scripts of wide letters and are narrow.
 */
const wide =
  /^(?![\uFF61-\uFFDC\uFFE8-\uFFEE])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u2E80-\u303E\u3041-\u33FF\uA960-\uA97C\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}]/u;

/** Cells that a text takes in a terminal. It holds no control characters. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  return Array.from(graphemes.segment(text)).reduce((width, { segment }) => width + cellsOf(segment), 0);
}

/** The text with spaces behind it, up to a number of cells. */
export function padded(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - widthOf(text)));
}

/** At most so many cells, `…` where something is missing. */
export function clipped(text: string, cells: number): string {
  if (widthOf(text) <= cells) return text;
  let [kept, width] = ["", 1];
  for (const { segment } of graphemes.segment(text)) {
    width += cellsOf(segment);
    if (width > cells) break;
    kept += segment;
  }
  return `${kept}…`;
}

/**
 * Lines of at most so many cells. Latin text breaks at spaces, Japanese between any two characters but not before
 * closing marks; a word that is wider than a line stands alone and whole, so that paths can be copied.
 */
export function wrapped(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(words) ?? []) {
    if (line !== "" && widthOf((line + word).trimEnd()) > cells) {
      lines.push(line.trimEnd());
      line = word.trimStart();
    } else line += word;
  }
  if (line.trim() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

const ideograph = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、。「」（）！？：]`;
const closing = `[ー、。」）！？：っゃゅょッャュョ]`;
const words = new RegExp(String.raw`\s*(?:${ideograph}${closing}*|(?:(?!${ideograph})\S)+${closing}*)`, "gu");

function cellsOf(grapheme: string): number {
  if (/^\p{M}/u.test(grapheme)) return 0;
  return wide.test(grapheme) || grapheme.includes("\uFE0F") ? 2 : 1;
}
