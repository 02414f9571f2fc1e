import { type ConfigurationProblem, loadConfiguration, parseWaivers } from "../../config/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Tenant } from "../../model/tenant.ts";
import { maskedOrNone, maskedSettings } from "../masked-settings.ts";
import type { SettledUnder } from "./settle-again.ts";
import type { EffectTask, SettingsFiles } from "./task.ts";

interface ReadSettings {
  readonly settings: SettledUnder | null;
  readonly problems: readonly ConfigurationProblem[];
}

/** Twenty decisions of one repository share their settings: each is read once. */
export function settingsReader({
  rules,
  locale,
  today,
}: EffectTask): (files: SettingsFiles) => Promise<ReadSettings> {
  const known = new Map<SettingsFiles, Promise<ReadSettings>>();
  const read = async (files: SettingsFiles): Promise<ReadSettings> => {
    const loaded = await loadConfiguration({
      organisation: maskedOrNone(files.organisation),
      repository: maskedOrNone(files.repository),
      rules,
      locale,
    });
    if (loaded.kind === "invalid") return { settings: null, problems: loaded.problems };
    const configuration = withSourced(loaded.configuration, files.sourcedTenants ?? []);
    const rest = await parseWaivers(files.waivers.map(maskedSettings), {
      ...configuration.waivers,
      today,
      locale,
    });
    return { settings: { configuration, waivers: rest.waivers }, problems: rest.problems };
  };
  return (files) => {
    const reading = known.get(files) ?? read(files);
    known.set(files, reading);
    return reading;
  };
}

/** Whose people are asked depends on tenants that stand in no settings; an edit of those settings leaves them as they are. */
function withSourced(configuration: Configuration, sourced: readonly Tenant[]): Configuration {
  const written = new Set(configuration.tenants.map(({ name }) => name));
  return {
    ...configuration,
    tenants: [...configuration.tenants, ...sourced.filter(({ name }) => !written.has(name))],
  };
}
