import { sizeOf } from "./anchor.ts";

/** A page of the objects of a bucket, as far as they are checkpoints. */
export interface ListedSizes {
  readonly sizes: readonly number[];
  /** Where the next page begins; `null`: this is the last. */
  readonly next: string | null;
}

/**
 * What ListObjectsV2 answers. Keys of checkpoints are a prefix without markup and digits, so that their elements can be
 * found without a reader of XML; whatever else stands in the bucket is passed over.
 */
export function listedSizes(xml: string, prefix: string): ListedSizes {
  const sizes = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].flatMap(([, key = ""]) =>
    key.startsWith(prefix) ? (sizeOf(key.slice(prefix.length)) ?? []) : [],
  );
  const more = /<IsTruncated>\s*true\s*<\/IsTruncated>/.test(xml);
  const token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(xml)?.[1];
  return { sizes, next: more && token !== undefined ? unescaped(token) : null };
}

/** Tokens are opaque, and may hold what XML writes otherwise. */
function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === "string") return named[name] ?? whole;
    const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
