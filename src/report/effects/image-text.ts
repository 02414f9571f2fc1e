import type { JsonValue } from "../../model/json.ts";

/** Digits of a digest that tell two apart. */
const digestCharacters = 12;

/** An image with a digest that can be read at a glance. */
export function imageText(image: string): string {
  const [name = "", digest] = image.split("@", 2);
  const [, algorithm = "", hash = ""] = /^(\w+):([0-9a-f]{16,})$/.exec(digest ?? "") ?? [];
  return hash === "" ? image : `${name}@${algorithm}:${hash.slice(0, digestCharacters)}…`;
}

/**
 * Both sides of an image: where only its tag or digest differs, the last part of its name in front of the first, and the
 * second without it: `api:1.42.0`, `1.43.0`.
 */
export function imagePair(before: JsonValue, after: JsonValue): readonly [JsonValue, JsonValue] {
  if (typeof before !== "string" || typeof after !== "string") return [before, after];
  const [old, current] = [partsOf(before), partsOf(after)];
  if (old.name !== current.name || old.name === "") return [imageText(before), imageText(after)];
  const short = old.name.slice(old.name.lastIndexOf("/") + 1);
  return [imageText(`${short}${old.version}`), imageText(current.version.replace(/^:/, "") || short)];
}

function partsOf(image: string): { readonly name: string; readonly version: string } {
  const at = image.indexOf("@");
  const tagged = at < 0 ? image : image.slice(0, at);
  const colon = tagged.lastIndexOf(":");
  const end = colon > tagged.lastIndexOf("/") ? colon : tagged.length;
  return { name: image.slice(0, end), version: image.slice(end) };
}
