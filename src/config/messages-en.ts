import type { ConfigurationMessages, FormatName, ValueKind } from "./messages.ts";
import type { Mark } from "./schema/marks.ts";

const kinds: Readonly<Record<ValueKind, string>> = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  map: "a map",
  nothing: "empty",
};

const formats: Readonly<Record<FormatName, string>> = {
  team: "is a team and must be written organisation/team.",
  reviewer: "must be a team, written organisation/team, or owners.",
  quantity: "must be a Kubernetes quantity such as 500m, 2 or 8Gi, and at least 0.",
  quotaResource:
    "is nothing that a quota can bound: requests.cpu, limits.memory, pods and count/jobs.batch are.",
  kubernetesVersion: 'must be a Kubernetes version from "1.25" on, in quotes and without the patch number.',
  localDate: "must be a date of the calendar, written YYYY-MM-DD.",
  timezone: "must be a time zone of the IANA database, such as Asia/Tokyo.",
  glob: "is no usable pattern: it must not be empty, and must have at most 4 wildcards in a segment.",
  name: "must hold something else than digits.",
  pageAddress: "must be an address such as https://git.example.com/platform/sekisho/docs/policies.",
  ruleSet:
    "must be follow, or the SHA-256 digest of a rule set: 64 characters of 0-9 and a-f in small letters, as `sekisho policies history` prints it.",
  duration: 'must be a duration such as "2 business days".',
  repository: "must name a repository, such as acme/policies.",
  sourceName: "must be of small letters, digits, - and _, at most 40 of them.",
  calendar: "must be the two letters of a country, such as JP.",
  freezeOrder: "must not be before the date in from.",
  tenantWithoutTeam: "is empty: a tenant without a team has nobody who could be asked.",
  teamTemplate: "must be organisation/team, with what a pattern captured in braces: acme/{team}.",
  ofOwnersFile: "has no meaning here: CODEOWNERS says itself which paths it is about. Leave it out.",
  anchor: "must be one place: folder, s3 or githubRelease. Write a line of its own for each.",
  anchorFolder: "must be an absolute path without . and .., such as /mnt/anchors.",
  anchorEndpoint: "must be an address without a path, such as https://s3.eu-central-1.amazonaws.com.",
  anchorName: "has characters, or a length, that no such name has.",
  login: "must be a login of GitHub.",
  waiverId: "must be a short name of letters, digits, dots and hyphens, such as W-12.",
  emptyRules: "must name at least one rule.",
  emptyScope:
    "must name roots, resources or environments; a waiver for everything is written with the pattern **.",
};

const marks: Readonly<Record<Mark, string>> = {
  orgOnly: "only the organisation may set it",
  raiseOnly: "a repository may only make it stricter",
  addOnly: "a repository may only add entries",
  free: "a repository may set it only where the organisation is silent",
};

export const english: ConfigurationMessages = {
  unreadable: "The file cannot be read: it is a link, or too large. Put the settings themselves here.",
  tooLarge: (bytesMax) => `The file is larger than ${bytesMax} bytes.`,
  tooDeep: "The file is nested too deeply.",
  aliases: "The file uses an anchor that is not defined, or uses anchors too often.",
  syntax: (detail) => `The file is not YAML: ${detail}.`.replace(/\.\.$/, "."),
  forbiddenKey: (key) => `The key "${key}" is not allowed.`,
  duplicateKey: (key) => `The key "${key}" stands here a second time.`,
  notAMap: "The file must be a map of settings.",
  unknownKey: (key) => `There is no setting "${key}".`,
  missingKey: (key) => `"${key}" is missing.`,
  wrongKind: (key, expected, actual) => `"${key}" must be ${kinds[expected]}, and is ${kinds[actual]}.`,
  needsQuotes: (key, value) => `"${key}" must be text: write "${value}" in quotes, exactly as it is meant.`,
  wrongValue: (key, value, allowed) => `"${key}" is "${value}", and must be one of: ${allowed.join(", ")}.`,
  wrongFormat: (key, format) => `"${key}" ${formats[format]}`,
  outOfRange: (key) => `"${key}" is out of range.`,
  orgOnly: (key, mark) =>
    `"${key}" must stand in the organisation's file: ${marks[mark]} (${mark}), unless mayOverride names it there.`,
  notOverridable: (key) => `mayOverride names "${key}", which is no setting that a repository may have.`,
  overruled: (key, mark) =>
    `"${key}" has no effect here, the organisation has set it: ${marks[mark]} (${mark}).`,
  unknownRule: (id) => `No rule matches "${id}".`,
  unknownParameter: (ruleId, name) => `${ruleId} has no parameter "${name}".`,
  unknownTenant: (name) => `No tenant is called "${name}".`,
  unknownEnvironment: (name) => `No environment is called "${name}".`,
  unknownFamily: (name) => `No family of rules is called "${name}".`,
  sourceWithoutOrganisation: (key) =>
    `"${key}" does not say which organisation its teams belong to, and the configuration names teams of none, or of several: add as: your-organisation/{team}.`,
  twoOwners: (pattern, first, second) =>
    `"${pattern}" belongs to ${first} and to ${second}, which have no team in common.`,
  waiver: {
    duplicateId: (id, otherPath) => `The waiver ${id} is in ${otherPath} too.`,
    ownApproval: (id) => `The waiver ${id} was approved by whoever asked for it.`,
    never: (id, ruleId) => `The waiver ${id} names ${ruleId}, which nobody may waive (waivers.never).`,
    tooLong: (id, days, daysMax) => `The waiver ${id} lasts ${days} days; at most ${daysMax} are allowed.`,
    notYetGranted: (id, granted) => `The waiver ${id} begins on ${granted}; until then it has no effect.`,
    order: (id) => `The waiver ${id} expires before it was granted.`,
  },
};
