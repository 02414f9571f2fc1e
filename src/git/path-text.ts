import { isUtf8 } from "node:buffer";

/**
 * A path of git as text. Git's paths are bytes: what is not UTF-8 is written `\xNN` (and `\` doubled, in such paths only),
 * so that two paths stay two and the text can be shown, stored and hashed. Never used to open anything.
 */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let text = "";
  for (let start = 0; start < bytes.length; ) {
    const length = characterLength(bytes, start);
    if (length === 0) text += `\\x${(bytes[start] ?? 0).toString(16).padStart(2, "0")}`;
    else text += bytes.toString("utf8", start, start + length).replace("\\", "\\\\");
    start += Math.max(length, 1);
  }
  return text;
}

/** Bytes of the character that starts here, `0` where none does. */
function characterLength(bytes: Buffer, start: number): number {
  for (let length = 1; length <= 4 && start + length <= bytes.length; length += 1) {
    if (isUtf8(bytes.subarray(start, start + length))) return length;
  }
  return 0;
}

/** A name that is still free. Only a path made for it can collide with the text of a path that is not UTF-8. */
export function freeName(path: string, taken: ReadonlyMap<string, unknown>): string {
  let name = path;
  while (taken.has(name)) name += "\\";
  return name;
}
