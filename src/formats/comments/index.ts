import { fileFormatOf } from "../file-format.ts";
import { decodeText } from "../text.ts";
import { yamlBytesMax } from "../yaml/limits.ts";
import { type SourceComment, sourceComments } from "./comment.ts";
import { dockerfileComments } from "./dockerfile.ts";
import { hclComments } from "./hcl.ts";
import { yamlComments } from "./yaml.ts";

export type { SourceComment } from "./comment.ts";

/** The comments of a file in a format that has some and is read, in their order; of every other file none. Never throws. */
export function commentsOf(path: string, bytes: Uint8Array): readonly SourceComment[] {
  if (bytes.length > yamlBytesMax) return [];
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return [];
  const { text } = decoded;
  if (/\.tf(?:vars)?$/.test(path)) return sourceComments(text, hclComments(text));
  if (fileFormatOf(path)?.format === "dockerfile") return dockerfileComments(text);
  return /\.ya?ml$/i.test(path) ? sourceComments(text, yamlComments(text)) : [];
}
