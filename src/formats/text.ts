/** What bytes say as text: UTF-8 without its byte order mark, or why they are no text. */
export type DecodedText =
  | { readonly kind: "text"; readonly text: string; readonly skippedBytes: number }
  | { readonly kind: "not-text"; readonly reason: "binary" | "utf16" | "not_utf8" };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const byteOrderMark = "\ufeff";
const byteOrderMarkBytes = 3;

/** Strict UTF-8, as Kubernetes and Terraform read files: nothing is repaired, because a repair would hide bytes. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { kind: "not-text", reason: "utf16" };
  }
  if (bytes.includes(0)) return { kind: "not-text", reason: "binary" };
  try {
    const text = decoder.decode(bytes);
    if (!text.startsWith(byteOrderMark)) return { kind: "text", text, skippedBytes: 0 };
    return { kind: "text", text: text.slice(1), skippedBytes: byteOrderMarkBytes };
  } catch {
    return { kind: "not-text", reason: "not_utf8" };
  }
}
