import { isUtf8 } from "node:buffer";
import type { EntryMode, TreeEntry } from "../model/tree.ts";
import { freeName, pathText } from "./path-text.ts";

/**
 * Reads `git ls-tree -r -z`: `mode type id TAB path NUL`, the path as raw bytes. Large repositories have ten thousands
 * of lines, and this stands in the way of every review: the text is gone through once, without splitting it.
 */
export function parseListing(listing: Buffer): Map<string, TreeEntry> {
  const text = isUtf8(listing) ? listing.toString("utf8") : escaped(listing);
  const entries = new Map<string, TreeEntry>();
  for (let start = 0; start < text.length; ) {
    const tab = text.indexOf("\t", start);
    const end = text.indexOf("\0", tab);
    const path = freeName(text.slice(tab + 1, end), entries);
    const blob = text.slice(text.lastIndexOf(" ", tab) + 1, tab);
    entries.set(path, { path, mode: modeOf(text, start), blob, sizeBytes: null });
    start = end + 1;
  }
  return entries;
}

function escaped(listing: Buffer): string {
  let text = "";
  for (let start = 0; start < listing.length; ) {
    const end = listing.indexOf(0, start);
    text += `${pathText(listing.subarray(start, end))}\0`;
    start = end + 1;
  }
  return text;
}

/** Of the octal mode that stands at a place of a text. */
export function modeOf(text: string, start = 0): EntryMode {
  if (text.startsWith("120000", start)) return "symlink";
  if (text.startsWith("160000", start)) return "submodule";
  return text.startsWith("100755", start) ? "executable" : "file";
}
