/** Standard base64 with padding (RFC 4648, section 4), read only where writing it again gives the same text. */
export function canonicalBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return text !== "" && bytes.toString("base64") === text ? bytes : null;
}
