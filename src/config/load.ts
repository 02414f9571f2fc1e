import type { Configuration, Locale } from "../model/configuration.ts";
import type { ObjectPath } from "../model/json.ts";
import { completeConfiguration } from "./complete.ts";
import type { SourceFile } from "./document.ts";
import type { KnownRule } from "./notices.ts";
import type { ConfigurationFiles, LoadedConfiguration } from "./read-files.ts";

export interface LoadRequest extends ConfigurationFiles {
  /** The rules that will run: names that none of them has become notices. Nothing is said about names without it. */
  readonly rules?: readonly KnownRule[];
  /** The language of problems and notices; English unless given. */
  readonly locale?: Locale;
}

/**
 * What is in force: the organisation's file and the repository's, merged, with defaults for all that is silent. A
 * missing file is `null`. Every problem of both files is named at once.
 */
export async function loadConfiguration(request: LoadRequest): Promise<LoadedConfiguration> {
  if (request.organisation === null && request.repository === null) {
    return { kind: "ok", configuration: defaultConfiguration(), notices: [] };
  }
  const [{ readFiles }, { messagesIn }] = await loadReader();
  return readFiles(request, request.rules ?? null, messagesIn(request.locale ?? "en"));
}

/**
 * Loads what reads configuration. The schema library takes 50 ms, which {@link loadConfiguration} does not pay where
 * there is no file; who expects one can call this while something else is awaited.
 */
export function loadReader() {
  return Promise.all([import("./read-files.ts"), import("./messages-in.ts")]);
}

/** What is in force where nobody has written anything. */
export function defaultConfiguration(): Configuration {
  return completeConfiguration(
    {},
    {
      repository: undefined,
      organisation: undefined,
      overridable: [],
      routing: undefined,
      ruleSet: undefined,
      organisationSources: 0,
    },
  );
}

/** Where a setting stands in a file; at its beginning where nobody can tell. */
export async function placeInSettings(
  file: SourceFile | null,
  path: ObjectPath,
): Promise<{ readonly line: number; readonly column: number }> {
  if (file === null) return { line: 1, column: 1 };
  const [{ readSettings }, { english }] = await Promise.all([
    import("./document.ts"),
    import("./messages-en.ts"),
  ]);
  return readSettings(file, english).locate(path);
}
