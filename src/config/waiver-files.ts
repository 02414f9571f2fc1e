import type { SourceFile } from "./document.ts";
import type { ParsedWaivers, WaiverRules } from "./read-waivers.ts";

/** Reads the waivers of the base branch. */
export async function parseWaivers(files: readonly SourceFile[], rules: WaiverRules): Promise<ParsedWaivers> {
  if (files.length === 0) return { waivers: [], problems: [] };
  const [{ readWaiverFiles }, { messagesIn }] = await Promise.all([
    import("./read-waivers.ts"),
    import("./messages-in.ts"),
  ]);
  return readWaiverFiles(files, rules, messagesIn(rules.locale ?? "en"));
}
