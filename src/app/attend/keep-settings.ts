import type { InstallationGitHub } from "../../github/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import {
  type ConfigurationDifference,
  configurationDifference,
} from "../../model/configuration-difference.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { JsonObject } from "../../model/json.ts";
import type { SettingsSource } from "../../model/settings-origin.ts";
import { maskedSettings } from "../masked-settings.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { ReviewSettings } from "../settings.ts";
import {
  type ActivatedSettings,
  configurationOf,
  type RecordedSettings,
  recordedSettings,
} from "../settings-record.ts";
import type { AttendPorts } from "./ports.ts";
import { originOf, type SettingsPlace } from "./settings-origin.ts";
import type { Situation } from "./situation.ts";

/** A file of the settings in force, with its bytes. */
interface Read extends Omit<SettingsSource, "broughtBy"> {
  readonly bytes: Uint8Array;
  readonly place: SettingsPlace;
}

/**
 * Keeps what is in force where it differs from what was: every file, what brought it, and in which way it differs. It
 * stands in the records before anything is decided by it; seeing the same again costs one read of a note.
 */
export async function keepSettings(
  situation: Situation,
  github: InstallationGitHub,
  ports: AttendPorts,
): Promise<void> {
  const { repository, inForce } = situation;
  // Nothing was read: what was in force before is in force still, or the defaults are until there is something.
  if (inForce.broken !== null && inForce.broken.instead !== "waivers") return;
  const { store } = ports;
  const files = filesOf(situation);
  const settings = settingsDigest(inForce.settings, files);
  const note = `settings-in-force:${repository.id}`;
  if ((await store.notes.get(note)) === settings) return;
  const before = await recordedSettings(repository.id, store.records);
  if (before.at(-1)?.settings !== settings) {
    const body = await recordOf({ situation, files, settings }, before.at(-1) ?? null, github, ports);
    const key = String(before.length);
    await store.records.append([{ scope: "repository", repositoryId: repository.id, key, body }], {
      blobs: files.map(({ bytes }) => bytes),
    });
  }
  await store.notes.set(note, settings);
}

function settingsDigest({ configuration, policySources }: ReviewSettings, files: readonly Read[]): string {
  const content = files.map(({ role, path, content: of }) => [role, path, of]);
  return digestOf([configuration.digest, policySources?.digest ?? null, content]);
}

function filesOf({ repository, organisation, pull, snapshot, inForce }: Situation): readonly Read[] {
  const { files } = inForce.settings;
  const { owner } = repository;
  const tip = (snapshot.tip ?? snapshot.base).commit ?? pull.base.sha;
  const own = { owner, name: repository.name, branch: pull.base.ref };
  const read = (
    role: string,
    path: string,
    text: string,
    commit: string | null,
    place: SettingsPlace,
  ): Read => {
    // What was remembered by a version that masked nothing is masked here.
    const bytes = Buffer.from(role === "policies" ? text : (maskedSettings({ path, text }).text ?? ""));
    const of = `${place.owner}/${place.name}`;
    return { role, repository: of, path, commit, content: sha256Hex(bytes), bytes, place };
  };
  const ofOrganisation =
    organisation === null
      ? []
      : [
          read("organisation", organisation.path, organisation.text, organisation.commit, {
            ...{ owner, name: organisation.repository, branch: null },
          }),
        ];
  const ofRepository = files.repository === null ? [] : [{ role: "repository", ...files.repository }];
  const waivers = (files.waivers ?? []).map((file) => ({ role: "waivers", ...file }));
  const policies = (files.policies ?? []).map(({ source, commit, files: rego }) => {
    const [holder = owner, name = ""] = source.repository?.split("/") ?? [owner, repository.name];
    const place = source.repository === null ? own : { owner: holder, name, branch: null };
    return read("policies", source.path, JSON.stringify(rego), commit, place);
  });
  return [
    ...ofOrganisation,
    ...[...ofRepository, ...waivers].map(({ role, path, text }) => read(role, path, text ?? "", tip, own)),
    ...policies,
  ];
}

interface ToRecord {
  readonly situation: Situation;
  readonly files: readonly Read[];
  readonly settings: string;
}

async function recordOf(
  { situation, files, settings }: ToRecord,
  before: RecordedSettings | null,
  github: InstallationGitHub,
  ports: AttendPorts,
): Promise<ActivatedSettings> {
  const { configuration } = situation.inForce.settings;
  const { digest, rules } = policiesInForce(situation.inForce.settings, ports.review);
  const sources: SettingsSource[] = [];
  for (const { bytes: _, place, ...file } of files) {
    const known = before?.sources.find(({ role, path }) => role === file.role && path === file.path);
    const same = known?.content === file.content ? known : null;
    // What was there when the App came is nobody's change: its history is not looked into.
    const found =
      same !== null || before === null
        ? null
        : await originOf(file.path, place, { situation, github, ports });
    sources.push({ ...file, broughtBy: same?.broughtBy ?? found });
  }
  const old = before === null ? null : await configurationOf(before, ports.store.blobs, rules);
  return {
    kind: "configuration-activated",
    configuration: configuration.digest,
    settings,
    previous: before?.configuration ?? null,
    policySet: digest,
    sources,
    removed: removedOf(before, files),
    effectiveFrom: latestOf(sources, before),
    difference: old === null ? null : differenceOf(old, configuration),
  };
}

function removedOf(before: RecordedSettings | null, files: readonly Read[]): readonly string[] {
  const now = new Set(files.map(({ role, path }) => `${role} ${path}`));
  const then = (before?.sources ?? []).map(({ role, path }) => `${role} ${path}`);
  return then.filter((name) => !now.has(name)).toSorted();
}

function latestOf(sources: readonly SettingsSource[], before: RecordedSettings | null): string | null {
  const known = new Set(before?.sources.map(({ role, path, content }) => `${role} ${path} ${content}`));
  const changed = sources.filter(({ role, path, content }) => !known.has(`${role} ${path} ${content}`));
  const times = changed.flatMap(({ broughtBy }) => (broughtBy === null ? [] : [broughtBy.effectiveFrom]));
  return times.toSorted().at(-1) ?? null;
}

/** What the files say; what the repository's own files say of its tenants is no part of it. */
function differenceOf(before: Configuration, after: Configuration): ConfigurationDifference {
  return configurationDifference(plain(before), plain(after));
}

function plain({ digest: _, ownership: __, ...configuration }: Configuration): JsonObject {
  return JSON.parse(JSON.stringify(configuration));
}
